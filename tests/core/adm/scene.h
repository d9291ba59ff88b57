// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small ADM documents as text, and a BW64 file that exists only in memory.
#pragma once

#include <fmt/core.h>

#include <concepts>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/adm/adm.h"
#include "core/adm/common/chna.h"
#include "core/base/error.h"
#include "core/io/wav_file.h"

namespace cavea::adm::test {

inline std::string references(std::string_view element, const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += fmt::format("<{0}>{1}</{0}>\n", element, id);
    return out;
}

inline std::string programme(std::string_view id, const std::vector<std::string>& contents,
                             std::string_view extra = "") {
    return fmt::format(
        "<audioProgramme audioProgrammeID=\"{0}\" audioProgrammeName=\"name of {0}\">\n{1}{2}"
        "</audioProgramme>\n",
        id, references("audioContentIDRef", contents), extra);
}

inline std::string content(std::string_view id, const std::vector<std::string>& objects,
                           std::string_view extra = "") {
    return fmt::format(
        "<audioContent audioContentID=\"{0}\" audioContentName=\"c\">\n{1}{2}</audioContent>\n", id,
        references("audioObjectIDRef", objects), extra);
}

/// \param inside      references and other children
/// \param attributes  beyond id and name, with a space in front
inline std::string object(std::string_view id, std::string_view inside,
                          std::string_view attributes = "") {
    return fmt::format(
        "<audioObject audioObjectID=\"{0}\" audioObjectName=\"name of {0}\"{1}>\n{2}"
        "</audioObject>\n",
        id, attributes, inside);
}

inline std::string pack_ref(const std::string& id) {
    return references("audioPackFormatIDRef", {id});
}
inline std::string uid_ref(const std::string& id) { return references("audioTrackUIDRef", {id}); }
inline std::string object_ref(const std::string& id) {
    return references("audioObjectIDRef", {id});
}
inline std::string channel_ref(const std::string& id) {
    return references("audioChannelFormatIDRef", {id});
}

/// \param type  "Objects", "DirectSpeakers", ...
inline std::string pack(std::string_view id, std::string_view type, std::string_view inside,
                        std::string_view attributes = "") {
    return fmt::format(
        "<audioPackFormat audioPackFormatID=\"{}\" audioPackFormatName=\"p\" "
        "typeDefinition=\"{}\"{}>\n{}</audioPackFormat>\n",
        id, type, attributes, inside);
}

inline std::string channel(std::string_view id, std::string_view type, std::string_view blocks) {
    return fmt::format(
        "<audioChannelFormat audioChannelFormatID=\"{0}\" audioChannelFormatName=\"name of {0}\" "
        "typeDefinition=\"{1}\">\n{2}</audioChannelFormat>\n",
        id, type, blocks);
}

inline std::string uid(std::string_view id, const std::string& track_format,
                       const std::string& pack_id) {
    return fmt::format("<audioTrackUID UID=\"{}\">\n{}{}</audioTrackUID>\n", id,
                       references("audioTrackFormatIDRef", {track_format}),
                       pack_id.empty() ? "" : pack_ref(pack_id));
}

/// The stream and track format of a channel with the digits yyyyxxxx.
inline std::string stream_and_track(std::string_view digits) {
    return fmt::format(
        "<audioStreamFormat audioStreamFormatID=\"AS_{0}\" audioStreamFormatName=\"s\" "
        "formatLabel=\"0001\" formatDefinition=\"PCM\">\n"
        "<audioChannelFormatIDRef>AC_{0}</audioChannelFormatIDRef>\n"
        "<audioTrackFormatIDRef>AT_{0}_01</audioTrackFormatIDRef>\n</audioStreamFormat>\n"
        "<audioTrackFormat audioTrackFormatID=\"AT_{0}_01\" audioTrackFormatName=\"t\" "
        "formatDefinition=\"PCM\">\n<audioStreamFormatIDRef>AS_{0}</audioStreamFormatIDRef>\n"
        "</audioTrackFormat>\n",
        digits);
}

inline const std::string kPolar =
    "<position coordinate=\"azimuth\">30</position>\n"
    "<position coordinate=\"elevation\">0</position>\n";

/// A block of AC_yyyyxxxx.
inline std::string block(std::string_view digits, int number, std::string_view attributes,
                         std::string_view inside) {
    return fmt::format(
        "<audioBlockFormat audioBlockFormatID=\"AB_{}_{:08x}\"{}>\n{}</audioBlockFormat>\n", digits,
        number, attributes, inside);
}

inline std::string times(std::string_view rtime, std::string_view duration) {
    return fmt::format(" rtime=\"{}\" duration=\"{}\"", rtime, duration);
}

/// Pack, channel, stream, track and UID number n (1..9) of type Objects: AP_0003100n, AC_0003100n,
/// ATU_0000000n.
inline std::string objects_chain(int n, std::string_view blocks) {
    const std::string digits = fmt::format("{:08x}", 0x00031000 + n);
    return pack("AP_" + digits, "Objects", channel_ref("AC_" + digits)) +
           channel("AC_" + digits, "Objects", blocks) + stream_and_track(digits) +
           uid(fmt::format("ATU_{:08x}", n), "AT_" + digits + "_01", "AP_" + digits);
}
inline std::string objects_chain(int n) {
    return objects_chain(n, block(fmt::format("{:08x}", 0x00031000 + n), 1, "", kPolar));
}
/// Pack and track references of chain n.
inline std::string chain_refs(int n) {
    return pack_ref(fmt::format("AP_{:08x}", 0x00031000 + n)) +
           uid_ref(fmt::format("ATU_{:08x}", n));
}

inline std::string wrapped(std::string_view body, std::string_view attributes = "") {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ebuCoreMain "
        "xmlns=\"urn:ebu:metadata-schema:ebuCore_2016\"><coreMetadata><format>\n"
        "<audioFormatExtended{}>\n{}</audioFormatExtended>\n</format></coreMetadata></ebuCoreMain>",
        attributes, body);
}
inline const std::string kVersion2 = " version=\"ITU-R_BS.2076-2\"";

