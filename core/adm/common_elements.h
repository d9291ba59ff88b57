// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Elements of the common definitions as if the file had defined them, marked `common`.
#pragma once

#include <optional>
#include <string_view>

#include "core/adm/document.h"

namespace cavea::adm {

/// Nothing when no common definition has the id.
[[nodiscard]] std::optional<AudioChannelFormat> common_channel_format(std::string_view id);
/// With its references, which are not followed here.
[[nodiscard]] std::optional<AudioPackFormat> common_pack_format(std::string_view id);

}  // namespace cavea::adm
