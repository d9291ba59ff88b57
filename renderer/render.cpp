// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/render.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <utility>

#include "core/base/error.h"
#include "core/base/worker_pool.h"
#include "renderer/dry_stage.h"
#include "renderer/sink_stage.h"
#include "renderer/span_planner.h"
#include "renderer/wet_stage.h"

namespace cavea {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Frame floor_div(Frame a, Frame b) { return a / b - (a % b < 0 ? 1 : 0); }

class Pipeline {
 public:
    Pipeline(const plan::Planner& planner, plan::Feed& feed, const std::vector<Sink*>& sinks,
             const RenderSettings& settings)
        : planner_(planner),
          feed_(feed),
          settings_(settings),
          pool_(settings.threads > 0 ? settings.threads : hardware_threads()),
          sinks_(sinks, pool_),
          finished_(settings.range.begin) {}

    RenderResult run(EngineSource engines) {
        for (;;) {
            try {
                attempt(engines);
                return result_;
            } catch (const EngineLost& lost) {
                // The stages, and the engine with them, are gone by now.
                auto next = settings_.replace_lost ? settings_.replace_lost(lost.reason)
                                                   : std::optional<EngineSource>();
                if (!next) throw Error(ErrorCode::Machine, "the engine was lost: " + lost.reason);
                engines = *std::move(next);
                replaced_ = true;
            }
        }
    }

 private:
    /// From the first frame that is not written yet to the end, or until an engine is lost.
    void attempt(const EngineSource& engines) {
        auto start = Clock::now();
        SpanPlanner plans(planner_, pool_);
        DryStage dry(
            planner_, feed_, [&plans](Span span, plan::SpanPlan& out) { plans.plan(span, out); },
            engines.dry(), settings_.grid);
        WetStage wet(planner_,
                     {engines.dry, engines.wet, engines.post ? engines.post : engines.wet},
                     settings_.grid, settings_.conv_plan ? &*settings_.conv_plan : nullptr);
        describe(dry, wet);
        for (auto& block : blocks_) {
            block = PlanarBuffer<float>(planner_.columns(), static_cast<std::size_t>(wet.block()));
        }
        sinks_.resize(wet.delivered(), static_cast<std::size_t>(wet.block()));
        result_.setup_s += seconds_since(start);
        start = Clock::now();
        process(dry, wet);
        sinks_.finish();
        result_.render_s += seconds_since(start);
    }

    void describe(const DryStage& dry, const WetStage& wet) {
        result_.engine = replaced_ ? "mixed" : dry.engine().name();
        result_.device = dry.engine().device();
        result_.plan_key = dry.engine().plan_key() + wet.plan_key();
        const std::string& wanted = settings_.required_plan_key;
        if (!replaced_ && !wanted.empty() && wanted != result_.plan_key) {
            throw Error(ErrorCode::Machine, "this machine cannot follow plan " + wanted +
                                                "; it gives " + result_.plan_key);
        }
    }

    /// Blocks of the wet stage, each whole chunks of the dry one, anchored at frame 0.
    void process(DryStage& dry, WetStage& wet) {
        const Frame size = wet.block();
        const Frame first = std::max<Frame>(0, floor_div(finished_, size) - wet.history_blocks());
        const Frame last = (settings_.range.end + wet.latency() + size - 1) / size;
        wet.reset();
        dry.seek(first * size, last * size);
        for (Frame k = first; k < last; ++k) {
            const Planar<float> columns = blocks_[static_cast<std::size_t>(k % 2)].view();
            for (Frame at = 0; at < size; at += settings_.grid.chunk) {
                if (settings_.interrupt != nullptr) settings_.interrupt->check();
                dry.next(columns.slice(static_cast<std::size_t>(at), settings_.grid.chunk));
            }
            if (k > first) finish(wet, k - 1);
            wet.start({k * size, (k + 1) * size}, columns);
        }
        if (last > first) finish(wet, last - 1);
    }

    void finish(WetStage& wet, Frame k) {
        wet.finish(sinks_.columns());
        const Frame begin = k * wet.block() - wet.latency();
        const Span wanted =
            intersect({begin, begin + wet.block()}, {finished_, settings_.range.end});
        if (wanted.empty()) return;
        sinks_.write(static_cast<std::size_t>(wanted.begin - begin),
                     static_cast<std::size_t>(wanted.frames()));
        finished_ = wanted.end;
        if (settings_.progress) {
            settings_.progress({wanted.end - settings_.range.begin, settings_.range.frames()});
        }
    }

    const plan::Planner& planner_;
    plan::Feed& feed_;
    const RenderSettings& settings_;
    WorkerPool pool_;
    SinkStage sinks_;
    std::array<PlanarBuffer<float>, 2> blocks_;  ///< dry columns of the block at hand and the next
    RenderResult result_;
    Frame finished_;  ///< everything before has been handed to the sinks
    bool replaced_ = false;
};

}  // namespace

RenderResult render(const plan::Planner& planner, plan::Feed& feed, const EngineSource& engines,
                    const std::vector<Sink*>& sinks, const RenderSettings& settings) {
    return Pipeline(planner, feed, sinks, settings).run(engines);
}

plan::Grid choose_grid(std::uint32_t rows) {
    constexpr std::uint32_t kSmallest = 1024;
    constexpr std::uint64_t kFeedBytes = 64U << 20U;  // half of the smallest binding limit in use
    plan::Grid grid{1024, 8192};
    while (grid.chunk > kSmallest &&
           std::uint64_t{rows} * grid.chunk * sizeof(float) > kFeedBytes) {
        grid.chunk /= 2;
    }
    return grid;
}

}  // namespace cavea
