// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which track plays which channel (BS.2127-1 §5.2): the channels of the packs of an audioObject
// against its audioTrackUIDs. Channels of type Objects and DirectSpeakers sound independently, so
// which of two like instances of a pack a track belongs to is never asked.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"

namespace cavea::adm {

inline constexpr std::size_t kMaxPackDepth = 64;

/// A channel in a pack.
struct Slot {
    const AudioChannelFormat* channel = nullptr;
    std::vector<const AudioPackFormat*> packs;  ///< innermost first, the root last
};

struct Assignment {
    Slot slot;
    const AudioTrackUid* uid = nullptr;  ///< null = a silent track
};

class Allocator {
 public:
    /// \param reader  for messages; allocate() enters the element it is about
    Allocator(const Document& document, ElementReader& reader) : d_(document), reader_(reader) {}

    /// The tracks of an object on the channels of its packs, each exactly once.
    ///
    /// \throws Error{Refused}  no such allocation, or more than one: names the object
    [[nodiscard]] std::vector<Assignment> allocate(const AudioObject& object);
    /// All track UIDs of a document without objects, on the packs they refer to.
    [[nodiscard]] std::vector<Assignment> allocate_all();

 private:
    [[nodiscard]] std::vector<Slot> slots_of(const AudioPackFormat& root, std::size_t most);
    [[nodiscard]] std::vector<const AudioTrackUid*> uids_of(const AudioObject& object);
    [[nodiscard]] std::vector<Slot> slots_for(const std::vector<const AudioTrackUid*>& uids);
    [[nodiscard]] const AudioChannelFormat& channel_of(const AudioTrackUid& uid);
    [[nodiscard]] std::vector<Assignment> match(const std::vector<const AudioTrackUid*>& uids,
                                                std::vector<Slot> slots);
    [[nodiscard]] std::vector<Assignment> by_uids(const std::vector<const AudioTrackUid*>& uids);
    [[nodiscard]] std::vector<const AudioPackFormat*> roots_of(
        const std::vector<const AudioTrackUid*>& uids);
    void check_instances(const std::vector<Slot>& slots, const std::vector<std::size_t>& count);

    const Document& d_;
    ElementReader& reader_;
};

}  // namespace cavea::adm
