// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Well-formed and malformed WAV files byte by byte, and the helpers that every io test shares.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/planar.h"
#include "core/layout/layout.h"
#include "tests/support/support.h"

namespace cavea::test {

inline std::string le(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
    return out;
}

inline std::string joined(std::initializer_list<std::string> parts) {
    std::string out;
    for (const auto& part : parts) out += part;
    return out;
}

template <class T>
std::string bits_of(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// \param size  the size field, when it shall lie
inline std::string chunk(std::string_view id, const std::string& body,
                         std::optional<std::uint32_t> size = std::nullopt) {
    const auto length = size.value_or(static_cast<std::uint32_t>(body.size()));
    return std::string(id) + le(length, 4) + body + (body.size() % 2 != 0 ? std::string(1, 0) : "");
}

inline std::string riff(const std::string& chunks, std::string_view form = "RIFF",
                        std::optional<std::uint32_t> size = std::nullopt) {
    const auto length = size.value_or(static_cast<std::uint32_t>(chunks.size() + 4));
    return std::string(form) + le(length, 4) + "WAVE" + chunks;
}

struct Fmt {
    unsigned channels = 2;
    std::uint32_t rate = 48000;
    unsigned bits = 24;
    unsigned tag = 1;
    std::optional<unsigned> align = std::nullopt;
    std::string extension = {};
};

inline std::string fmt_chunk(const Fmt& f = {}) {
    const unsigned align = f.align.value_or(f.channels * ((f.bits + 7) / 8));
    return chunk("fmt ", le(f.tag, 2) + le(f.channels, 2) + le(f.rate, 4) +
                             le(std::uint64_t{f.rate} * align, 4) + le(align, 2) + le(f.bits, 2) +
                             f.extension);
}

/// The 24 bytes behind a WAVE_FORMAT_EXTENSIBLE fmt.
inline std::string extension(unsigned sub_format, unsigned valid_bits, std::uint32_t mask) {
    const std::string tail("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 14);
    return le(22, 2) + le(valid_bits, 2) + le(mask, 4) + le(sub_format, 2) + tail;
}

inline std::string ds64(std::uint64_t riff_size, std::uint64_t data_size, std::uint64_t frames,
                        const std::string& table = "",
                        std::optional<std::uint32_t> entries = std::nullopt) {
    return chunk(
        "ds64", le(riff_size, 8) + le(data_size, 8) + le(frames, 8) +
                    le(entries.value_or(static_cast<std::uint32_t>(table.size() / 12)), 4) + table);
}

/// The 24-bit sample that counting_pcm24() puts at a place: different everywhere, of both signs.
inline std::int32_t counting_sample(std::int64_t frame, std::size_t channel) {
    const auto mixed = static_cast<std::uint32_t>(frame) * 2654435761U +
                       static_cast<std::uint32_t>(channel) * 40503U * 65537U;
    return static_cast<std::int32_t>(mixed) >> 8;
}

inline std::string counting_pcm24(std::size_t channels, std::int64_t frames) {
    std::string out;
    for (std::int64_t t = 0; t < frames; ++t) {
        for (std::size_t c = 0; c < channels; ++c) {
            out += le(static_cast<std::uint32_t>(counting_sample(t, c)), 3);
        }
    }
    return out;
}

inline std::filesystem::path write_file(const std::filesystem::path& path,
                                        const std::string& bytes) {
    // A new file every time: ext4 flushes one that is cut to zero and written again, which is slow.
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
}

inline std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::string> entries_of(const std::filesystem::path& folder) {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        out.push_back(entry.path().filename().string());
    }
    return out;
}

/// A layout without positions or mask.
inline layout::Layout bare_layout(std::size_t channels) {
    layout::Layout out;
    out.name = "bare";
    out.channels.resize(channels);
    for (std::size_t c = 0; c < channels; ++c) out.channels[c].name = std::to_string(c);
    return out;
}

/// [C][T] of seeded noise, a different one per channel.
inline PlanarBuffer<float> noise_planar(std::size_t channels, std::size_t frames,
                                        float peak = 0.9F) {
    PlanarBuffer<float> out(channels, frames);
    for (std::size_t c = 0; c < channels; ++c) {
        const auto row = noise(frames, 100 + c, peak);
        std::copy(row.begin(), row.end(), out.view()[c].begin());
    }
    return out;
}

/// What an Error said, and its code; fails the test when nothing was thrown.
struct Thrown {
    ErrorCode code = ErrorCode::Usage;
    std::string message;
};

inline std::optional<Thrown> thrown_by(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return Thrown{error.code(), error.what()};
    }
    return std::nullopt;
}

inline void expect_error(ErrorCode code, const std::vector<std::string>& parts,
                         const std::function<void()>& work) {
    const auto thrown = thrown_by(work);
    ASSERT_TRUE(thrown) << "nothing was thrown";
    EXPECT_EQ(thrown->code, code) << thrown->message;
    for (const auto& part : parts) {
        EXPECT_NE(thrown->message.find(part), std::string::npos)
            << "'" << part << "' is not in: " << thrown->message;
    }
}

}  // namespace cavea::test
