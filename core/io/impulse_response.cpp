// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/impulse_response.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "core/base/error.h"
#include "core/dsp/resample.h"
#include "core/io/audio_file.h"
#include "core/io/response_labels.h"

namespace cavea::io {
namespace {

using Responses = std::vector<std::vector<float>>;

/// Samples of all channels that are decoded at a time.
constexpr std::size_t kTileSamples = std::size_t{1} << 20U;

void check_size(const AudioFile& file, std::uint32_t rate_hz) {
    const std::string name = file.path().string();
    if (file.frames() == 0) throw refused(name, "data", "no samples; record or export it again");
    const double seconds = static_cast<double>(file.frames()) / file.rate_hz();
    if (seconds > kMaxResponseS) {
        throw refused(
            name, "data",
            fmt::format("{:.1f} s long; an impulse response may have {:.0f} s, cut its end",
                        seconds, kMaxResponseS));
    }
    const std::uint32_t top_rate_hz = std::max(rate_hz, file.rate_hz());
    const auto samples = static_cast<std::uint64_t>(seconds * top_rate_hz) * file.channels();
    if (samples > kMaxResponseSamples) {
        throw refused(
            name, "data",
            fmt::format("{} channels of {:.1f} s at {} Hz are {} samples; at most {} are "
                        "loaded, cut its end or use fewer channels",
                        file.channels(), seconds, top_rate_hz, samples, kMaxResponseSamples));
    }
}

Responses read_all(AudioFile& file) {
    const std::size_t channels = file.channels();
    const auto frames = static_cast<std::size_t>(file.frames());
    Responses out(channels, std::vector<float>(frames));
    const std::size_t tile_frames =
        std::min(frames, std::max<std::size_t>(1, kTileSamples / channels));
    PlanarBuffer<float> tile(channels, tile_frames);
    for (std::size_t at = 0; at < frames; at += tile_frames) {
        const std::size_t count = std::min(tile_frames, frames - at);
        const Planar<float> view = tile.view().slice(0, count);
        file.read(static_cast<Frame>(at), view);
        for (std::size_t c = 0; c < channels; ++c) {
            std::copy(view[c].begin(), view[c].end(),
                      out[c].begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    return out;
}

/// Denormals are 760 dB below full scale and many times slower to compute with.
void flush_denormals(Responses& responses) {
    for (std::vector<float>& response : responses) {
        for (float& value : response) {
            if (std::abs(value) < std::numeric_limits<float>::min()) value = 0;
        }
    }
}

/// Frames up to the last one that is not zero in every response, at least 1.
std::size_t sounding_frames(const Responses& responses) {
    std::size_t last = 1;
    for (const std::vector<float>& response : responses) {
        const auto end = std::find_if(response.rbegin(), response.rend() - 1,
                                      [](float value) { return value != 0; });
        last = std::max(last, static_cast<std::size_t>(response.rend() - end));
    }
    return last;
}

bool silent(const Responses& responses) {
    return std::all_of(responses.begin(), responses.end(), [](const std::vector<float>& response) {
        return std::all_of(response.begin(), response.end(), [](float v) { return v == 0; });
    });
}

/// Longer by a fiftieth of a second in which the conversion filter rings out. What would ring
/// before the first frame is lost.
void change_rate(Responses& responses, std::uint32_t from_hz, std::uint32_t to_hz) {
    for (std::vector<float>& response : responses) {
        response.resize(response.size() + from_hz / 50);
        response = dsp::resample_impulse_response(response, from_hz, to_hz);
    }
    flush_denormals(responses);
}

void trim(Responses& responses) {
    const std::size_t frames = sounding_frames(responses);
    for (std::vector<float>& response : responses) response.resize(frames);
}

}  // namespace

dsp::IrSet load_impulse_response(const std::filesystem::path& path, std::uint32_t rate_hz,
                                 const ImpulseResponseOptions& options, Diagnostics& diagnostics) {
    const std::unique_ptr<AudioFile> file = open_audio(path, diagnostics);
    const std::string name = path.string();
    check_size(*file, rate_hz);
    ResponseLabels labels = response_labels(name, file->channels(), file->channel_mask(), options);
    if (labels.guessed) {
        diagnostics.warn("ir-layout-guessed",
                         located(name, "channels",
                                 fmt::format("{} channels without a mask, taken for {}; give the "
                                             "labels to be sure",
                                             labels.labels.size(), labels.layout)));
    }
    dsp::IrSet out;
    out.inputs = options.inputs;
    out.channels = file->channels() / options.inputs;
    out.rate_hz = rate_hz == 0 ? file->rate_hz() : rate_hz;
    out.labels = std::move(labels.labels);
    out.ambix_order = labels.ambix_order;
    out.responses = read_all(*file);
    flush_denormals(out.responses);
    if (silent(out.responses)) {
        diagnostics.warn("ir-silent",
                         located(name, "data", "all samples are zero; the room is silent"));
    }
    if (out.rate_hz != file->rate_hz()) {
        change_rate(out.responses, file->rate_hz(), out.rate_hz);
        diagnostics.warn("ir-resampled", located(name, "",
                                                 fmt::format("resampled from {} Hz to {} Hz",
                                                             file->rate_hz(), out.rate_hz)));
    }
    trim(out.responses);
    return out;
}

}  // namespace cavea::io
