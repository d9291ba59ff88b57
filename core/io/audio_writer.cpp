// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/audio_writer.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/io/flac_writer.h"
#include "core/io/wav_writer.h"

namespace cavea::io {
namespace {

/// Far beyond any disk, and no product of it with the frame size leaves 64 bits.
constexpr Frame kMaxFrames = Frame{1} << 45;

std::string lower_extension(const std::filesystem::path& path) {
    std::string out = path.extension().string();
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::optional<WavForm> wav_form(std::string_view extension) {
    if (extension == ".wav") return WavForm::RiffOrRf64;
    if (extension == ".rf64") return WavForm::Rf64;
    if (extension == ".bw64") return WavForm::Bw64;
    return std::nullopt;
}

std::size_t sample_bytes(SampleFormat format) {
    return format == SampleFormat::Float32 ? 4 : format == SampleFormat::Pcm24 ? 3 : 2;
}

[[maybe_unused]] bool made_by_writer(std::string_view id) {
    constexpr std::array<std::string_view, 5> kOurs{"fmt ", "data", "ds64", "JUNK", "fact"};
    return std::find(kOurs.begin(), kOurs.end(), id) != kOurs.end();
}

void check_common(const WriterSettings& settings) {
    const auto refuse = [&](std::string_view what) {
        return refused(settings.path.string(), "", what);
    };
    CAVEA_ASSERT(settings.layout.size() >= 1 && settings.frames >= 0);
    if (settings.rate_hz < kMinRateHz || settings.rate_hz > kMaxRateHz) {
        throw refuse(fmt::format("a sample rate of {} Hz; {} to {} Hz are supported",
                                 settings.rate_hz, kMinRateHz, kMaxRateHz));
    }
    if (settings.frames > kMaxFrames) throw refuse("is too long; render a shorter part");
}

void check_wav(const WriterSettings& settings) {
    const std::size_t frame_bytes = settings.layout.size() * sample_bytes(settings.format);
    if (frame_bytes > kMaxWavFrameBytes) {
        throw refused(settings.path.string(), "",
                      fmt::format("{} channels make {} bytes per frame; WAV holds {}, choose fewer "
                                  "channels or bits",
                                  settings.layout.size(), frame_bytes, kMaxWavFrameBytes));
    }
    for (const auto& extra : settings.extra_chunks) {
        CAVEA_ASSERT(extra.id.size() == 4 && !made_by_writer(extra.id));
        if (extra.bytes.size() >= 0xFFFFFFFF) {
            throw refused(settings.path.string(), fmt::format("chunk '{}'", extra.id),
                          "4 GiB or more; shorten the metadata");
        }
    }
}

void check_flac(const WriterSettings& settings) {
    const auto refuse = [&](std::string_view what) {
        return refused(settings.path.string(), "", what);
    };
    if (settings.format == SampleFormat::Float32) {
        throw refuse("FLAC holds integers only; choose 24 or 16 bit, or write .wav or .bw64");
    }
    if (settings.layout.size() > kMaxFlacChannels) {
        throw refuse(fmt::format("{} channels; FLAC holds at most {}, write .wav or .bw64",
                                 settings.layout.size(), kMaxFlacChannels));
    }
    if (!settings.extra_chunks.empty()) {
        throw refuse("FLAC holds no ADM metadata; write .wav or .bw64");
    }
}

}  // namespace

std::unique_ptr<AudioWriter> create_audio(const WriterSettings& settings,
                                          Diagnostics& diagnostics) {
    const std::string extension = lower_extension(settings.path);
    if (const auto form = wav_form(extension)) {
        check_common(settings);
        check_wav(settings);
        return create_wav(settings, *form, diagnostics);
    }
    if (extension == ".flac") {
        check_common(settings);
        check_flac(settings);
        return create_flac(settings);
    }
    throw refused(settings.path.string(), "",
                  fmt::format("the extension '{}' is no output format; use .wav, .rf64, .bw64 or "
                              ".flac",
                              extension));
}

}  // namespace cavea::io
