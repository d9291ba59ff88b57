// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programme/blocks.h"

#include <fmt/core.h>

#include <limits>
#include <string_view>

namespace cavea::programme {
namespace {

std::string id_of_block(std::string_view channel_id, std::uint32_t number) {
    const std::string_view digits = channel_id.size() > 3 ? channel_id.substr(3) : channel_id;
    return fmt::format("AB_{}_{:08x}", digits, number);
}

}  // namespace

bool ObjectsBlock::set_times(Rational rtime_s, Rational duration_s) {
    constexpr std::int64_t kMax = std::numeric_limits<std::uint32_t>::max();
    if (rtime_s.den > kMax || duration_s.den > kMax) return false;
    rtime_num_ = rtime_s.num;
    rtime_den_ = static_cast<std::uint32_t>(rtime_s.den);
    duration_num_ = duration_s.num;
    duration_den_ = static_cast<std::uint32_t>(duration_s.den);
    return true;
}

std::string ObjectsChannel::block_id(const ObjectsBlock& block) const {
    return id_of_block(id, block.number);
}

std::string DirectSpeakersChannel::block_id(const DirectSpeakersBlock& block) const {
    return id_of_block(id, block.number);
}

std::string HoaChannel::block_id(const HoaBlock& block) const {
    return id_of_block(id, block.number);
}

std::string BinauralChannel::block_id(const BinauralBlock& block) const {
    return id_of_block(id, block.number);
}

}  // namespace cavea::programme