/// One programme with one object, AO_1001, on track 1 with these blocks.
inline std::string one_object(std::string_view blocks, std::string_view attributes = "") {
    return programme("APR_1001", {"ACO_1001"}) + content("ACO_1001", {"AO_1001"}) +
           object("AO_1001", chain_refs(1), attributes) + objects_chain(1, blocks);
}

/// Row n of chna for objects_chain(n), on track n.
inline ChnaRow chain_row(int n) {
    const std::string digits = fmt::format("{:08x}", 0x00031000 + n);
    return {static_cast<std::uint16_t>(n), fmt::format("ATU_{:08x}", n), "AT_" + digits + "_01",
            "AP_" + digits};
}

class MemoryWav : public io::WavFile {
 public:
    explicit MemoryWav(std::uint32_t channel_count = 16) : channels_(channel_count) {}

    void add(const std::string& id, std::string_view bytes) {
        chunks_.push_back({id, content_.size(), bytes.size()});
        content_ += bytes;
    }
    void add_chna(const std::vector<ChnaRow>& rows) {
        const auto bytes = serialise_chna(rows);
        add("chna", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }

    std::uint32_t channels() const override { return channels_; }
    std::uint32_t rate_hz() const override { return 48000; }
    Frame frames() const override { return 48000 * 10; }
    std::uint32_t channel_mask() const override { return 0; }
    std::string format_name() const override { return "memory"; }
    const std::filesystem::path& path() const override { return path_; }
    void read(Frame, Planar<float>) override {}
    const std::vector<io::Chunk>& chunks() const override { return chunks_; }
    const io::Chunk* find(std::string_view id) const override {
        for (const io::Chunk& chunk : chunks_) {
            if (chunk.id == id) return &chunk;
        }
        return nullptr;
    }
    void read_chunk(const io::Chunk& chunk, std::uint64_t at, std::span<std::byte> out) override {
        if (out.empty()) return;  // of no bytes there may be no address
        std::memcpy(out.data(), content_.data() + chunk.offset + at, out.size());
    }

 private:
    std::uint32_t channels_;
    std::string content_;
    std::vector<io::Chunk> chunks_;
    std::filesystem::path path_ = "in.wav";
};

/// A file with the document and chna rows; without rows those of chains 1 to 9 that it has.
inline std::unique_ptr<MemoryWav> file_of(const std::string& axml,
                                          const std::vector<ChnaRow>& given = {}) {
    auto file = std::make_unique<MemoryWav>();
    std::vector<ChnaRow> rows = given;
    for (int n = 1; given.empty() && n < 10; ++n) {
        const ChnaRow row = chain_row(n);
        const auto has = [&](std::string_view attribute, const std::string& id) {
            return axml.find(fmt::format("{}=\"{}\"", attribute, id)) != std::string::npos;
        };
        if (has("UID", row.uid) && has("audioTrackFormatID", row.format_ref)) rows.push_back(row);
    }
    file->add_chna(rows);
    file->add("axml", axml);
    return file;
}

struct Compiled {
    std::unique_ptr<const Document> document;
    programme::Programme programme;
    Diagnostics diagnostics;

    std::size_t warnings(std::string_view code) const {
        const auto it = diagnostics.counts().find(code);
        return it == diagnostics.counts().end() ? 0 : it->second;
    }
    const programme::ObjectsChannel& objects(std::size_t source = 0) const {
        return *std::get<programme::ObjectsSource>(programme.sources.at(source)->metadata).channel;
    }
    const programme::DirectSpeakersSource& speakers(std::size_t source = 0) const {
        return std::get<programme::DirectSpeakersSource>(programme.sources.at(source)->metadata);
    }
};

inline Compiled compiled(io::AudioFile& file, const Selection& selection = {}) {
    Compiled out;
    out.document = read_document(file, out.diagnostics);
    out.programme = compile(*out.document, selection, file, out.diagnostics);
    return out;
}
inline Compiled compiled(const std::string& axml, const Selection& selection = {},
                         const std::vector<ChnaRow>& rows = {}) {
    return compiled(*file_of(axml, rows), selection);
}

/// The message with which work() is refused; empty when it is not.
template <std::invocable F>
std::string refusal(F&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}
inline std::string refusal(const std::string& axml, const Selection& selection = {},
                           const std::vector<ChnaRow>& rows = {}) {
    return refusal([&] { (void)compiled(axml, selection, rows); });
}

}  // namespace cavea::adm::test
