// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The impulse response of a rectangular room, from an omnidirectional source to the loudspeakers
// around a listener who looks along y: early reflections as mirror images panned by BS.2127, late
// reverberation as diffuse noise, faded over at equal energy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/dsp/ir_set.h"
#include "core/layout/layout.h"
#include "core/room/box.h"

namespace cavea::room {

/// Walls may be this far apart, in metres.
inline constexpr double kMinSizeM = 1;
inline constexpr double kMaxSizeM = 500;
/// Images are computed for as long as they are fewer.
inline constexpr std::size_t kMaxImages = 20'000;
inline constexpr double kMaxLengthS = 60;

struct ShoeboxSettings {
    Box box;
    layout::Cartesian source_m{4.2, 7.5, 1.6};
    layout::Cartesian receiver_m{3.9, 3.5, 1.2};
    std::uint32_t rate_hz = 48000;
    std::optional<double> length_s;  ///< none: until the slowest octave has fallen by 60 dB
    std::optional<double> early_s;   ///< time at which noise replaces images; none: mixing_time_s()
    bool direct = true;              ///< with the direct sound
    bool tail = true;                ///< with late reverberation
    std::uint64_t seed = 1;          ///< of the noise
};

/// When reflections have become so dense that noise can stand for them: 2 sqrt(V) ms, at least 50
/// ms and 20 ms after the direct sound; less when there would be more than kMaxImages.
///
/// \see Polack 1993, "Playing billiards in the concert hall: the mathematical foundations of
///      geometrical room acoustics": sqrt(V) ms
[[nodiscard]] double mixing_time_s(const ShoeboxSettings& settings);

/// The response from emission on, so that a source at d metres arrives after d / c. Level 1 is that
/// of the direct sound at 1 m.
///
/// \param layout  loudspeakers to render to, LFE channels silent; none: all at one microphone
/// \return        one input; labelled by the layout, Spread without one
/// \throws Error{Refused}  a size, place, time or rate outside the limits; a room in which nothing
///                         absorbs; names what
[[nodiscard]] dsp::IrSet shoebox_response(const ShoeboxSettings& settings,
                                          const std::optional<layout::Layout>& layout);

}  // namespace cavea::room
