// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ambix.h"

#include <cstddef>
#include <string>

namespace cavea::layout {

std::optional<int> ambix_order(std::string_view name) {
    for (int order = 1; order <= kMaxAmbixOrder; ++order) {
        if (name == "ambix" + std::to_string(order)) return order;
    }
    return std::nullopt;
}

Layout ambix(int order) {
    Layout out;
    out.name = "ambix" + std::to_string(order);
    out.screen.reset();
    out.standard = false;
    out.ambix_order = order;
    const auto count = static_cast<std::size_t>((order + 1) * (order + 1));
    for (std::size_t acn = 0; acn < count; ++acn) {
        Channel channel;
        channel.name = "ACN" + std::to_string(acn);
        out.channels.push_back(std::move(channel));
    }
    return out;
}

}  // namespace cavea::layout
