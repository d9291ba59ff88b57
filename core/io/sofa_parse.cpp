// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sofa_parse.h"

#include <fmt/core.h>
#include <mysofa.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "core/dsp/fractional_delay.h"
#include "core/io/audio_file.h"
#include "core/io/sofa.h"
#include "core/io/wav_format.h"

namespace cavea::io {
namespace {

struct Free {
    void operator()(MYSOFA_HRTF* hrtf) const { mysofa_free(hrtf); }
};
using Hrtf = std::unique_ptr<MYSOFA_HRTF, Free>;

/// Longest delay of a measurement: 1 s, 343 m.
constexpr double kMaxDelayS = 1;
/// Farthest source.
constexpr double kMaxDistanceM = 10'000;

std::string_view reason(int error) {
    switch (error) {
        case MYSOFA_INVALID_FORMAT:
            return "damaged, or not a SOFA file";
        case MYSOFA_UNSUPPORTED_FORMAT:
            return "uses HDF5 features that cannot be read";
        case MYSOFA_READ_ERROR:
            return "ends too early";
        case MYSOFA_INVALID_ATTRIBUTES:
            return "not of the convention SimpleFreeFieldHRIR";
        case MYSOFA_INVALID_DIMENSIONS:
        case MYSOFA_INVALID_DIMENSION_LIST:
            return "its dimensions contradict each other";
        case MYSOFA_INVALID_COORDINATE_TYPE:
            return "its coordinates are of an unknown type";
        case MYSOFA_INVALID_RECEIVER_POSITIONS:
            return "its receivers are not two ears";
        default:
            return "not a set of two-ear responses around one listener";
    }
}

[[noreturn]] void refuse(const InputFile& file, std::string_view place, std::string_view what) {
    throw file.refuse(place, std::string(what) + "; export it again or use another set");
}

Hrtf load(const InputFile& file, const std::vector<char>& bytes) {
    int error = MYSOFA_OK;
    Hrtf hrtf(mysofa_load_data(bytes.data(), bytes.size(), &error));
    if (error == MYSOFA_NO_MEMORY) throw std::bad_alloc();
    if (!hrtf || error != MYSOFA_OK) refuse(file, "", reason(error));
    return hrtf;
}

bool all_within(const MYSOFA_ARRAY& array, double limit) {
    return std::all_of(array.values, array.values + array.elements, [&](float value) {
        return std::isfinite(value) && std::abs(static_cast<double>(value)) <= limit;
    });
}

/// \param elements  allowed numbers of elements
void check_array(const InputFile& file, const MYSOFA_ARRAY& array, std::string_view name,
                 std::initializer_list<std::uint64_t> elements, double limit) {
    if (array.values == nullptr ||
        std::find(elements.begin(), elements.end(), array.elements) == elements.end()) {
        refuse(file, name, fmt::format("{} values do not fit the dimensions", array.elements));
    }
    if (!all_within(array, limit)) {
        refuse(file, name, fmt::format("a value is not finite or beyond {:g}", limit));
    }
}

std::uint32_t checked_rate(const InputFile& file, const MYSOFA_HRTF& hrtf) {
    const MYSOFA_ARRAY& array = hrtf.DataSamplingRate;
    if (array.values == nullptr || array.elements == 0) {
        refuse(file, "Data.SamplingRate", "missing");
    }
    const double rate = static_cast<double>(array.values[0]);
    const bool constant = std::all_of(array.values, array.values + array.elements,
                                      [&](float value) { return value == array.values[0]; });
    if (!constant || !(rate >= kMinRateHz && rate <= kMaxRateHz) || rate != std::floor(rate)) {
        refuse(file, "Data.SamplingRate",
               fmt::format("{:g} Hz{}; {} to {} Hz are read", rate, constant ? "" : " and others",
                           kMinRateHz, kMaxRateHz));
    }
    return static_cast<std::uint32_t>(rate);
}

void check_dimensions(const InputFile& file, const MYSOFA_HRTF& hrtf) {
    if (hrtf.R != 2) refuse(file, "R", fmt::format("{} receivers instead of two ears", hrtf.R));
    if (hrtf.M == 0 || hrtf.M > kMaxHrtfMeasurements) {
        refuse(file, "M",
               fmt::format("{} measurements; 1 to {} are read", hrtf.M, kMaxHrtfMeasurements));
    }
    if (hrtf.N == 0 || hrtf.N > kMaxHrtfFrames) {
        refuse(file, "N", fmt::format("{} samples; 1 to {} are read", hrtf.N, kMaxHrtfFrames));
    }
    if (hrtf.C != 3) refuse(file, "C", fmt::format("{} coordinates instead of 3", hrtf.C));
}

void check(const InputFile& file, const MYSOFA_HRTF& hrtf, std::uint32_t rate_hz) {
    const std::uint64_t measurements = hrtf.M;
    check_array(file, hrtf.DataIR, "Data.IR", {measurements * 2 * hrtf.N},
                static_cast<double>(AudioFile::kMaxSample));
    check_array(file, hrtf.DataDelay, "Data.Delay", {2, measurements * 2}, kMaxDelayS * rate_hz);
    check_array(file, hrtf.SourcePosition, "SourcePosition", {measurements * 3}, kMaxDistanceM);
    const float* const delays = hrtf.DataDelay.values;
    if (*std::min_element(delays, delays + hrtf.DataDelay.elements) < 0) {
        refuse(file, "Data.Delay", "negative");
    }
}

double delay_frames(const MYSOFA_HRTF& hrtf, std::size_t measurement, std::size_t ear) {
    const bool common = hrtf.DataDelay.elements == 2;
    return static_cast<double>(hrtf.DataDelay.values[common ? ear : measurement * 2 + ear]);
}

/// Frames of every response with the longest delay before it.
std::size_t delayed_frames(const InputFile& file, const MYSOFA_HRTF& hrtf) {
    const float* const delays = hrtf.DataDelay.values;
    const double longest =
        static_cast<double>(*std::max_element(delays, delays + hrtf.DataDelay.elements));
    const std::size_t frames = hrtf.N + static_cast<std::size_t>(std::ceil(longest));
    if (frames > kMaxHrtfSamples / (std::uint64_t{2} * hrtf.M)) {
        refuse(file, "Data.IR",
               fmt::format("{} measurements of {} samples are too many", hrtf.M, frames));
    }
    return frames;
}

layout::Polar position_of(const MYSOFA_HRTF& hrtf, std::size_t measurement) {
    const float* const p = hrtf.SourcePosition.values + measurement * 3;
    double azimuth = std::fmod(static_cast<double>(p[0]), 360.0);
    if (azimuth > 180) azimuth -= 360;
    if (azimuth <= -180) azimuth += 360;
    return {azimuth, static_cast<double>(p[1]), static_cast<double>(p[2])};
}

void check_positions(const InputFile& file, const dsp::HrtfSet& set) {
    for (std::size_t m = 0; m < set.positions.size(); ++m) {
        const layout::Polar& p = set.positions[m];
        if (std::abs(p.elevation_deg) > 90.001 || !(p.distance > 0)) {
            refuse(file, fmt::format("measurement {}", m),
                   fmt::format("the source lies at elevation {:g}, distance {:g} m",
                               p.elevation_deg, p.distance));
        }
    }
}

bool is_silent(const dsp::HrtfSet& set) {
    const auto silent = [](const std::vector<float>& ear) {
        return std::all_of(ear.begin(), ear.end(), [](float value) { return value == 0; });
    };
    return std::all_of(set.responses.begin(), set.responses.end(), [&](const dsp::EarPair& pair) {
        return silent(pair[0]) && silent(pair[1]);
    });
}

}  // namespace

dsp::HrtfSet parse_sofa(const InputFile& file, const std::vector<char>& bytes) {
    const Hrtf hrtf = load(file, bytes);
    check_dimensions(file, *hrtf);
    dsp::HrtfSet out;
    out.rate_hz = checked_rate(file, *hrtf);
    check(file, *hrtf, out.rate_hz);
    if (const int error = mysofa_check(hrtf.get()); error != MYSOFA_OK) {
        refuse(file, "", reason(error));
    }
    mysofa_tospherical(hrtf.get());
    const std::size_t frames = delayed_frames(file, *hrtf);
    for (std::size_t m = 0; m < hrtf->M; ++m) {
        out.positions.push_back(position_of(*hrtf, m));
        dsp::EarPair& pair = out.responses.emplace_back();
        for (std::size_t ear = 0; ear < 2; ++ear) {
            const float* const samples = hrtf->DataIR.values + (m * 2 + ear) * hrtf->N;
            pair[ear] = dsp::delayed({samples, hrtf->N}, delay_frames(*hrtf, m, ear), frames);
        }
    }
    check_positions(file, out);
    if (is_silent(out)) refuse(file, "Data.IR", "all samples are zero");
    return out;
}

}  // namespace cavea::io
