// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programme/bed.h"

#include <memory>
#include <utility>

namespace cavea::programme {

Programme bed(const layout::Layout& layout, std::uint32_t rate_hz, Frame length) {
    Programme out;
    out.name = layout.name;
    out.rate_hz = rate_hz;
    out.length = length;
    out.tracks = static_cast<std::uint32_t>(layout.size());
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const layout::Channel& speaker = layout.channels[i];
        auto channel = std::make_shared<DirectSpeakersChannel>();
        channel->id = speaker.name;
        channel->name = speaker.name;
        if (speaker.lfe) channel->low_pass_hz = 120;
        DirectSpeakersBlock block;
        block.coordinate[0].value = speaker.nominal.azimuth_deg;
        block.coordinate[1].value = speaker.nominal.elevation_deg;
        block.coordinate[2].value = 1;
        block.labels.push_back(speaker.name);
        channel->blocks.push_back(std::move(block));
        auto source = std::make_shared<Source>();
        source->id = speaker.name;
        source->name = speaker.name;
        source->taps.push_back({static_cast<std::uint32_t>(i), 1.0F, 0});
        source->metadata = DirectSpeakersSource{std::move(channel), {}};
        out.sources.push_back(std::move(source));
    }
    return out;
}

std::optional<layout::Layout> in_mask_order(layout::Layout layout, std::uint32_t wave_mask) {
    // Tools that mean 5.1 write either pair of surrounds; those that mean 7.1 put the back pair,
    // whose bits are lower, in front of the side pair, where BS.2051 has them the other way round.
    constexpr std::uint32_t k51Back = 0x3F;
    constexpr std::uint32_t k71 = 0x63F;
    constexpr std::uint32_t k714 = 0x2D63F;
    if (layout::wave_mask(layout) == wave_mask) return layout;
    if (layout.name == "0+5+0" && wave_mask == k51Back) return layout;
    if ((layout.name == "0+7+0" && wave_mask == k71) ||
        (layout.name == "4+7+0" && wave_mask == k714)) {
        std::swap(layout.channels[4], layout.channels[6]);
        std::swap(layout.channels[5], layout.channels[7]);
        return layout;
    }
    return std::nullopt;
}

std::optional<layout::Layout> guess_layout(std::uint32_t channels, std::uint32_t wave_mask) {
    if (wave_mask != 0) {
        for (const layout::Name& name : layout::names()) {
            const auto layout = layout::find(name.name);
            if (!layout || layout->size() != channels) continue;
            if (auto ordered = in_mask_order(*layout, wave_mask)) return ordered;
        }
    }
    if (channels == 1) {
        layout::Layout mono;
        mono.name = "mono";
        mono.channels.push_back(layout::find("0+5+0")->channels[2]);
        return mono;
    }
    if (channels == 2) return layout::find("0+2+0");
    return std::nullopt;
}

}  // namespace cavea::programme
