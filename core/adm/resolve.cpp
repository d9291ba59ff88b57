// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/resolve.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "core/adm/common_elements.h"
#include "core/adm/element_reader.h"
#include "core/adm/reference_loops.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

class Resolver {
 public:
    Resolver(Document& document, std::string_view file, Diagnostics& diagnostics)
        : d_(document), reader_(std::string(file), diagnostics) {
        reader_.set_version(document.bs2076_version);
    }

    void run() {
        for (const ChnaRow& row : d_.chna) merge(row);
        contents();
        objects();
        uids();
        tracks();
        packs();
        matrix_channels();
        alternatives();
        refuse_loops();
        types();
    }

 private:
    void enter(const Identity& element) {
        place_ = element.id;
        reader_.enter(place_, element.line);
    }

    [[noreturn]] void dangling(std::string_view id) {
        reader_.fail(fmt::format("refers to {}, which {}", printable(id, 60),
                                 d_.has_axml ? "is not defined in the file; correct the metadata"
                                             : "is no common definition, and the file has no axml "
                                               "chunk to define it; export the file again"));
    }

    template <class T>
    void require(const Table<T>& table, std::string_view id) {
        if (table.find(id) == nullptr) dangling(id);
    }

    void require_channel(std::string_view id) {
        if (d_.channels.find(id) != nullptr) return;
        auto common = common_channel_format(id);
        if (!common) dangling(id);
        d_.channels.add(std::move(*common));
    }

    void require_pack(std::string_view id) {
        if (d_.packs.find(id) != nullptr) return;
        auto common = common_pack_format(id);
        if (!common) dangling(id);
        d_.packs.add(std::move(*common));  // its references are followed when packs() comes to it
    }

    void require_stream(std::string_view id) {
        if (d_.streams.find(id) != nullptr) return;
        const auto channel = channel_of_common_stream(id);
        if (!channel) dangling(id);
        AudioStreamFormat stream;
        stream.id = id;
        stream.common = true;
        stream.channel_id = *channel;
        d_.streams.add(std::move(stream));
        require_channel(*channel);
    }

    void require_track(std::string_view id) {
        if (d_.tracks.find(id) != nullptr) return;
        const auto channel = channel_of_common_track(id);
        if (!channel) dangling(id);
        AudioTrackFormat track;
        track.id = id;
        track.common = true;
        track.stream_id = "AS_" + channel->substr(3);
        require_stream(*track.stream_id);
        d_.tracks.add(std::move(track));
    }

    // A chna row against the audioTrackUID of the same id (BS.2088-1).
    void merge(const ChnaRow& row) {
        AudioTrackUid* uid = d_.uids.find(row.uid);
        if (uid == nullptr) {
            AudioTrackUid made;
            made.id = row.uid;
            d_.uids.add(std::move(made));
            uid = d_.uids.find(row.uid);
            enter(*uid);
            if (d_.has_axml) {
                reader_.warn("adm-chna-uid", "the chna chunk has this UID, axml does not");
            }
        }
        enter(*uid);
        uid->track = row.track;
        const bool channel = row.format_ref.starts_with("AC_");
        if (channel && d_.has_axml) reader_.needs_version_2("a channel format in chna");
        const std::string id = channel ? row.format_ref.substr(0, 11) : row.format_ref;
        if (!uid->track_format_id && !uid->channel_id) {
            (channel ? uid->channel_id : uid->track_format_id) = id;
        }
        agree(channel ? uid->channel_id : uid->track_format_id, id);
        if (row.pack_ref.empty()) return;
        if (!uid->pack_id) uid->pack_id = row.pack_ref;
        agree(uid->pack_id, row.pack_ref);
    }

    void agree(const std::optional<std::string>& axml, std::string_view chna) {
        if (axml && id_key(*axml) == id_key(chna)) return;
        reader_.fail(fmt::format("chna refers to {}, axml to {}; export the file again", chna,
                                 axml ? printable(*axml, 60) : "something of another kind"));
    }

    void contents() {
        for (const AudioProgramme& programme : d_.programmes.items()) {
            enter(programme);
            for (const std::string& id : programme.content_ids) require(d_.contents, id);
        }
        for (const AudioContent& content : d_.contents.items()) {
            enter(content);
            for (const std::string& id : content.object_ids) require(d_.objects, id);
        }
    }

    void objects() {
        for (const AudioObject& object : d_.objects.items()) {
            enter(object);
            for (const std::string& id : object.object_ids) require(d_.objects, id);
            for (const std::string& id : object.complementary_ids) require(d_.objects, id);
            for (const std::string& id : object.pack_ids) require_pack(id);
            for (const std::string& id : object.uid_ids) require(d_.uids, id);
        }
    }

    void uids() {
        for (const AudioTrackUid& uid : d_.uids.items()) {
            enter(uid);
            if (!uid.track_format_id && !uid.channel_id) {
                reader_.fail("refers to no audioTrackFormat and no audioChannelFormat; add one");
            }
            if (uid.track_format_id) require_track(*uid.track_format_id);
            if (uid.channel_id) require_channel(*uid.channel_id);
            if (uid.pack_id) require_pack(*uid.pack_id);
        }
    }

