// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Head-related impulse responses: a set of measured directions, looked up for any direction and
// made into a room of two ears for a loudspeaker layout. Plain data; core/io/sofa.h reads it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/dsp/ir_set.h"
#include "core/layout/layout.h"

namespace cavea::dsp {

/// The responses of the left and the right ear.
using EarPair = std::array<std::vector<float>, 2>;

struct HrtfSet {
    std::uint32_t rate_hz = 48000;
    std::vector<layout::Polar> positions;  ///< [M] of the source; distance in metres
    std::vector<EarPair> responses;        ///< [M][2][H], delays applied

    [[nodiscard]] std::size_t frames() const {
        return responses.empty() ? 0 : responses[0][0].size();
    }
};

/// The measurement whose direction is nearest; of several distances the one nearest to \p distance.
///
/// \pre set.positions is not empty
[[nodiscard]] std::size_t nearest_measurement(const HrtfSet& set, const layout::Polar& position);

/// The response for a direction: a measured one as it is, otherwise the three measurements around
/// it, aligned in time ear by ear, then mixed, and put back at the mixed delay, so that high
/// frequencies do not cancel. Outside of what was measured (below the lowest ring) the nearest one.
///
/// \return [2][set.frames()]
/// \pre    set.positions is not empty
[[nodiscard]] EarPair interpolated_response(const HrtfSet& set, const layout::Polar& position);

/// Two ears as a room: inputs are the channels of \p layout at their real positions, outputs "left"
/// and "right". Scaled so that a source straight ahead has energy 1 over both ears, as one between
/// two loudspeakers has. An LFE channel goes to both ears at -3 dB, at the time of the source
/// ahead: its direction cannot be heard, its energy is kept.
///
/// \pre set.positions is not empty
[[nodiscard]] IrSet binaural_room(const HrtfSet& set, const layout::Layout& layout,
                                  std::uint32_t rate_hz);

}  // namespace cavea::dsp
