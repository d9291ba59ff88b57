// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The audioChannelFormat that is being read: takes one block at a time and packs it, then judges
// the blocks together (ITU-R BS.2127-1 §7.2: in order, no overlap, both times or none).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/adm/block_parser.h"
#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/fragment.h"

namespace cavea::adm {

/// Blocks of all channels of a document together; 640 MB when they are of type Objects.
inline constexpr std::size_t kMaxBlocks = 10'000'000;

class ChannelBuilder {
 public:
    /// \param tag   the start tag of audioChannelFormat, without its children
    /// \throws Error{Refused}  no id or no known type
    ChannelBuilder(ElementReader& reader, const Element& tag);

    /// An audioBlockFormat or frequency element.
    void child(const Element& element);
    /// \throws Error{Refused}  no blocks, or blocks that do not fit together: names the block
    [[nodiscard]] AudioChannelFormat finish();
    [[nodiscard]] std::size_t blocks() const { return lines_.size(); }

 private:
    void frequency(const Element& element);
    void block(const Element& element);
    void objects_block(const Element& element, const BlockHead& head);
    [[nodiscard]] std::uint32_t attributes_index(programme::ObjectAttributes attributes);
    void settle_interpolation();
    [[nodiscard]] ChannelBlocks finish_objects();
    [[nodiscard]] ChannelBlocks finish_speakers();

    ElementReader& reader_;
    AudioChannelFormat channel_;
    programme::ObjectsChannel objects_;
    programme::DirectSpeakersChannel speakers_;
    programme::HoaChannel hoa_;
    MatrixChannel matrix_;
    BinauralChannel binaural_;
    std::vector<std::uint32_t> lines_;  // of the blocks, for messages
    std::unordered_multimap<std::size_t, std::uint32_t> attributes_by_hash_;
    std::optional<double> low_pass_hz_;
    std::optional<double> high_pass_hz_;
    std::string place_;  // what the reader's messages name
};

}  // namespace cavea::adm
