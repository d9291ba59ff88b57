// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Little-endian integers in byte buffers, whatever their alignment.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>

#include "core/base/assert.h"

namespace cavea::io {

static_assert(std::endian::native == std::endian::little, "RIFF integers are copied as they are");

template <class T>
[[nodiscard]] T load_le(std::span<const std::byte> bytes, std::size_t at) {
    CAVEA_ASSERT(at + sizeof(T) <= bytes.size());
    T out;
    std::memcpy(&out, bytes.data() + at, sizeof out);
    return out;
}

}  // namespace cavea::io
