// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The first bytes of an HDF5 file, read only to refuse what is damaged before a library opens it.
#pragma once

#include <cstddef>
#include <span>

#include "core/io/posix_file.h"

namespace cavea::io {

/// The eight bytes with which an HDF5 file starts.
[[nodiscard]] bool has_hdf5_signature(std::span<const std::byte> head);

/// \throws Error{Refused}  no HDF5, another version or address size than SOFA files have, addresses
///                         beyond the end of the file, or cut
/// \throws Error{Machine}  read error
void check_hdf5(const InputFile& file);

}  // namespace cavea::io
