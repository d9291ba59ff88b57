// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of time that hold between the blocks of one channel (ITU-R BS.2127-1 §7.2).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/adm/block_parser.h"
#include "core/adm/element_reader.h"
#include "core/base/rational.h"
#include "core/programme/blocks.h"

namespace cavea::adm {

/// Two steps of the five-digit times most writers round to: what a start and a length, each
/// rounded, may miss the next start by.
[[nodiscard]] inline Rational rounding_s() { return {1, 50'000}; }

/// Whether all of these are whole steps of 10 microseconds, so that rounding explains a misfit.
[[nodiscard]] bool five_digit_times(const BlockTimes& a, const BlockTimes& b);

[[nodiscard]] BlockTimes times_of(const programme::ObjectsBlock& block);
[[nodiscard]] BlockTimes times_of(const programme::DirectSpeakersBlock& block);
[[nodiscard]] BlockTimes times_of(const programme::HoaBlock& block);
[[nodiscard]] BlockTimes times_of(const programme::BinauralBlock& block);
void set_duration(programme::ObjectsBlock& block, Rational duration_s);
void set_duration(programme::DirectSpeakersBlock& block, Rational duration_s);
void set_duration(programme::BinauralBlock& block, Rational duration_s);

/// "AC_00031001, AB_00031001_00000002" for the message place of a block.
template <class Channel>
[[nodiscard]] std::string block_place(const Channel& channel, std::size_t i) {
    return channel.id + ", " + channel.block_id(channel.blocks[i]);
}

/// Sort, refuse overlaps, and let a block end where the next begins when they miss each other only
/// by rounding: the gap would stop the interpolation between them (BS.2127-1 §7.2).
///
/// \param lines  of the blocks in axml; emptied when the blocks were sorted
/// \throws Error{Refused}  names the later of two blocks that do not fit
template <class Channel>
void settle_block_order(Channel& channel, std::vector<std::uint32_t>& lines,
                        ElementReader& reader) {
    auto& blocks = channel.blocks;
    std::string place;
    const auto enter = [&](std::size_t i) {
        place = block_place(channel, i);
        reader.enter(place, i < lines.size() ? lines[i] : lines.empty() ? 0 : lines.back());
    };
    for (std::size_t i = 0; blocks.size() > 1 && i < blocks.size(); ++i) {
        if (times_of(blocks[i]).duration_s) continue;
        enter(i);
        reader.fail(
            "a block without rtime and duration fills its whole object and cannot stand "
            "beside others; give every block its times");
    }
    const auto earlier = [](const auto& a, const auto& b) {
        const BlockTimes x = times_of(a), y = times_of(b);
        return x.rtime_s == y.rtime_s ? *x.duration_s < *y.duration_s : *x.rtime_s < *y.rtime_s;
    };
    if (blocks.size() > 1 && !std::is_sorted(blocks.begin(), blocks.end(), earlier)) {
        enter(0);
        reader.warn("adm-block-order", "the blocks are not in order of time; they were sorted");
        std::stable_sort(blocks.begin(), blocks.end(), earlier);
        lines.resize(1);  // that of the first is near enough for what may still be wrong
    }
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const BlockTimes before = times_of(blocks[i - 1]), now = times_of(blocks[i]);
        enter(i);
        const Rational gap =
            reader.difference(*now.rtime_s, reader.sum(*before.rtime_s, *before.duration_s));
        if (gap == Rational(0)) continue;
        if (gap <= rounding_s() && gap >= Rational(0) - rounding_s() &&
            five_digit_times(before, now)) {
            enter(i - 1);
            reader.warn(
                "adm-block-duration",
                "the block misses the start of the next by rounding; it was made to meet it");
            set_duration(blocks[i - 1], *now.rtime_s - *before.rtime_s);
        } else if (gap < Rational(0)) {
            reader.fail(
                "the block begins before the one before it ends; correct rtime or duration");
        }
    }
}

}  // namespace cavea::adm
