// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/channel_builder.h"

#include <fmt/core.h>

#include <limits>
#include <utility>

#include "core/adm/block_order.h"
#include "core/adm/main_elements.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

using programme::ObjectAttributes;

std::size_t hash_of(const ObjectAttributes& a) {
    std::size_t seed = a.zones.size() * 4 + (a.cartesian ? 2U : 0U) + (a.jump ? 1U : 0U);
    const auto mix = [&](double x) {
        seed ^= std::hash<double>{}(x) + 0x9E3779B97F4A7C15U + (seed << 6) + (seed >> 2);
    };
    mix(a.interpolation_s.to_double());
    mix(a.width);
    mix(a.height);
    mix(a.depth);
    mix(a.diffuse);
    mix(a.divergence);
    mix(a.importance);
    mix(a.channel_lock_max_distance.value_or(a.channel_lock ? -1 : -2));
    return seed;
}

template <class T>
ChannelBlocks shared(T channel) {
    return std::make_shared<const T>(std::move(channel));
}

// rtime and duration go together; BS.2127-1 §7.2. Only the reverse of what many writers leave out,
// the rtime of a first block, has one meaning.
void settle_times(ElementReader& reader, BlockTimes& times) {
    if (times.rtime_s && !times.duration_s) {
        reader.fail("the block has rtime but no duration; give both or neither");
    }
    if (!times.rtime_s && times.duration_s) {
        reader.warn("adm-block-rtime", "the block has a duration but no rtime; 0 was taken");
        times.rtime_s = Rational(0);
    }
}

}  // namespace

ChannelBuilder::ChannelBuilder(ElementReader& reader, const Element& tag) : reader_(reader) {
    read_identity(reader, tag, "audioChannelFormat", channel_);
    TypeAttributes type;
    for (std::size_t i = 0; i < tag.attributes(); ++i) {
        const auto [name, value] = tag.attribute(i);
        if (!is_identity_attribute("audioChannelFormat", name) &&
            !read_type_attribute(reader, name, value, type)) {
            reader.unknown_attribute(tag, name);
        }
    }
    channel_.type = settled_type(reader, type, channel_.id);
}

void ChannelBuilder::child(const Element& element) {
    if (element.name() == "audioBlockFormat") {
        block(element);
    } else if (element.name() == "frequency") {
        reader_.enter(channel_.id, element.line());
        frequency(element);
    } else {
        reader_.enter(channel_.id, element.line());
        reader_.unknown_element(element);
    }
}

void ChannelBuilder::frequency(const Element& element) {
    const std::string_view kind = element.attribute("typeDefinition").value_or("");
    const double hz = reader_.number(element.text(), "frequency", 0, 1e6);
    if (kind == "lowPass") {
        set_once(reader_, low_pass_hz_, hz, "the lowPass frequency");
    } else if (kind == "highPass") {
        set_once(reader_, high_pass_hz_, hz, "the highPass frequency");
    } else {
        reader_.fail("a frequency must be of typeDefinition lowPass or highPass");
    }
}

void ChannelBuilder::block(const Element& element) {
    const auto id = element.attribute("audioBlockFormatID");
    place_ = fmt::format("{}, {}", channel_.id,
                         id ? printable(*id, 60) : fmt::format("block {}", lines_.size() + 1));
    reader_.enter(place_, element.line());
    BlockHead head = read_block_head(reader_, element);
    if (!head.number) {
        reader_.warn("adm-block-id", "the block has no id of the form AB_yyyyxxxx_zzzzzzzz");
        head.number = static_cast<std::uint32_t>(lines_.size() + 1);
    }
    settle_times(reader_, head.times);
    lines_.push_back(static_cast<std::uint32_t>(
        std::min<std::size_t>(element.line(), std::numeric_limits<std::uint32_t>::max())));

    const auto keep = [&](auto block, auto& blocks) {
        block.number = *head.number;
        block.rtime_s = head.times.rtime_s;
        block.duration_s = head.times.duration_s;
        blocks.push_back(std::move(block));
    };
    switch (channel_.type) {
        case Type::Objects:
            return objects_block(element, head);
        case Type::DirectSpeakers:
            return keep(read_speakers_block(reader_, element), speakers_.blocks);
        case Type::Hoa:
            return keep(read_hoa_block(reader_, element), hoa_.blocks);
        case Type::Matrix:
            return keep(read_matrix_block(reader_, element), matrix_.blocks);
        case Type::Binaural:
            return keep(read_binaural_block(reader_, element), binaural_.blocks);
    }
}

