// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/foreign_length.h"

#include <array>
#include <cstring>
#include <string_view>

#include "core/io/header_window.h"
#include "core/io/little_endian.h"

namespace cavea::io {
namespace {

std::uint32_t load_be32(std::span<const std::byte> bytes, std::size_t at) {
    return __builtin_bswap32(load_le<std::uint32_t>(bytes, at));
}

bool has_id(std::span<const std::byte> bytes, std::string_view id) {
    return std::memcmp(bytes.data(), id.data(), id.size()) == 0;
}

/// The GUID of a Wave64 chunk "data": the four letters, then this.
constexpr std::array<unsigned char, 12> kWave64Tail{0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1,
                                                    0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A};

}  // namespace

std::optional<std::uint64_t> aiff_frames(const InputFile& file) {
    HeaderWindow window(file);
    // FORM, size, AIFF; then chunks of id, size and content, padded to even sizes.
    for (std::uint64_t at = 12; at + 14 <= file.size();) {
        const auto header = window.bytes(at, 14);
        if (has_id(header, "COMM")) return load_be32(header, 10);
        const std::uint64_t size = load_be32(header, 4);
        at += 8 + size + size % 2;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> wave64_data_bytes(const InputFile& file) {
    constexpr std::uint64_t kHeaderBytes = 24;
    HeaderWindow window(file);
    // riff GUID, size, wave GUID; then chunks of GUID, size with this header, and content, each on
    // a multiple of 8.
    for (std::uint64_t at = 40; at <= file.size() && file.size() - at >= kHeaderBytes;) {
        const auto header = window.bytes(at, kHeaderBytes);
        const auto size = load_le<std::uint64_t>(header, 16);
        if (size < kHeaderBytes) return std::nullopt;
        if (has_id(header, "data") &&
            std::memcmp(header.data() + 4, kWave64Tail.data(), kWave64Tail.size()) == 0) {
            return size - kHeaderBytes;
        }
        if (size > file.size() - at) return std::nullopt;
        at += (size + 7) / 8 * 8;
    }
    return std::nullopt;
}

}  // namespace cavea::io
