// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which loudspeakers the channels of an impulse response are for, from what the user said, the
// channel mask or the number of channels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/io/impulse_response.h"

namespace cavea::io {

struct ResponseLabels {
    std::vector<std::string> labels;  ///< of the channels of one input; empty for Spread
    bool guessed = false;             ///< by the number of channels alone
    std::string layout;               ///< the guess, for the message
    std::optional<int> ambix_order;   ///< the channels are spherical harmonics
};

/// \param file      for messages
/// \param channels  of the file, all inputs together
/// \throws Error{Refused}  they fit nothing; says which options would help
[[nodiscard]] ResponseLabels response_labels(const std::string& file, std::uint32_t channels,
                                             std::uint32_t channel_mask,
                                             const ImpulseResponseOptions& options);

/// The labels of a WAVE channel mask in file order. The bits name places, not angles: side means
/// 90 degrees beside loudspeakers at the back, 110 without.
///
/// \return nothing for a mask of 0 or with bits beyond TOP_BACK_RIGHT
[[nodiscard]] std::optional<std::vector<std::string>> labels_of_mask(std::uint32_t mask);

}  // namespace cavea::io
