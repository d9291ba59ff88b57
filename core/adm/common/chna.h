// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chna chunk of BW64 (ITU-R BS.2088-1): which track of the file carries which audioTrackUID.
// Read for the document, written for output files whose layout has a common definition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/layout/layout.h"

namespace cavea::adm {

struct ChnaRow {
    std::uint16_t track = 1;  ///< one-based, as in the file
    std::string uid;          ///< ATU_xxxxxxxx
    std::string format_ref;   ///< AT_yyyyxxxx_zz, or AC_yyyyxxxx_00 from BS.2076-2 on
    std::string pack_ref;     ///< AP_yyyyxxxx; may be empty
    friend bool operator==(const ChnaRow&, const ChnaRow&) = default;
};

/// Most rows that are read, as many as there are UID numbers in the head of the chunk.
inline constexpr std::size_t kMaxChnaRows = 65535;
/// Bytes of a chna chunk with that many rows.
inline constexpr std::size_t kMaxChnaBytes = 4 + 40 * kMaxChnaRows;

/// Rows of a chna chunk; all-zero spare rows are left out.
///
/// \param bytes     content of the chunk
/// \param file      for messages
/// \param channels  of the file; every track index is checked against it
/// \throws Error{Refused}  names the row's UID
[[nodiscard]] std::vector<ChnaRow> parse_chna(std::span<const std::byte> bytes,
                                              std::string_view file, std::uint32_t channels,
                                              Diagnostics& diagnostics);

/// Content of a chna chunk.
///
/// \pre at most kMaxChnaRows rows, references of at most 12, 14 and 11 bytes
[[nodiscard]] std::vector<std::byte> serialise_chna(std::span<const ChnaRow> rows);

/// The rows that say which loudspeaker or spherical harmonic of the common definitions is on which
/// track of a file with this layout; empty when BS.2094-1 has no pack for the layout.
[[nodiscard]] std::vector<ChnaRow> chna_for(const layout::Layout& layout);

}  // namespace cavea::adm
