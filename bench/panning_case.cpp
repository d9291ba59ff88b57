// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/panning_case.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "bench/reference_loops.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "core/base/process.h"
#include "core/layout/layout.h"
#include "core/pan/object_panner.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/render.h"

namespace cavea::bench {
namespace {

constexpr int kRounds = 5;

/// Keeps the first frames for the comparison and touches every chunk, as any sink would.
class KeepSink final : public Sink {
 public:
    KeepSink(std::size_t columns, std::size_t frames) : kept_(columns, frames) {}
    void write(Planar<const float> columns) override {
        for (std::size_t c = 0; c < columns.channels(); ++c) {
            checksum_ += static_cast<double>(columns[c][0]);
            const std::size_t room = kept_.frames() - std::min(kept_.frames(), at_);
            const std::size_t count = std::min(room, columns.frames());
            std::copy_n(columns[c].begin(), count,
                        kept_.view()[c].begin() + static_cast<std::ptrdiff_t>(at_));
        }
        at_ = std::min(at_ + columns.frames(), kept_.frames());
    }
    [[nodiscard]] Planar<const float> kept() const { return kept_.view(); }

 private:
    PlanarBuffer<float> kept_;
    std::size_t at_ = 0;
    double checksum_ = 0;
};

/// W3 straight from its definition, in double: gains of each block, linear in between.
double error_db(const programme::Programme& programme, const NoiseMedia& media,
                const layout::Layout& layout, Planar<const float> rendered) {
    const pan::ObjectPanner panner(layout);
    const std::size_t blocks = rendered.frames() / W3::kBlockFrames;
    std::vector<double> sum(W3::kColumns * rendered.frames());
    std::vector<double> from(W3::kColumns);
    std::vector<double> to(W3::kColumns);
    std::vector<double> diffuse(W3::kColumns);
    for (std::size_t k = 0; k < W3::kObjects; ++k) {
        const programme::Source& source = *programme.sources[k];
        const auto& channel = *std::get<programme::ObjectsSource>(source.metadata).channel;
        const auto input = media.second()[k];
        for (std::size_t b = 0; b < blocks; ++b) {
            panner.gains(channel.blocks[b], channel.attributes[0], source, to, diffuse);
            if (b == 0) from = to;
            for (std::size_t c = 0; c < W3::kColumns; ++c) {
                for (std::size_t i = 0; i < W3::kBlockFrames; ++i) {
                    const std::size_t n = b * W3::kBlockFrames + i;
                    const double p = static_cast<double>(i) / W3::kBlockFrames;
                    sum[c * rendered.frames() + n] +=
                        static_cast<double>(input[n % kRateHz]) * ((1 - p) * from[c] + p * to[c]);
                }
            }
            from = to;
        }
    }
    double worst = 0;
    for (std::size_t c = 0; c < W3::kColumns; ++c) {
        for (std::size_t n = 0; n < blocks * W3::kBlockFrames; ++n) {
            const double difference =
                static_cast<double>(rendered[c][n]) - sum[c * rendered.frames() + n];
            worst = std::max(worst, std::abs(difference));
        }
    }
    return 20 * std::log10(std::max(worst, 1e-12));
}

/// Seconds that the reference loop takes.
double time_reference(const NoiseMedia& media, std::size_t blocks, bool cpu) {
    constexpr std::size_t kGainSets = 101;
    std::vector<float> gains(kGainSets * W3::kObjects * W3::kColumns);
    for (std::size_t i = 0; i < gains.size(); ++i) gains[i] = 0.5F + 0.5F * noise(77, i);
    PlanarBuffer<float> out(W3::kColumns, W3::kBlockFrames);
    std::vector<float*> y;
    for (std::size_t c = 0; c < W3::kColumns; ++c) y.push_back(out.view()[c].data());
    std::vector<const float*> x(W3::kObjects);
    double checksum = 0;
    const Stopwatch watch(cpu);
    for (std::size_t b = 0; b < blocks; ++b) {
        for (std::size_t k = 0; k < W3::kObjects; ++k) {
            x[k] = media.second()[k].data() + b * W3::kBlockFrames % kRateHz;
        }
        const float* from = &gains[b % (kGainSets - 1) * W3::kObjects * W3::kColumns];
        mix_dense_ramps(x.data(), W3::kObjects, from, from + W3::kObjects * W3::kColumns, y.data(),
                        W3::kColumns, W3::kBlockFrames);
        checksum += static_cast<double>(y[0][0]);
    }
    const double seconds = watch.seconds();
    // The sum has to be used, or the loop could be left out.
    return checksum == 1e300 ? 0 : seconds;
}

}  // namespace

Result run_panning(const Settings& settings) {
    const double seconds = settings.seconds > 0 ? settings.seconds : W3::kSeconds;
    const layout::Layout layout = *layout::find("4+7+0");
    const auto start = std::chrono::steady_clock::now();
    const auto programme = std::make_shared<programme::Programme>(w3_programme(seconds));
    const plan::Planner planner(programme, {plan::Output::speakers(layout)}, "W3");
    NoiseMedia media(W3::kObjects, W3::kFirstStream, programme->length);
    const double tables_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const bool cpu_time = settings.engine.threads == 1;
    const double audio_s = static_cast<double>(programme->length) / kRateHz;

    Result result;
    result.id = "B5";
    result.workload = "W3";
    result.threads = settings.engine.threads;
    std::vector<double> ours;
    std::vector<double> reference;
    for (int round = 0; round < kRounds; ++round) {
        reference.push_back(time_reference(
            media, static_cast<std::size_t>(programme->length) / W3::kBlockFrames, cpu_time));
        RenderSettings render_settings;
        render_settings.range = {0, programme->length};
        render_settings.threads = settings.engine.threads;
        render_settings.grid = choose_grid(planner.rows().rows);
        plan::Feed feed(media, planner.rows());
        KeepSink sink(W3::kColumns, std::min<std::size_t>(
                                        2 * kRateHz, static_cast<std::size_t>(programme->length)));
        const EngineSource engines{[&] { return make_engine(settings.engine).engine; }, {}};
        const Stopwatch watch(cpu_time);
        const RenderResult rendered = render(planner, feed, engines, {&sink}, render_settings);
        ours.push_back(std::max(1e-9, watch.seconds() - rendered.setup_s));
        if (round > 0) continue;
        result.engine = rendered.engine;
        result.device = rendered.device;
        result.setup_s = tables_s + rendered.setup_s;
        result.error_db = error_db(*programme, media, layout, sink.kept());
    }
    result.x_realtime = audio_s / median(ours);
    result.reference_x_realtime = audio_s / median(reference);
    result.rss_mb = peak_rss_mb();
    return result;
}

}  // namespace cavea::bench
