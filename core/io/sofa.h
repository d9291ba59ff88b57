// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Head-related impulse responses from SOFA files (AES69), read by libmysofa. That library trusts
// its input more than we do: the file is checked as HDF5 before, the library runs in a process of
// its own, and everything it returns is checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/dsp/hrtf.h"

namespace cavea::io {

/// The limits of a SOFA file.
inline constexpr std::uint64_t kMaxSofaBytes = std::uint64_t{256} << 20U;
inline constexpr unsigned kMaxHrtfMeasurements = 100'000;
inline constexpr unsigned kMaxHrtfFrames = 65'536;
/// Of all measurements and both ears, delays applied.
inline constexpr std::uint64_t kMaxHrtfSamples = std::uint64_t{1} << 28U;

/// Read a set of the convention SimpleFreeFieldHRIR. Its delays are applied to the responses, its
/// positions become polar with azimuth growing to the left and distance in metres.
///
/// \throws Error{Refused}  no regular file, no HDF5, cut, of another convention, not two ears,
///                         beyond the limits, or with samples, delays or positions that are not
///                         finite; names the file
/// \throws Error{Machine}  read error, out of memory
[[nodiscard]] dsp::HrtfSet load_sofa(const std::filesystem::path& path);

/// Whether a file starts with the signature of HDF5, as SOFA files do. False when it cannot be
/// read.
[[nodiscard]] bool looks_like_sofa(const std::filesystem::path& path);

/// The set that the distribution's libmysofa brings along: MIT KEMAR with normal pinnae.
///
/// \return nothing when it is not installed
[[nodiscard]] std::optional<std::filesystem::path> packaged_sofa();

}  // namespace cavea::io
