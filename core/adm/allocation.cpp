// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/allocation.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
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

void Allocator::enter_owner() {
    if (owner_ == nullptr) return reader_.enter("chna", 0);
    reader_.enter(owner_->id, owner_->line);
}

// Its rules are checked once, and only where it is used.
const MatrixPack& Allocator::matrix_of(const AudioPackFormat& pack) {
    auto& matrix = matrices_[&pack];
    if (!matrix) matrix = std::make_unique<const MatrixPack>(d_, pack, reader_);
    enter_owner();
    return *matrix;
}

Allocator::Carried Allocator::carried_by(const Uids& uids) {
    Carried out;
    for (const AudioTrackUid* uid : uids) {
        const AudioPackFormat* pack = uid->pack_id ? d_.packs.find(*uid->pack_id) : nullptr;
        out.channels.emplace(pack, &channel_of(*uid));
    }
    return out;
}

// What the tracks of a matrix pack carry shows in their references.
MatrixUse Allocator::use_of(const MatrixPack& matrix, const Carried& carried) {
    std::optional<MatrixUse> found;
    for (const MatrixUse use : {MatrixUse::Apply, MatrixUse::Applied, MatrixUse::EncodeDecode}) {
        const MatrixPack::Use& of = matrix.use(use);
        if (std::none_of(of.channels.begin(), of.channels.end(), [&](const auto* channel) {
                return carried.channels.contains({of.track_pack, channel}) ||
                       carried.channels.contains({nullptr, channel});
            })) {
            continue;
        }
        if (found) {
            reader_.fail(
                fmt::format("the tracks carry inputs as well as outputs of the matrix {} "
                            "(ambiguous references); use it in one way",
                            matrix.pack().id));
        }
        found = use;
    }
    if (found) return *found;
    reader_.fail(
        fmt::format("no track carries a channel of the matrix {} or of its input (conflicting "
                    "references); correct the references",
                    matrix.pack().id));
}

void Allocator::append(Groups& groups, const AudioPackFormat& root, Carried& carried,
                       std::size_t most) {
    Group group{groups.slots.size(), 0, nullptr};
    std::vector<Slot> slots;
    if (root.type == Type::Matrix) {
        group.matrix = &matrix_of(root);
        auto use = carried.uses.find(group.matrix);
        if (use == carried.uses.end()) {
            use = carried.uses.emplace(group.matrix, use_of(*group.matrix, carried)).first;
        }
        slots = group.matrix->use(use->second).inputs;
    } else {
        slots = slots_of(d_, root, most, reader_);
    }
    group.count = slots.size();
    groups.groups.push_back(group);
    for (Slot& slot : slots) groups.slots.push_back(std::move(slot));
}

// A track takes a free slot of its channel. Where several differ in more than their instance, the
// choice would be heard, and is refused.
Allocator::Uids Allocator::match(const Uids& uids, const std::vector<Slot>& slots) {
    SlotsByChannel index = by_channel(slots);
    Uids taken(slots.size(), nullptr);
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
    return taken;
}

void Allocator::emit(const MatrixPack* matrix, std::span<const Slot> slots,
                     std::span<const AudioTrackUid* const> taken, std::size_t instance,
                     std::vector<Assignment>& out) {
    if (matrix != nullptr) return emit_mixes(*matrix, slots, taken, instance, out);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        Assignment assignment{slots[i], taken[i], nullptr, instance, {}};
        if (taken[i] != nullptr) assignment.taps.push_back({*taken[i]->track - 1, 1, 0});
        out.push_back(std::move(assignment));
    }
}

void Allocator::emit_mixes(const MatrixPack& matrix, std::span<const Slot> slots,
                           std::span<const AudioTrackUid* const> taken, std::size_t instance,
                           std::vector<Assignment>& out) {
    std::unordered_set<const AudioChannelFormat*> inputs;
    std::unordered_map<const AudioChannelFormat*, std::uint32_t> tracks;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        inputs.insert(slots[i].channel);
        if (taken[i] != nullptr) tracks[slots[i].channel] = *taken[i]->track - 1;
    }
    MatrixMixer mixer(d_, reader_, rate_hz_, inputs, tracks);
    for (const MatrixPack::Output& output : matrix.outputs()) {
        out.push_back({output.slot, nullptr, output.matrix, instance, mixer.taps(*output.matrix)});
    }
    enter_owner();
}

