// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/allocation.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace cavea::adm {
namespace {

using Packs = std::vector<const AudioPackFormat*>;

bool holds(const Packs& packs, const AudioPackFormat* pack) {
    return std::find(packs.begin(), packs.end(), pack) != packs.end();
}

// Slots of one channel that differ only in their instance of the pack.
struct Alike {
    const Packs* packs;
    std::vector<std::size_t> free;  // last first
};
using SlotsByChannel = std::unordered_map<const AudioChannelFormat*, std::vector<Alike>>;

SlotsByChannel by_channel(const std::vector<Slot>& slots) {
    SlotsByChannel out;
    for (std::size_t i = slots.size(); i-- > 0;) {
        auto& kinds = out[slots[i].channel];
        const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&](const Alike& a) { return *a.packs == slots[i].packs; });
        if (kind == kinds.end()) {
            kinds.push_back({&slots[i].packs, {i}});
        } else {
            kind->free.push_back(i);
        }
    }
    return out;
}

}  // namespace

std::vector<Slot> Allocator::slots_of(const AudioPackFormat& root, std::size_t most) {
    struct Node {
        const AudioPackFormat* pack;
        std::vector<const AudioPackFormat*> path;  // innermost first, itself included
    };
    std::vector<Slot> slots;
    std::unordered_set<const void*> seen;
    std::vector<Node> open{{&root, {&root}}};
    const auto once = [&](const Identity& element, const void* key) {
        if (seen.insert(key).second) return;
        reader_.fail(fmt::format("{} is in {} more than once; a pack holds an element one time",
                                 element.id, root.id));
    };
    while (!open.empty() && slots.size() <= most) {
        const Node node = std::move(open.back());
        open.pop_back();
        once(*node.pack, node.pack);
        if (node.path.size() > kMaxPackDepth) {
            reader_.fail(
                fmt::format("{} nests packs deeper than {} levels", root.id, kMaxPackDepth));
        }
        for (const std::string& id : node.pack->channel_ids) {
            const AudioChannelFormat* channel = d_.channels.find(id);
            once(*channel, channel);
            slots.push_back({channel, node.path});
            if (slots.size() > most) break;
        }
        for (const std::string& id : node.pack->pack_ids) {
            const AudioPackFormat* pack = d_.packs.find(id);
            Node below{pack, {pack}};
            below.path.insert(below.path.end(), node.path.begin(), node.path.end());
            open.push_back(std::move(below));
        }
    }
    return slots;
}

const AudioChannelFormat& Allocator::channel_of(const AudioTrackUid& uid) {
    const AudioChannelFormat* channel = nullptr;
    if (uid.track_format_id) {
        const AudioTrackFormat& track = *d_.tracks.find(*uid.track_format_id);
        const AudioStreamFormat& stream = *d_.streams.find(*track.stream_id);
        if (!stream.channel_id) {
            reader_.fail(
                fmt::format("{} of {} refers to a pack instead of a channel, as coded audio "
                            "does; coded audio is not read",
                            stream.id, uid.id));
        }
        channel = d_.channels.find(*stream.channel_id);
    }
    if (uid.channel_id) {
        const AudioChannelFormat* direct = d_.channels.find(*uid.channel_id);
        if (channel != nullptr && channel != direct) {
            reader_.fail(fmt::format("{} refers to {} and by its track format to {}; keep one",
                                     uid.id, direct->id, channel->id));
        }
        channel = direct;
    }
    return *channel;
}

// A track takes a free slot of its channel. Where several differ in more than their instance, the
// choice would be heard, and is refused.
std::vector<Assignment> Allocator::match(const std::vector<const AudioTrackUid*>& uids,
                                         std::vector<Slot> slots) {
    SlotsByChannel index = by_channel(slots);
    std::vector<const AudioTrackUid*> taken(slots.size(), nullptr);
    for (const AudioTrackUid* uid : uids) {
        const AudioChannelFormat& channel = channel_of(*uid);
        const AudioPackFormat* pack = uid->pack_id ? d_.packs.find(*uid->pack_id) : nullptr;
        Alike* chosen = nullptr;
        for (Alike& kind : index[&channel]) {
            if (kind.free.empty() || (pack != nullptr && !holds(*kind.packs, pack))) continue;
            if (chosen != nullptr) {
                reader_.fail(
                    fmt::format("{} fits several packs of the object (ambiguous references); "
                                "name the pack in the audioTrackUID",
                                uid->id));
            }
            chosen = &kind;
        }
        if (chosen == nullptr) {
            reader_.fail(
                fmt::format("{} carries {} of {}, which no free channel of the object's packs "
                            "is (conflicting references); correct the references",
                            uid->id, channel.id, uid->pack_id.value_or("no pack")));
        }
        taken[chosen->free.back()] = uid;
        chosen->free.pop_back();
    }
    std::vector<Assignment> out;
    for (std::size_t i = 0; i < slots.size(); ++i) out.push_back({slots[i], taken[i]});
    return out;
}

