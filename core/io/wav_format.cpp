// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_format.h"

#include <fmt/core.h>

#include <cstring>
#include <optional>

#include "core/io/little_endian.h"

namespace cavea::io {
namespace {

constexpr const char* kPlace = "chunk 'fmt '";

/// Tags that a mixer may well meet, for a message that says what the file is.
const char* tag_name(std::uint16_t tag) {
    switch (tag) {
        case 0x0002:
            return "MS ADPCM";
        case 0x0006:
            return "A-law";
        case 0x0007:
            return "mu-law";
        case 0x0011:
            return "IMA ADPCM";
        case 0x0055:
            return "MP3";
        case 0x0092:
            return "AC-3 as S/PDIF";
        case 0x2000:
            return "AC-3";
        case 0x2001:
            return "DTS";
        case kTagExtensible:
            return "extensible within extensible";
        default:
            return "an unknown encoding";
    }
}

std::optional<Encoding> find_encoding(std::uint16_t tag, std::uint16_t bits) {
    if (tag == kTagPcm && bits == 16) return Encoding::Pcm16;
    if (tag == kTagPcm && bits == 24) return Encoding::Pcm24;
    if (tag == kTagPcm && bits == 32) return Encoding::Pcm32;
    if (tag == kTagFloat && bits == 32) return Encoding::Float32;
    if (tag == kTagFloat && bits == 64) return Encoding::Float64;
    return std::nullopt;
}

struct SubFormat {
    std::uint16_t tag = 0;
    std::uint32_t mask = 0;
};

SubFormat parse_extension(const InputFile& file, std::span<const std::byte> content) {
    constexpr std::size_t kExtendedBytes = 40;
    constexpr std::uint16_t kExtensionBytes = 22;
    if (content.size() < kExtendedBytes || load_le<std::uint16_t>(content, 16) < kExtensionBytes) {
        throw file.refuse(kPlace, "WAVE_FORMAT_EXTENSIBLE without its sub-format; export it again");
    }
    if (std::memcmp(content.data() + 26, kSubFormatTail, sizeof kSubFormatTail) != 0) {
        throw file.refuse(kPlace, "the sub-format is neither PCM nor float; convert it to PCM");
    }
    const auto bits = load_le<std::uint16_t>(content, 14);
    const auto valid_bits = load_le<std::uint16_t>(content, 18);
    // Fewer valid bits need no care: they are the upper ones, and the rest is zero.
    if (valid_bits > bits) {
        throw file.refuse(kPlace, fmt::format("{} valid bits in samples of {} bit; export it again",
                                              valid_bits, bits));
    }
    return {load_le<std::uint16_t>(content, 24), load_le<std::uint32_t>(content, 20)};
}

}  // namespace

WavFormat parse_format(const InputFile& file, std::span<const std::byte> content) {
    constexpr std::size_t kBasicBytes = 16;
    if (content.size() < kBasicBytes) {
        throw file.refuse(kPlace,
                          fmt::format("{} bytes, at least {} are needed; the file is damaged",
                                      content.size(), kBasicBytes));
    }
    auto tag = load_le<std::uint16_t>(content, 0);
    const auto bits = load_le<std::uint16_t>(content, 14);
    const auto block_align = load_le<std::uint16_t>(content, 12);
    WavFormat out;
    out.channels = load_le<std::uint16_t>(content, 2);
    out.rate_hz = load_le<std::uint32_t>(content, 4);
    if (tag == kTagExtensible) {
        const SubFormat sub = parse_extension(file, content);
        tag = sub.tag;
        out.channel_mask = sub.mask;
    }
    const auto encoding = find_encoding(tag, bits);
    if (!encoding) {
        const char* name = tag == kTagPcm ? "PCM" : tag == kTagFloat ? "float" : tag_name(tag);
        throw file.refuse(kPlace,
                          fmt::format("{} (format 0x{:04x}) with {} bits is not read; convert "
                                      "it to PCM of 16, 24 or 32 bit or float",
                                      name, tag, bits));
    }
    out.encoding = *encoding;
    if (out.channels == 0) throw file.refuse(kPlace, "0 channels; the file is damaged");
    check_rate(file, kPlace, out.rate_hz);
    const std::size_t frame_bytes = out.channels * bytes_per_sample(*encoding);
    // One equation covers channel counts that do not fit the field and damaged alignments alike.
    if (frame_bytes != block_align) {
        throw file.refuse(
            kPlace, fmt::format("{} channels of {} make {} bytes per frame, the block align "
                                "field says {}; the header is damaged, export it again",
                                out.channels, encoding_name(*encoding), frame_bytes, block_align));
    }
    out.frame_bytes = block_align;
    return out;
}

void check_rate(const InputFile& file, const char* place, std::uint64_t rate_hz) {
    if (rate_hz >= kMinRateHz && rate_hz <= kMaxRateHz) return;
    throw file.refuse(place, fmt::format("a sample rate of {} Hz; {} to {} Hz are supported",
                                         rate_hz, kMinRateHz, kMaxRateHz));
}

}  // namespace cavea::io
