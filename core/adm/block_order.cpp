// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/block_order.h"

#include "core/base/assert.h"

namespace cavea::adm {

bool five_digit_times(const BlockTimes& a, const BlockTimes& b) {
    const auto whole_steps = [](const std::optional<Rational>& t) {
        return t && 100'000 % t->den == 0;
    };
    return whole_steps(a.rtime_s) && whole_steps(a.duration_s) && whole_steps(b.rtime_s) &&
           whole_steps(b.duration_s);
}

BlockTimes times_of(const programme::ObjectsBlock& block) {
    if (!block.timed()) return {};
    return {block.rtime_s(), block.duration_s()};
}

BlockTimes times_of(const programme::DirectSpeakersBlock& block) {
    return {block.rtime_s, block.duration_s};
}

BlockTimes times_of(const programme::HoaBlock& block) { return {block.rtime_s, block.duration_s}; }

BlockTimes times_of(const programme::BinauralBlock& block) {
    return {block.rtime_s, block.duration_s};
}

void set_duration(programme::ObjectsBlock& block, Rational duration_s) {
    [[maybe_unused]] const bool fits = block.set_times(block.rtime_s(), duration_s);
    CAVEA_ASSERT(fits);  // a difference of five-digit times has five digits
}

void set_duration(programme::DirectSpeakersBlock& block, Rational duration_s) {
    block.duration_s = duration_s;
}

void set_duration(programme::BinauralBlock& block, Rational duration_s) {
    block.duration_s = duration_s;
}

}  // namespace cavea::adm
