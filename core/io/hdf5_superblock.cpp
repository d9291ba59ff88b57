// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/hdf5_superblock.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace cavea::io {
namespace {

constexpr std::array<unsigned char, 8> kSignature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

/// Longest of the superblocks: versions 0 and 1 with addresses of 8 bytes.
constexpr std::size_t kHeadBytes = 100;

/// Where a superblock of a version keeps what is checked (HDF5 File Format Specification 3.0,
/// section II.A).
struct Places {
    std::size_t offset_size;   ///< byte with the size of addresses
    std::size_t length_size;   ///< byte with the size of lengths
    std::size_t base_address;  ///< 8 bytes
    std::size_t end_of_file;   ///< 8 bytes
    std::size_t root;          ///< 8 bytes
};

Places places_of(unsigned version) {
    if (version == 0) return {13, 14, 24, 40, 64};
    if (version == 1) return {13, 14, 28, 44, 68};
    return {9, 10, 12, 28, 36};
}

std::uint64_t read_u64(std::span<const std::byte> bytes, std::size_t at) {
    std::uint64_t out = 0;
    for (std::size_t i = 8; i-- > 0;)
        out = out << 8U | std::to_integer<std::uint64_t>(bytes[at + i]);
    return out;
}

}  // namespace

bool has_hdf5_signature(std::span<const std::byte> head) {
    return head.size() >= kSignature.size() &&
           std::equal(kSignature.begin(), kSignature.end(), head.begin(),
                      [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

void check_hdf5(const InputFile& file) {
    std::array<std::byte, kHeadBytes> head{};
    const std::size_t length = std::min<std::size_t>(head.size(), file.size());
    file.read_at(0, std::span(head).first(length));
    if (!has_hdf5_signature(std::span(head).first(length))) {
        throw file.refuse("", "not a SOFA file (no HDF5 signature); give one of AES69");
    }
    if (length < head.size()) {
        throw file.refuse("superblock", "the file ends in its header; copy it again");
    }
    const auto version = std::to_integer<unsigned>(head[8]);
    if (version > 3) {
        throw file.refuse(
            "superblock",
            fmt::format("HDF5 superblock version {} is unknown; export the file again", version));
    }
    const Places places = places_of(version);
    const auto offset_size = std::to_integer<unsigned>(head[places.offset_size]);
    const auto length_size = std::to_integer<unsigned>(head[places.length_size]);
    if (offset_size != 8 || length_size != 8) {
        throw file.refuse("superblock", fmt::format("addresses of {} and lengths of {} bytes; SOFA "
                                                    "files have 8, the file is damaged",
                                                    offset_size, length_size));
    }
    if (read_u64(head, places.base_address) != 0) {
        throw file.refuse("superblock", "the base address is not 0; export the file again");
    }
    const std::uint64_t end = read_u64(head, places.end_of_file);
    if (end > file.size()) {
        throw file.refuse(
            "superblock",
            fmt::format("claims {} bytes, the file has {}; copy it again", end, file.size()));
    }
    if (const std::uint64_t root = read_u64(head, places.root); root >= file.size()) {
        throw file.refuse("superblock",
                          fmt::format("the root group lies at byte {} of {}; the file "
                                      "is damaged",
                                      root, file.size()));
    }
}

}  // namespace cavea::io
