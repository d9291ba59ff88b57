// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// AmbiX: channels that are spherical harmonics instead of loudspeakers, in ACN order with SN3D
// normalisation (Nachbar, Zotter, Deleflie and Sontacchi 2011, "AmbiX - A suggested ambisonics
// format").
#pragma once

#include <optional>
#include <string_view>

#include "core/layout/layout.h"

namespace cavea::layout {

inline constexpr int kMaxAmbixOrder = 7;

/// The order in "ambix1" to "ambix7"; nothing for any other name.
[[nodiscard]] std::optional<int> ambix_order(std::string_view name);

/// (order + 1)^2 channels "ACN0", "ACN1", ...
///
/// \pre 1 <= order <= kMaxAmbixOrder
[[nodiscard]] Layout ambix(int order);

}  // namespace cavea::layout