void ChannelBuilder::objects_block(const Element& element, const BlockHead& head) {
    auto [block, attributes] = read_objects_block(reader_, element);
    block.number = *head.number;
    if (head.times.duration_s && !block.set_times(*head.times.rtime_s, *head.times.duration_s)) {
        reader_.fail("a time of the block is divided too finely; use at most nine digits");
    }
    block.attributes = attributes_index(std::move(attributes));
    objects_.blocks.push_back(block);
}

std::uint32_t ChannelBuilder::attributes_index(ObjectAttributes attributes) {
    auto& table = objects_.attributes;
    if (!objects_.blocks.empty()) {
        const std::uint32_t last = objects_.blocks.back().attributes;
        if (table[last] == attributes) return last;
    }
    const std::size_t hash = hash_of(attributes);
    const auto [first, end] = attributes_by_hash_.equal_range(hash);
    for (auto it = first; it != end; ++it) {
        if (table[it->second] == attributes) return it->second;
    }
    const auto index = static_cast<std::uint32_t>(table.size());
    attributes_by_hash_.emplace(hash, index);
    table.push_back(std::move(attributes));
    return index;
}

// BS.2127-1 §7.2: the interpolation ends within the block.
void ChannelBuilder::settle_interpolation() {
    for (std::size_t i = 0; i < objects_.blocks.size(); ++i) {
        programme::ObjectsBlock& block = objects_.blocks[i];
        const Rational length = objects_.of(block).interpolation_s;
        if (!block.timed() || length <= block.duration_s()) continue;
        place_ = block_place(objects_, i);
        reader_.enter(place_, i < lines_.size() ? lines_[i] : channel_.line);
        if (length > reader_.sum(block.duration_s(), rounding_s())) {
            reader_.fail("interpolationLength is longer than the block; shorten it");
        }
        reader_.warn("adm-interpolation-length",
                     "interpolationLength is longer than the block by rounding; it was cut");
        ObjectAttributes cut = objects_.of(block);
        cut.interpolation_s = block.duration_s();
        block.attributes = attributes_index(std::move(cut));
    }
}

ChannelBlocks ChannelBuilder::finish_objects() {
    objects_.id = channel_.id;
    objects_.name = channel_.name;
    if (low_pass_hz_ || high_pass_hz_) {
        reader_.warn("adm-frequency",
                     "frequency has no meaning for type Objects (BS.2127-1) and is ignored");
    }
    settle_block_order(objects_, lines_, reader_);
    settle_interpolation();
    objects_.blocks.shrink_to_fit();
    objects_.attributes.shrink_to_fit();
    return shared(std::move(objects_));
}

ChannelBlocks ChannelBuilder::finish_speakers() {
    speakers_.id = channel_.id;
    speakers_.name = channel_.name;
    speakers_.low_pass_hz = low_pass_hz_;
    speakers_.high_pass_hz = high_pass_hz_;
    const auto& labels = speakers_.blocks.front().labels;
    const bool room_lfe = std::find(labels.begin(), labels.end(), "RC_LFE") != labels.end();
    if (room_lfe && !low_pass_hz_) {
        // Dolby masters name their LFE only by this label, which BS.2127 does not know: without a
        // frequency it would be played as a full-range loudspeaker below the floor.
        reader_.warn(
            "adm-dolby-lfe",
            "the channel is labelled RC_LFE and has no frequency; a low pass of 120 Hz was "
            "added");
        speakers_.low_pass_hz = 120;
    }
    settle_block_order(speakers_, lines_, reader_);
    speakers_.blocks.shrink_to_fit();
    return shared(std::move(speakers_));
}

AudioChannelFormat ChannelBuilder::finish() {
    reader_.enter(channel_.id, channel_.line);
    if (lines_.empty()) {
        reader_.fail("the channel has no audioBlockFormat; add one, or leave the channel out");
    }
    hoa_.id = channel_.id;
    hoa_.name = channel_.name;
    if (channel_.type == Type::Hoa && (low_pass_hz_ || high_pass_hz_)) {
        reader_.warn("adm-frequency",
                     "frequency has no meaning for type HOA (BS.2127-1) and is ignored");
    }
    switch (channel_.type) {
        case Type::Objects:
            channel_.blocks = finish_objects();
            break;
        case Type::DirectSpeakers:
            channel_.blocks = finish_speakers();
            break;
        case Type::Hoa:
            channel_.blocks = shared(std::move(hoa_));
            break;
        case Type::Matrix:
            channel_.blocks = shared(std::move(matrix_));
            break;
        case Type::Binaural:
            binaural_.id = channel_.id;
            binaural_.name = channel_.name;
            settle_block_order(binaural_, lines_, reader_);
            channel_.blocks = shared(std::move(binaural_));
            break;
    }
    return std::move(channel_);
}

}  // namespace cavea::adm
