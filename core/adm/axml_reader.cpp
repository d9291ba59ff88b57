// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/axml_reader.h"

#include <fmt/core.h>

#include <optional>
#include <utility>

#include "core/adm/channel_builder.h"
#include "core/adm/element_reader.h"
#include "core/adm/fragment.h"
#include "core/adm/main_elements.h"
#include "core/adm/values.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

class AxmlHandler : public XmlHandler {
 public:
    AxmlHandler(std::string_view file, Diagnostics& diagnostics)
        : reader_(std::string(file), diagnostics) {}

    void start(std::string_view name, const char* const* attributes, std::size_t line) override {
        ++depth_;
        if (format_depth_ == 0 || depth_ <= format_depth_) {
            if (name == "audioFormatExtended") open_format(attributes, line);
            return;
        }
        // The blocks of a channel are taken one by one, every other main element whole.
        if (depth_ == format_depth_ + 1 && name == "audioChannelFormat") {
            fragment_.clear();
            fragment_.open(name, attributes, line);
            fragment_.close();
            channel_.emplace(reader_, fragment_.root());
            fragment_.clear();
            return;
        }
        if (depth_ == fragment_depth()) fragment_.clear();
        fragment_.open(name, attributes, line);
        if (fragment_.too_large()) {
            reader_.enter("", line);
            reader_.fail(fmt::format("the element holds more than {} others; export the file again",
                                     Fragment::kMaxElements));
        }
    }

    void text(std::string_view part) override {
        if (!in_fragment()) return;
        if (!fragment_.text(part)) {
            reader_.enter("", fragment_.root().line());
            reader_.fail(fmt::format("a text is longer than {} bytes; shorten it", kMaxXmlText));
        }
    }

    void end() override {
        if (in_fragment()) {
            fragment_.close();
            if (depth_ == fragment_depth()) finish_fragment();
        } else if (channel_ && depth_ == format_depth_ + 1) {
            blocks_ += channel_->blocks();
            add(document_.channels, channel_->finish());
            channel_.reset();
        } else if (depth_ == format_depth_) {
            format_depth_ = 0;
        }
        --depth_;
    }

    Document take() {
        if (!found_) {
            throw refused(reader_.file(), "axml",
                          "there is no audioFormatExtended element; the chunk is not ADM metadata");
        }
        return std::move(document_);
    }

 private:
    // Depth at which a fragment begins: a child of the format, or of the open channel.
    [[nodiscard]] std::size_t fragment_depth() const {
        return format_depth_ + (channel_ ? 2U : 1U);
    }
    [[nodiscard]] bool in_fragment() const {
        return format_depth_ != 0 && depth_ >= fragment_depth();
    }

    void open_format(const char* const* attributes, std::size_t line) {
        reader_.enter("", line);
        if (found_) reader_.fail("there is a second audioFormatExtended element; keep one");
        found_ = true;
        format_depth_ = depth_;
        for (const char* const* a = attributes; *a != nullptr; a += 2) {
            if (std::string_view(a[0]) == "version") document_.version = a[1];
        }
        set_version();
    }

    void set_version() {
        constexpr std::string_view kPrefix = "ITU-R_BS.2076-";
        const std::string_view version = document_.version;
        if (version.empty()) return;
        const auto edition = version.starts_with(kPrefix)
                                 ? parse_integer(version.substr(kPrefix.size()))
                                 : std::nullopt;
        if (!edition || *edition > 2 || *edition < 0) {
            reader_.warn("adm-version",
                         fmt::format("the version \"{}\" is not known; it is read as "
                                     "BS.2076-2",
                                     printable(version, 60)));
        }
        document_.bs2076_version = edition && (*edition == 0 || *edition == 1) ? 1 : 2;
        reader_.set_version(document_.bs2076_version);
    }

    void finish_fragment() {
        const Element element = fragment_.root();
        if (channel_) {
            if (blocks_ + channel_->blocks() >= kMaxBlocks) {
                reader_.enter("", element.line());
                reader_.fail(fmt::format("the document has more than {} blocks; leave some out",
                                         kMaxBlocks));
            }
            channel_->child(element);
            return;
        }
        const std::string_view name = element.name();
        if (name == "audioProgramme") {
            add(document_.programmes, read_programme(reader_, element));
        } else if (name == "audioContent") {
            add(document_.contents, read_content(reader_, element));
        } else if (name == "audioObject") {
            add(document_.objects, read_object(reader_, element));
        } else if (name == "audioPackFormat") {
            add(document_.packs, read_pack(reader_, element));
        } else if (name == "audioStreamFormat") {
            add(document_.streams, read_stream(reader_, element));
        } else if (name == "audioTrackFormat") {
            add(document_.tracks, read_track(reader_, element));
        } else if (name == "audioTrackUID") {
            add(document_.uids, read_uid(reader_, element));
        } else if (name != "profileList" && name != "tagList") {
            reader_.enter("", element.line());
            reader_.unknown_element(element);
        }
    }

    template <class T>
    void add(Table<T>& table, T element) {
        const std::string id = element.id;
        const std::size_t line = element.line;
        if (table.add(std::move(element))) return;
        reader_.enter(id, line);
        reader_.fail(fmt::format("the id is used twice, first in line {}; ids must be unique",
                                 table.find(id)->line));
    }

    ElementReader reader_;
    Document document_;
    Fragment fragment_;
    std::optional<ChannelBuilder> channel_;
    std::size_t depth_ = 0;
    std::size_t format_depth_ = 0;  // of the open audioFormatExtended, 0 when none is open
    std::size_t blocks_ = 0;
    bool found_ = false;
};

}  // namespace

Document read_axml(const ByteSource& source, std::string_view file, Diagnostics& diagnostics) {
    AxmlHandler handler(file, diagnostics);
    read_xml(source, file, handler);
    Document document = handler.take();
    document.has_axml = true;
    return document;
}

}  // namespace cavea::adm