std::vector<const AudioPackFormat*> Allocator::roots_of(
    const std::vector<const AudioTrackUid*>& uids) {
    std::vector<const AudioPackFormat*> packs;
    std::unordered_set<const AudioPackFormat*> referred;
    for (const AudioTrackUid* uid : uids) {
        if (!uid->pack_id) {
            reader_.fail(
                fmt::format("{} names no audioPackFormat, and neither does an audioObject; "
                            "add the reference",
                            uid->id));
        }
        const AudioPackFormat* pack = d_.packs.find(*uid->pack_id);
        if (referred.insert(pack).second) packs.push_back(pack);
    }
    std::unordered_set<const AudioPackFormat*> below;
    std::vector<const AudioPackFormat*> open = packs;
    std::unordered_set<const AudioPackFormat*> visited;
    while (!open.empty()) {
        const AudioPackFormat* pack = open.back();
        open.pop_back();
        if (!visited.insert(pack).second) continue;
        for (const std::string& id : pack->pack_ids) {
            below.insert(d_.packs.find(id));
            open.push_back(d_.packs.find(id));
        }
    }
    std::erase_if(packs, [&](const AudioPackFormat* pack) { return below.contains(pack); });
    return packs;
}

// Each instance of a pack needs every channel of it, so all channels of a root are as often there.
void Allocator::check_instances(const std::vector<Slot>& slots,
                                const std::vector<std::size_t>& count) {
    std::unordered_map<const AudioPackFormat*, std::size_t> expected;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const AudioPackFormat* root = slots[i].packs.back();
        const auto [it, fresh] = expected.try_emplace(root, count[i]);
        if (count[i] == it->second && count[i] != 0) continue;
        reader_.fail(
            fmt::format("the tracks of {} do not carry all of its channels equally often; "
                        "{} is out of step",
                        root->id, slots[i].channel->id));
    }
}

std::vector<Slot> Allocator::slots_for(const std::vector<const AudioTrackUid*>& uids) {
    const auto roots = roots_of(uids);
    std::vector<Slot> slots;
    for (const AudioPackFormat* root : roots) {
        for (Slot& slot : slots_of(*root, uids.size())) slots.push_back(std::move(slot));
        if (slots.size() > uids.size()) {
            reader_.fail(
                fmt::format("{} and the other packs of the tracks have more channels than "
                            "there are tracks; every channel needs one",
                            root->id));
        }
    }
    return slots;
}

std::vector<Assignment> Allocator::by_uids(const std::vector<const AudioTrackUid*>& uids) {
    const std::vector<Slot> slots = slots_for(uids);
    const SlotsByChannel index = by_channel(slots);
    std::vector<std::size_t> count(slots.size(), 0);
    std::vector<Assignment> out;
    for (const AudioTrackUid* uid : uids) {
        const AudioChannelFormat& channel = channel_of(*uid);
        const AudioPackFormat* pack = d_.packs.find(*uid->pack_id);
        std::vector<std::size_t> fitting;
        const auto kinds = index.find(&channel);
        if (kinds != index.end()) {
            for (const Alike& kind : kinds->second) {
                if (holds(*kind.packs, pack)) fitting.push_back(kind.free.front());
            }
        }
        if (fitting.size() != 1) {
            reader_.fail(fmt::format(
                "{} carries {} of {}, which is {} channel of the packs in use; "
                "correct the references",
                uid->id, channel.id, *uid->pack_id, fitting.empty() ? "no" : "more than one"));
        }
        ++count[fitting[0]];
        out.push_back({slots[fitting[0]], uid});
    }
    check_instances(slots, count);
    return out;
}

std::vector<const AudioTrackUid*> Allocator::uids_of(const AudioObject& object) {
    std::vector<const AudioTrackUid*> uids;
    for (const std::string& id : object.uid_ids) {
        const AudioTrackUid* uid = d_.uids.find(id);
        if (!uid->track) {
            reader_.fail(
                fmt::format("{} has no row in the chna chunk, so its track is not known; "
                            "export the file again",
                            uid->id));
        }
        if (!uid->pack_id) {
            reader_.warn(
                "adm-uid-without-pack",
                fmt::format("{} names no audioPackFormat; that of the object was taken", uid->id));
        }
        uids.push_back(uid);
    }
    return uids;
}

std::vector<Assignment> Allocator::allocate(const AudioObject& object) {
    reader_.enter(object.id, object.line);
    const auto uids = uids_of(object);
    const std::size_t tracks = uids.size() + object.silent_tracks;
    if (tracks == 0) {
        if (!object.pack_ids.empty()) {
            reader_.warn("adm-object-without-tracks",
                         "the audioObject has a pack and no track; it is silent");
        }
        return {};
    }
    if (object.pack_ids.empty()) {
        reader_.warn("adm-object-without-pack",
                     "the audioObject has tracks and no pack; the packs of the tracks were taken");
        return uids.empty() ? std::vector<Assignment>{} : by_uids(uids);
    }
    std::vector<Slot> slots;
    for (const std::string& id : object.pack_ids) {
        if (slots.size() > tracks) break;
        for (Slot& slot : slots_of(*d_.packs.find(id), tracks)) slots.push_back(std::move(slot));
    }
    if (slots.size() != tracks) {
        reader_.fail(
            fmt::format("the audioObject has {} tracks, its packs have {}{} channels; every "
                        "channel needs one track, ATU_00000000 for silence",
                        tracks, slots.size() > tracks ? "at least " : "", slots.size()));
    }
    return match(uids, std::move(slots));
}

std::vector<Assignment> Allocator::allocate_all() {
    reader_.enter("chna", 0);
    std::vector<const AudioTrackUid*> uids;
    for (const AudioTrackUid& uid : d_.uids.items()) {
        if (uid.track) {
            uids.push_back(&uid);
        } else {
            reader_.warn("adm-uid-without-track",
                         fmt::format("{} has no row in the chna chunk; it is left out", uid.id));
        }
    }
    return by_uids(uids);
}

}  // namespace cavea::adm
