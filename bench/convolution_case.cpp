// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/convolution_case.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <memory>
#include <utility>
#include <vector>

#include "bench/overlap_save.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "core/base/error.h"
#include "core/base/fft.h"
#include "core/base/process.h"
#include "renderer/convolver.h"
#include "renderer/engines.h"

namespace cavea::bench {
namespace {

constexpr int kRounds = 3;

ConvolverSetup setup_of(const ConvolutionWorkload& work) {
    ConvolverSetup setup;
    setup.inputs = work.inputs;
    setup.outputs = work.outputs;
    for (std::uint32_t o = 0; o < work.outputs; ++o) {
        for (std::uint32_t i = 0; i < work.inputs; ++i) {
            setup.paths.push_back(
                {i, o, 0, 1, std::make_shared<const std::vector<float>>(work.response(o, i))});
        }
    }
    return setup;
}

/// All of the workload's input, whole units of \p unit frames.
PlanarBuffer<float> input_of(const ConvolutionWorkload& work, double seconds, std::size_t unit) {
    const auto frames = static_cast<std::size_t>(seconds * kRateHz);
    PlanarBuffer<float> out(work.inputs, (frames + unit - 1) / unit * unit);
    for (std::uint32_t i = 0; i < work.inputs; ++i) {
        const auto row = out.view()[i];
        for (std::size_t n = 0; n < frames; ++n) row[n] = 0.25F * noise(work.input_stream(i), n);
    }
    return out;
}

void convolve_unit(Convolver& engine, Planar<const float> in, Planar<float> out) {
    const auto ticket = engine.submit(in);
    if (!ticket || engine.collect(*ticket, Wait::Yes, out) != State::Done) {
        throw Error(ErrorCode::Machine, "the engine was lost: " + engine.lost_reason());
    }
}

double time_ours(Convolver& engine, Planar<const float> input, Planar<float> out, bool cpu) {
    engine.reset();
    const Stopwatch watch(cpu);
    for (std::size_t at = 0; at < input.frames(); at += out.frames()) {
        convolve_unit(engine, input.slice(at, out.frames()), out);
    }
    return watch.seconds();
}

double time_reference(OverlapSave& loop, Planar<const float> input, Planar<float> out, bool cpu) {
    const Stopwatch watch(cpu);
    for (std::size_t at = 0; at < input.frames(); at += out.frames()) {
        loop.process(input.slice(at, out.frames()), out);
    }
    return watch.seconds();
}

/// Input and response through one double transform. [frames]
std::vector<double> convolve_precisely(const ConvolutionWorkload& work, Planar<const float> input,
                                       std::uint32_t output, std::size_t frames) {
    const RealFft64 fft(fast_fft_size(frames + work.taps));
    PlanarBuffer<double> time(1, fft.size());
    PlanarBuffer<std::complex<double>> spectra(3, fft.bins());
    const auto x = time.view()[0];
    const auto sum = spectra.view()[2];
    for (std::uint32_t i = 0; i < work.inputs; ++i) {
        std::fill(x.begin(), x.end(), 0.0);
        std::copy_n(input[i].begin(), frames, x.begin());
        fft.forward(x.data(), spectra.view()[0].data());
        const std::vector<float> response = work.response(output, i);
        std::fill(x.begin(), x.end(), 0.0);
        std::copy(response.begin(), response.end(), x.begin());
        fft.forward(x.data(), spectra.view()[1].data());
        for (std::size_t k = 0; k < sum.size(); ++k) {
            sum[k] += spectra.view()[0][k] * spectra.view()[1][k];
        }
    }
    fft.inverse(sum.data(), x.data());
    std::vector<double> out(frames);
    for (std::size_t n = 0; n < frames; ++n) out[n] = x[n] / static_cast<double>(fft.size());
    return out;
}

/// Relative rms over the first seconds of every output.
double error_db(const ConvolutionWorkload& work, const Settings& settings) {
    constexpr double kSeconds = 8;
    const auto engine = make_convolver(settings.engine);
    ConvolverSetup setup = setup_of(work);
    setup.plan = plan::choose_offline({setup.inputs, setup.outputs, setup.paths.size(), work.taps},
                                      engine->costs());
    engine->prepare(setup);
    const PlanarBuffer<float> input = input_of(work, kSeconds, setup.plan.unit());
    PlanarBuffer<float> unit(work.outputs, setup.plan.unit());
    PlanarBuffer<float> all(work.outputs, input.frames());
    for (std::size_t at = 0; at < input.frames(); at += unit.frames()) {
        convolve_unit(*engine, input.view().slice(at, unit.frames()), unit.view());
        for (std::size_t o = 0; o < work.outputs; ++o) {
            std::copy_n(unit.view()[o].begin(), unit.frames(),
                        all.view()[o].begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    const auto frames = static_cast<std::size_t>(kSeconds * kRateHz);
    double error = 0;
    double energy = 0;
    for (std::uint32_t o = 0; o < work.outputs; ++o) {
        const auto wanted = convolve_precisely(work, input.view(), o, frames);
        for (std::size_t n = 0; n < frames; ++n) {
            const double off = static_cast<double>(all.view()[o][n]) - wanted[n];
            error += off * off;
            energy += wanted[n] * wanted[n];
        }
    }
    return 10 * std::log10(error / energy);
}

Result run(const char* id, const ConvolutionWorkload& work, const Settings& settings) {
    const double seconds = settings.seconds > 0 ? settings.seconds : work.seconds;
    const bool cpu = settings.engine.threads == 1;
    const auto start = std::chrono::steady_clock::now();
    const auto engine = make_convolver(settings.engine);
    ConvolverSetup setup = setup_of(work);
    setup.plan = plan::choose_offline({setup.inputs, setup.outputs, setup.paths.size(), work.taps},
                                      engine->costs());
    engine->prepare(setup);
    Result result;
    result.setup_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.id = id;
    result.workload = work.name;
    result.threads = settings.engine.threads;
    result.engine = settings.engine.engine;
    result.device = engine->plan_key();
    setup.paths.clear();
    const PlanarBuffer<float> input = input_of(work, seconds, setup.plan.unit());
    PlanarBuffer<float> out(work.outputs, setup.plan.unit());
    // Once to compile what compiles at first use.
    static_cast<void>(time_ours(*engine, input.view(), out.view(), cpu));
    std::vector<double> ours;
    result.rss_mb = peak_rss_mb();  // before the reference loop takes its share

    OverlapSave loop(work);
    const PlanarBuffer<float> reference_input = input_of(work, seconds, work.reference_block);
    PlanarBuffer<float> reference_out(work.outputs, work.reference_block);
    std::vector<double> reference;
    for (int round = 0; round < kRounds; ++round) {
        reference.push_back(
            time_reference(loop, reference_input.view(), reference_out.view(), cpu));
        ours.push_back(time_ours(*engine, input.view(), out.view(), cpu));
    }
    // Each over what it really convolved: units and blocks are whole.
    result.x_realtime = static_cast<double>(input.frames()) / kRateHz / median(ours);
    result.reference_x_realtime =
        static_cast<double>(reference_input.frames()) / kRateHz / median(reference);
    result.error_db = error_db(work, settings);
    return result;
}

}  // namespace

Result run_bus_reverb(const Settings& settings) { return run("B1", kW1, settings); }

Result run_object_reverb(const Settings& settings) { return run("B3", kW2, settings); }

Result run_convolution_error(const Settings& settings) {
    Result result = run("B9", kW1, settings);
    result.workload = "W1+W2";
    result.error_db = std::max(result.error_db, error_db(kW2, settings));
    return result;
}

}  // namespace cavea::bench