    // Either end may hold the link between track and stream.
    void tracks() {
        for (std::size_t i = 0; i < d_.streams.items().size(); ++i) {
            const AudioStreamFormat stream = d_.streams.items()[i];
            enter(stream);
            if (stream.channel_id) require_channel(*stream.channel_id);
            if (stream.pack_id) require_pack(*stream.pack_id);
            for (const std::string& id : stream.track_ids) {
                require_track(id);
                auto& link = d_.tracks.find(id)->stream_id;
                if (!link) link = stream.id;
                if (id_key(*link) != id_key(stream.id)) {
                    reader_.fail(fmt::format("shares {} with {}; a track belongs to one stream", id,
                                             printable(*link, 60)));
                }
            }
        }
        for (std::size_t i = 0; i < d_.tracks.items().size(); ++i) {
            const AudioTrackFormat track = d_.tracks.items()[i];
            enter(track);
            if (!track.stream_id) {
                reader_.fail("no audioStreamFormat belongs to the track; add the reference");
            }
            require_stream(*track.stream_id);
        }
    }

    void packs() {
        // By index: common definitions are added while this goes on.
        for (std::size_t i = 0; i < d_.packs.items().size(); ++i) {
            const AudioPackFormat pack = d_.packs.items()[i];
            enter(pack);
            for (const std::string& id : pack.channel_ids) require_channel(id);
            for (const std::string& id : pack.pack_ids) require_pack(id);
            for (const std::string& id : pack.encode_pack_ids) require_pack(id);
            for (const std::string& id : pack.decode_pack_ids) link_decoder(pack.id, id);
            if (pack.input_pack_id) require_pack(*pack.input_pack_id);
            if (pack.output_pack_id) require_pack(*pack.output_pack_id);
        }
    }

    void link_decoder(const std::string& encode_id, const std::string& decode_id) {
        require_pack(decode_id);
        auto& links = d_.packs.find(decode_id)->encode_pack_ids;
        if (links.size() > 1) return;  // one too many already, which its use is refused for
        const auto same = [&](const std::string& id) { return id_key(id) == id_key(encode_id); };
        if (std::none_of(links.begin(), links.end(), same)) links.push_back(encode_id);
    }

    void matrix_channels() {
        for (std::size_t i = 0; i < d_.channels.items().size(); ++i) {
            const ChannelBlocks blocks = d_.channels.items()[i].blocks;
            const auto* matrix = std::get_if<std::shared_ptr<const MatrixChannel>>(&blocks);
            if (matrix == nullptr) continue;
            enter(d_.channels.items()[i]);
            for (const MatrixBlock& block : (*matrix)->blocks) {
                if (block.output_channel_id) require_channel(*block.output_channel_id);
                for (const MatrixCoefficient& c : block.coefficients) {
                    require_channel(c.input_channel_id);
                }
            }
        }
    }

    void alternatives() {
        std::unordered_set<std::string> sets;
        for (const AudioObject& object : d_.objects.items()) {
            enter(object);
            for (const AlternativeValueSet& set : object.alternative_value_sets) {
                if (!sets.insert(id_key(set.id)).second) {
                    reader_.fail(fmt::format("the id {} of an alternativeValueSet is used twice",
                                             printable(set.id, 60)));
                }
            }
        }
        const auto check = [&](const Identity& element, const std::vector<std::string>& ids) {
            enter(element);
            for (const std::string& id : ids) {
                if (!sets.contains(id_key(id))) dangling(id);
            }
        };
        for (const auto& p : d_.programmes.items()) check(p, p.alternative_value_set_ids);
        for (const auto& c : d_.contents.items()) check(c, c.alternative_value_set_ids);
    }

    // The ids that an element's member lists, as a graph over the table.
    template <class T>
    void refuse_loop(const Table<T>& table, std::vector<std::string> T::*references) {
        const auto& items = table.items();
        Graph graph(items.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            for (const std::string& id : items[i].*references) {
                graph[i].push_back(static_cast<std::uint32_t>(table.find(id) - items.data()));
            }
        }
        const auto loop = find_loop(graph);
        if (loop.empty()) return;
        std::string path;
        for (std::size_t i = 0; i < loop.size() && path.size() < 300; ++i) {
            path += (i == 0 ? "" : " -> ") + items[loop[i]].id;
        }
        enter(items[loop[0]]);
        reader_.fail(fmt::format("refers to itself: {}; break the loop", path));
    }

    void refuse_loops() {
        refuse_loop(d_.objects, &AudioObject::object_ids);
        refuse_loop(d_.packs, &AudioPackFormat::pack_ids);
    }

    void types() {
        for (const AudioPackFormat& pack : d_.packs.items()) {
            enter(pack);
            if (pack.type != Type::Matrix &&
                (pack.input_pack_id || pack.output_pack_id || !pack.encode_pack_ids.empty())) {
                reader_.fail(
                    fmt::format("is of type {} and refers to the input, output or encoding pack of "
                                "a matrix; leave the reference out",
                                type_name(pack.type)));
            }
            const auto check = [&](const std::string& id, Type type) {
                if (type == pack.type) return;
                reader_.fail(
                    fmt::format("is of type {} and holds {} of type {}; a pack holds one type",
                                type_name(pack.type), id, type_name(type)));
            };
            for (const std::string& id : pack.channel_ids) check(id, d_.channels.find(id)->type);
            for (const std::string& id : pack.pack_ids) check(id, d_.packs.find(id)->type);
        }
    }

    Document& d_;
    ElementReader reader_;
    std::string place_;
};

}  // namespace

void resolve(Document& document, std::string_view file, Diagnostics& diagnostics) {
    Resolver(document, file, diagnostics).run();
}

}  // namespace cavea::adm
