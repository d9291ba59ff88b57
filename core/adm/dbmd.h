// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dbmd chunk of Dolby masters: what tools beside cavea do with a master. Read for people and
// for exporters; nothing of it changes a render.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/io/wav_file.h"

namespace cavea::adm {

/// A larger chunk is not looked at.
inline constexpr std::uint64_t kMaxDbmdBytes = std::uint64_t{1} << 20U;
/// Layouts that have a trim, in the order of the chunk.
inline constexpr std::array<std::string_view, 9> kTrimLayouts{
    "2.0", "5.1", "7.1", "2.1.2", "5.1.2", "7.1.2", "2.1.4", "5.1.4", "7.1.4"};

struct DolbyMetadata {
    struct Segment {
        int id = 0;
        std::size_t bytes = 0;  ///< of the content
        friend bool operator==(const Segment&, const Segment&) = default;
    };
    /// Segment 9.
    struct Atmos {
        std::string tool;  ///< that made the master
        std::array<int, 3> tool_version{};
        int warp_mode = 0;     ///< how 5.1 and 7.1 are made; see warp_mode_name()
        int downmix_5to2 = 0;  ///< how 2.0 is made of 5.1; see downmix_name()
    };
    /// Segment 10.
    struct Supplement {
        int objects = 0;
        std::array<bool, kTrimLayouts.size()> automatic_trim{};  ///< else set by hand
    };

    std::vector<std::byte> bytes;  ///< the chunk as it is
    std::vector<Segment> segments;
    std::optional<Atmos> atmos;
    std::optional<Supplement> supplement;
    /// Programmes that have metadata for Dolby E, Dolby Digital or Dolby Digital Plus.
    [[nodiscard]] std::size_t programmes() const;
};

[[nodiscard]] std::string_view warp_mode_name(int mode);
[[nodiscard]] std::string_view downmix_name(int downmix);

/// Content of a dbmd chunk as far as it is whole: what is unknown is passed over.
///
/// Warns: "adm-dbmd" where it is damaged.
[[nodiscard]] DolbyMetadata parse_dbmd(std::span<const std::byte> bytes, const std::string& file,
                                       Diagnostics& diagnostics);

/// The chunk of a file; nothing when it has none.
[[nodiscard]] std::optional<DolbyMetadata> read_dbmd(io::WavFile& file, Diagnostics& diagnostics);

}  // namespace cavea::adm
