// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/common_elements.h"

#include <memory>
#include <utility>

namespace cavea::adm {

std::optional<AudioChannelFormat> common_channel_format(std::string_view id) {
    const auto type = common_channel_type(id);
    if (!type) return std::nullopt;
    AudioChannelFormat out;
    out.id = id;
    out.common = true;
    out.type = *type;
    if (const CommonSpeaker* speaker = common_speaker(id)) {
        programme::DirectSpeakersChannel channel;
        out.name = channel.name = speaker->name;
        channel.id = id;
        if (speaker->lfe) channel.low_pass_hz = 120;
        programme::DirectSpeakersBlock& block = channel.blocks.emplace_back();
        block.coordinate[0].value = speaker->azimuth_deg;
        block.coordinate[1].value = speaker->elevation_deg;
        block.coordinate[2].value = 1;
        block.labels.emplace_back(speaker->label);
        block.screen_edge_lock.horizontal = speaker->edge;
        out.blocks = std::make_shared<const programme::DirectSpeakersChannel>(std::move(channel));
    } else if (const auto hoa = common_hoa(id)) {
        programme::HoaChannel channel;
        channel.id = id;
        programme::HoaBlock& block = channel.blocks.emplace_back();
        block.component = {hoa->order, hoa->degree};
        block.normalisation = hoa->normalisation;
        out.blocks = std::make_shared<const programme::HoaChannel>(std::move(channel));
    } else {
        BinauralChannel channel;
        out.name = channel.name = id.ends_with('1') ? "leftEar" : "rightEar";
        channel.id = id;
        channel.blocks.emplace_back();
        out.blocks = std::make_shared<const BinauralChannel>(std::move(channel));
    }
    return out;
}

std::optional<AudioPackFormat> common_pack_format(std::string_view id) {
    auto common = common_pack(id);
    if (!common) return std::nullopt;
    AudioPackFormat out;
    out.id = id;
    out.name = std::move(common->name);
    out.common = true;
    out.type = common->type;
    out.channel_ids = std::move(common->channel_ids);
    out.pack_ids = std::move(common->pack_ids);
    return out;
}

}  // namespace cavea::adm
