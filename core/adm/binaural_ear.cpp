// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/binaural_ear.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace cavea::adm {
namespace {

using programme::Ear;

std::optional<Ear> named_ear(std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const bool left = lower.find("left") != std::string::npos;
    const bool right = lower.find("right") != std::string::npos;
    if (left == right) return std::nullopt;
    return left ? Ear::Left : Ear::Right;
}

}  // namespace

Ear ear_of(const Document& document, const Slot& slot, ElementReader& reader) {
    const AudioPackFormat& pack = *slot.packs.front();
    if (pack.channel_ids.size() != 2) {
        reader.enter(pack.id, pack.line);
        reader.fail(
            fmt::format("a pack of type Binaural has a channel for each ear, this one has {}; "
                        "correct it",
                        pack.channel_ids.size()));
    }
    const auto first = named_ear(document.channels.find(pack.channel_ids[0])->name);
    const auto second = named_ear(document.channels.find(pack.channel_ids[1])->name);
    const bool swapped = first == Ear::Right && second == Ear::Left;
    const bool is_first = id_key(slot.channel->id) == id_key(pack.channel_ids[0]);
    return is_first != swapped ? Ear::Left : Ear::Right;
}

}  // namespace cavea::adm
