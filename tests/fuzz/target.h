// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What all fuzz targets share: bytes either work or are refused by cavea::Error, whose message is
// one line. Everything else is a fault, and the sanitizers or abort() say so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "core/base/error.h"

namespace cavea::fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}
inline std::span<const std::byte> bytes(const std::uint8_t* data, std::size_t size) {
    return std::as_bytes(std::span(data, size));
}

template <class Reader>
void read(const Reader& reader) {
    try {
        reader();
    } catch (const Error& error) {
        const std::string_view what = error.what();
        for (const char c : what) {
            if (static_cast<unsigned char>(c) < 0x20) std::abort();
        }
        if (what.empty() || error.code() == ErrorCode::Machine) std::abort();
    }
}

}  // namespace cavea::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
