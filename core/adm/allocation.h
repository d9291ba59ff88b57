// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which track plays which channel (BS.2127-1 §5.2): the channels of the packs of an audioObject
// against its audioTrackUIDs. Which of two like instances of a pack a track belongs to is never
// asked: channels sound independently, and decoding a scene or a matrix is linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/matrix_pack.h"
#include "core/adm/pack_slots.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// A channel that sounds and what plays it.
struct Assignment {
    Slot slot;
    const AudioTrackUid* uid = nullptr;          ///< null = a silent track, or a mix
    const AudioChannelFormat* matrix = nullptr;  ///< the Matrix channel that makes the mix
    std::size_t instance = 0;  ///< equal for the channels of one instance of a pack
    std::vector<programme::Tap> taps;
};

class Allocator {
 public:
    /// \param reader   for messages; allocate() enters the element it is about
    /// \param rate_hz  of the tracks, for the delays of matrices
    Allocator(const Document& document, ElementReader& reader, std::uint32_t rate_hz)
        : d_(document), reader_(reader), rate_hz_(rate_hz) {}

    /// The tracks of an object on the channels of its packs, each exactly once.
    ///
    /// \throws Error{Refused}  no such allocation, or more than one: names the object
    [[nodiscard]] std::vector<Assignment> allocate(const AudioObject& object);
    /// All track UIDs of a document without objects, on the packs they refer to.
    [[nodiscard]] std::vector<Assignment> allocate_all();

 private:
    using Uids = std::vector<const AudioTrackUid*>;
    /// The slots [first, first + count) of one pack reference.
    struct Group {
        std::size_t first = 0;
        std::size_t count = 0;
        const MatrixPack* matrix = nullptr;
    };
    struct Groups {
        std::vector<Slot> slots;
        std::vector<Group> groups;

        [[nodiscard]] std::span<const Slot> of(const Group& group) const {
            return std::span(slots).subspan(group.first, group.count);
        }
    };
    /// The channels of some tracks, each with the pack that its track names, null when none.
    struct Carried {
        std::set<std::pair<const AudioPackFormat*, const AudioChannelFormat*>> channels;
        std::unordered_map<const MatrixPack*, MatrixUse> uses;  ///< found so far
    };

    [[nodiscard]] Uids uids_of(const AudioObject& object);
    [[nodiscard]] const AudioChannelFormat& channel_of(const AudioTrackUid& uid);
    [[nodiscard]] const MatrixPack& matrix_of(const AudioPackFormat& pack);
    [[nodiscard]] Carried carried_by(const Uids& uids);
    [[nodiscard]] MatrixUse use_of(const MatrixPack& matrix, const Carried& carried);
    void append(Groups& groups, const AudioPackFormat& root, Carried& carried, std::size_t most);
    /// By slot the track that plays it, null for silence.
    [[nodiscard]] Uids match(const Uids& uids, const std::vector<Slot>& slots);
    /// \param slots  of one group, \param taken  their tracks
    void emit(const MatrixPack* matrix, std::span<const Slot> slots,
              std::span<const AudioTrackUid* const> taken, std::size_t instance,
              std::vector<Assignment>& out);
    void emit_mixes(const MatrixPack& matrix, std::span<const Slot> slots,
                    std::span<const AudioTrackUid* const> taken, std::size_t instance,
                    std::vector<Assignment>& out);

    [[nodiscard]] std::vector<Assignment> by_uids(const Uids& uids);
    [[nodiscard]] std::vector<const AudioPackFormat*> roots_of(const Uids& uids);
    [[nodiscard]] const AudioPackFormat& decoder_of(const AudioPackFormat& encode);
    [[nodiscard]] Groups groups_for(const Uids& uids);
    void check_instances(const Groups& groups, const std::vector<Uids>& tracks);

    /// Messages from now on are about the object, or about chna, whose tracks are allocated.
    void enter_owner();

    const Document& d_;
    ElementReader& reader_;
    const AudioObject* owner_ = nullptr;  ///< null: chna
    std::uint32_t rate_hz_;
    std::unordered_map<const AudioPackFormat*, std::unique_ptr<const MatrixPack>> matrices_;
};

}  // namespace cavea::adm
