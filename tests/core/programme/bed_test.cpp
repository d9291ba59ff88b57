// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programme/bed.h"

#include <gtest/gtest.h>

#include <string>

namespace cavea::programme {
namespace {

TEST(Bed, HasOneSourcePerLoudspeakerInOrder) {
    const auto layout = *layout::find("0+5+0");
    const Programme bed = programme::bed(layout, 48000, 100);
    ASSERT_EQ(bed.sources.size(), 6U);
    EXPECT_EQ(bed.tracks, 6U);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(bed.sources[i]->taps,
                  (std::vector<Tap>{{static_cast<std::uint32_t>(i), 1.0F, 0}}));
        const auto& channel = *std::get<DirectSpeakersSource>(bed.sources[i]->metadata).channel;
        EXPECT_EQ(channel.blocks.at(0).labels.at(0), layout.channels[i].name);
        EXPECT_EQ(channel.low_pass_hz.has_value(), layout.channels[i].lfe);
    }
}

TEST(GuessLayout, TrustsTheMaskThenOneOrTwoChannels) {
    for (const layout::Name& name : layout::names()) {
        const auto layout = *layout::find(name.name);
        const auto mask = layout::wave_mask(layout);
        if (!mask) continue;
        const auto guess = guess_layout(static_cast<std::uint32_t>(layout.size()), *mask);
        ASSERT_TRUE(guess.has_value()) << name.name;
        EXPECT_EQ(guess->name, layout.name);
    }
    EXPECT_EQ(guess_layout(2, 0)->name, "0+2+0");
    EXPECT_EQ(guess_layout(1, 0)->channels[0].name, "M+000");
    EXPECT_FALSE(guess_layout(6, 0).has_value());
    EXPECT_FALSE(guess_layout(5, 0x3F).has_value());
}

TEST(GuessLayout, KnowsTheOrdersOfOtherTools) {
    EXPECT_EQ(guess_layout(6, 0x3F)->name, "0+5+0");
    const auto names = [](const layout::Layout& layout) {
        std::string text;
        for (std::size_t i = 4; i < 8; ++i) text += layout.channels[i].name + " ";
        return text;
    };
    // BL BR SL SR by the bits of the mask.
    EXPECT_EQ(names(*guess_layout(8, 0x63F)), "M+135 M-135 M+090 M-090 ");
    EXPECT_EQ(names(*guess_layout(12, 0x2D63F)), "M+135 M-135 M+090 M-090 ");
    EXPECT_EQ(names(*layout::find("0+7+0")), "M+090 M-090 M+135 M-135 ");
}

}  // namespace
}  // namespace cavea::programme
