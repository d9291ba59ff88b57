// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/resample.h"

#include <soxr.h>

#include <memory>
#include <string>

#include "core/base/assert.h"
#include "core/base/error.h"

namespace cavea::dsp {
namespace {

struct Delete {
    void operator()(soxr* resampler) const { soxr_delete(resampler); }
};
using Resampler = std::unique_ptr<soxr, Delete>;

[[noreturn]] void fail(soxr_error_t error) {
    throw Error(ErrorCode::Machine,
                std::string("the sample-rate converter failed: ") + printable(error));
}

Resampler make_resampler(std::uint32_t from_hz, std::uint32_t to_hz) {
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, SOXR_LINEAR_PHASE);
    // One thread, so that nothing depends on the machine's number of cores.
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    Resampler out(soxr_create(from_hz, to_hz, 1, &error, &io, &quality, &runtime));
    if (error != nullptr || !out) fail(error != nullptr ? error : "no memory");
    return out;
}

}  // namespace

std::size_t resampled_frames(std::size_t frames, std::uint32_t from_hz, std::uint32_t to_hz) {
    return (frames * to_hz + from_hz - 1) / from_hz;
}

std::vector<float> resample(std::span<const float> in, std::uint32_t from_hz, std::uint32_t to_hz) {
    CAVEA_ASSERT(from_hz >= 1 && from_hz <= 1U << 24U && to_hz >= 1 && to_hz <= 1U << 24U);
    if (from_hz == to_hz || in.empty()) return {in.begin(), in.end()};
    const Resampler resampler = make_resampler(from_hz, to_hz);
    std::vector<float> out(resampled_frames(in.size(), from_hz, to_hz), 0.0F);
    std::size_t read = 0;
    std::size_t written = 0;
    while (written < out.size()) {
        const bool flush = read == in.size();
        std::size_t taken = 0;
        std::size_t made = 0;
        const soxr_error_t error =
            soxr_process(resampler.get(), flush ? nullptr : in.data() + read, in.size() - read,
                         &taken, out.data() + written, out.size() - written, &made);
        if (error != nullptr) fail(error);
        read += taken;
        written += made;
        if (flush && made == 0) break;  // less than a frame short of the length: stays zero
    }
    return out;
}

std::vector<float> resample_impulse_response(std::span<const float> in, std::uint32_t from_hz,
                                             std::uint32_t to_hz) {
    std::vector<float> out = resample(in, from_hz, to_hz);
    if (from_hz == to_hz) return out;
    const float scale = static_cast<float>(static_cast<double>(from_hz) / to_hz);
    for (float& value : out) value *= scale;
    return out;
}

}  // namespace cavea::dsp
