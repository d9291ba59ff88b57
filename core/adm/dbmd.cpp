// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/dbmd.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/base/error.h"

namespace cavea::adm {
namespace {

using Bytes = std::span<const std::byte>;

// Where the values lie, in bytes from the start of a segment's content.
constexpr std::size_t kTool = 32;
constexpr std::size_t kToolBytes = 64;
constexpr std::size_t kToolVersion = kTool + kToolBytes;
constexpr std::size_t kDownmix = 139;
constexpr std::size_t kWarp = 152;
constexpr std::size_t kTrims = 7;
constexpr std::size_t kTrimBytes = 15;
constexpr std::uint32_t kSupplementSync = 0xF8726FBD;

int u8(Bytes bytes, std::size_t at) { return std::to_integer<int>(bytes[at]); }
int u16(Bytes bytes, std::size_t at) { return u8(bytes, at) | u8(bytes, at + 1) << 8; }

DolbyMetadata::Atmos atmos_of(Bytes bytes) {
    DolbyMetadata::Atmos out;
    for (const std::byte b : bytes.subspan(kTool, kToolBytes)) {
        if (b == std::byte{0}) break;
        out.tool += static_cast<char>(b);
    }
    for (std::size_t i = 0; i < 3; ++i) out.tool_version[i] = u8(bytes, kToolVersion + i);
    out.warp_mode = u8(bytes, kWarp) & 7;
    out.downmix_5to2 = u8(bytes, kDownmix) >> 4 & 7;
    return out;
}

DolbyMetadata::Supplement supplement_of(Bytes bytes) {
    DolbyMetadata::Supplement out;
    out.objects = u16(bytes, 4);
    for (std::size_t i = 0; i < kTrimLayouts.size(); ++i) {
        out.automatic_trim[i] = (u8(bytes, kTrims + i * kTrimBytes) & 1) != 0;
    }
    return out;
}

bool has_sync(Bytes bytes) {
    const auto sync = static_cast<std::uint32_t>(u16(bytes, 0)) |
                      static_cast<std::uint32_t>(u16(bytes, 2)) << 16U;
    return sync == kSupplementSync;
}

}  // namespace

std::size_t DolbyMetadata::programmes() const {
    return static_cast<std::size_t>(
        std::count_if(segments.begin(), segments.end(), [](const Segment& segment) {
            return segment.id == 1 || segment.id == 3 || segment.id == 7;
        }));
}

std::string_view warp_mode_name(int mode) {
    constexpr std::array<std::string_view, 5> kNames{
        "direct render", "direct render with room balance", "Dolby Pro Logic IIx",
        "standard (Lo/Ro)", "not indicated"};
    return mode >= 0 && mode < 5 ? kNames[static_cast<std::size_t>(mode)] : "unknown";
}

std::string_view downmix_name(int downmix) {
    constexpr std::array<std::string_view, 5> kNames{
        "not indicated", "Lo/Ro", "Lt/Rt (Dolby Pro Logic)", "Lt/Rt (Dolby Pro Logic II)",
        "direct stereo render"};
    return downmix >= 0 && downmix < 5 ? kNames[static_cast<std::size_t>(downmix)] : "unknown";
}

DolbyMetadata parse_dbmd(Bytes bytes, const std::string& file, Diagnostics& diagnostics) {
    DolbyMetadata out;
    out.bytes.assign(bytes.begin(), bytes.end());
    const auto warn = [&](std::string_view what) {
        diagnostics.warn("adm-dbmd", located(file, "dbmd", what));
    };
    constexpr std::size_t kHead = 4;  // version
    std::size_t at = kHead;
    for (;;) {
        if (at >= bytes.size()) {
            warn("the chunk ends without its end mark; it was cut");
            return out;
        }
        const int id = u8(bytes, at);
        if (id == 0) return out;
        // Id, size, content, checksum.
        const std::size_t left = bytes.size() - at;
        const std::size_t size = left >= 3 ? static_cast<std::size_t>(u16(bytes, at + 1)) : 0;
        if (left < 4 || size > left - 4) {
            warn(fmt::format("segment {} runs past the end of the chunk; it was cut", id));
            return out;
        }
        const Bytes content = bytes.subspan(at + 3, size);
        out.segments.push_back({id, size});
        if (id == 9 && size > kWarp) {
            out.atmos = atmos_of(content);
        } else if (id == 10 && size >= kTrims + kTrimBytes * kTrimLayouts.size() &&
                   has_sync(content)) {
            out.supplement = supplement_of(content);
        } else if (id == 9 || id == 10) {
            warn(fmt::format("segment {} is not what it should be; it was passed over", id));
        }
        at += size + 4;
    }
}

std::optional<DolbyMetadata> read_dbmd(io::WavFile& file, Diagnostics& diagnostics) {
    const io::Chunk* chunk = file.find("dbmd");
    if (chunk == nullptr) return std::nullopt;
    if (chunk->size > kMaxDbmdBytes) {
        diagnostics.warn("adm-dbmd", located(file.path().string(), "dbmd",
                                             fmt::format("the chunk has {} bytes, more than {}; it "
                                                         "was passed over",
                                                         chunk->size, kMaxDbmdBytes)));
        return std::nullopt;
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(chunk->size));
    file.read_chunk(*chunk, 0, bytes);
    return parse_dbmd(bytes, file.path().string(), diagnostics);
}

}  // namespace cavea::adm