// Without an object only the tracks' packs say what is there. Tracks that are encoded first name
// the encoding pack, and sound by way of the only pack that decodes it.
const AudioPackFormat& Allocator::decoder_of(const AudioPackFormat& encode) {
    const AudioPackFormat* found = nullptr;
    for (const AudioPackFormat& pack : d_.packs.items()) {
        if (!MatrixPack::decodes(d_, pack, encode)) continue;
        if (found != nullptr) {
            reader_.fail(fmt::format("{} and {} both decode {} (ambiguous references)", found->id,
                                     pack.id, encode.id));
        }
        found = &pack;
    }
    return found == nullptr ? encode : *found;
}

std::vector<const AudioPackFormat*> Allocator::roots_of(const Uids& uids) {
    std::vector<const AudioPackFormat*> packs;
    std::unordered_set<const AudioPackFormat*> named;
    std::unordered_set<const AudioPackFormat*> referred;
    for (const AudioTrackUid* uid : uids) {
        if (!uid->pack_id) {
            reader_.fail(
                fmt::format("{} names no audioPackFormat, and neither does an audioObject; "
                            "add the reference",
                            uid->id));
        }
        const AudioPackFormat* pack = d_.packs.find(*uid->pack_id);
        if (!named.insert(pack).second) continue;
        if (pack->type == Type::Matrix && !pack->output_pack_id) pack = &decoder_of(*pack);
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
void Allocator::check_instances(const Groups& groups, const std::vector<Uids>& tracks) {
    for (const Group& group : groups.groups) {
        for (std::size_t i = group.first; i < group.first + group.count; ++i) {
            const std::size_t expected = tracks[group.first].size();
            if (tracks[i].size() == expected && expected != 0) continue;
            reader_.fail(
                fmt::format("the tracks of {} do not carry all of its channels equally often; "
                            "{} is out of step",
                            groups.slots[i].packs.back()->id, groups.slots[i].channel->id));
        }
    }
}

Allocator::Groups Allocator::groups_for(const Uids& uids) {
    Groups groups;
    Carried carried = carried_by(uids);
    for (const AudioPackFormat* root : roots_of(uids)) {
        append(groups, *root, carried, uids.size());
        if (groups.slots.size() > uids.size()) {
            reader_.fail(
                fmt::format("{} and the other packs of the tracks have more channels than "
                            "there are tracks; every channel needs one",
                            root->id));
        }
    }
    return groups;
}

std::vector<Assignment> Allocator::by_uids(const Uids& uids) {
    const Groups groups = groups_for(uids);
    const SlotsByChannel index = by_channel(groups.slots);
    std::vector<Uids> tracks(groups.slots.size());
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
        tracks[fitting[0]].push_back(uid);
    }
    check_instances(groups, tracks);
    std::vector<Assignment> out;
    std::size_t instance = 0;
    for (const Group& group : groups.groups) {
        for (std::size_t n = 0; group.count > 0 && n < tracks[group.first].size(); ++n) {
            Uids taken;
            for (std::size_t i = 0; i < group.count; ++i) {
                taken.push_back(tracks[group.first + i][n]);
            }
            emit(group.matrix, groups.of(group), taken, instance++, out);
        }
    }
    return out;
}

Allocator::Uids Allocator::uids_of(const AudioObject& object) {
    Uids uids;
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
    owner_ = &object;
    enter_owner();
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
    Groups groups;
    Carried carried = carried_by(uids);
    for (const std::string& id : object.pack_ids) {
        if (groups.slots.size() > tracks) break;
        append(groups, *d_.packs.find(id), carried, tracks);
    }
    const std::size_t channels = groups.slots.size();
    if (channels != tracks) {
        reader_.fail(
            fmt::format("the audioObject has {} tracks, its packs have {}{} channels; every "
                        "channel needs one track, ATU_00000000 for silence",
                        tracks, channels > tracks ? "at least " : "", channels));
    }
    const Uids taken = match(uids, groups.slots);
    std::vector<Assignment> out;
    for (std::size_t g = 0; g < groups.groups.size(); ++g) {
        const Group& group = groups.groups[g];
        emit(group.matrix, groups.of(group), std::span(taken).subspan(group.first, group.count), g,
             out);
    }
    return out;
}

std::vector<Assignment> Allocator::allocate_all() {
    owner_ = nullptr;
    enter_owner();
    Uids uids;
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
