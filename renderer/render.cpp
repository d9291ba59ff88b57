// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/render.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <utility>

#include "core/base/error.h"
#include "core/base/worker_pool.h"

namespace cavea {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Plans a span on all threads: sources are cut into runs, and the runs joined in order.
class ParallelPlanner {
 public:
    ParallelPlanner(const plan::Planner& planner, WorkerPool& pool)
        : planner_(planner), pool_(pool) {}

    void plan(Span span, plan::SpanPlan& out) {
        constexpr std::size_t kRun = 16;
        const std::size_t runs = (planner_.sources() + kRun - 1) / kRun;
        runs_.resize(runs);
        pool_.run(runs, [&](std::size_t i) {
            runs_[i].clear();
            planner_.plan_sources(span, i * kRun, std::min((i + 1) * kRun, planner_.sources()),
                                  runs_[i]);
        });
        out.span = span;
        out.direct.clear();
        for (const auto& run : runs_) out.direct.insert(out.direct.end(), run.begin(), run.end());
    }

 private:
    const plan::Planner& planner_;
    WorkerPool& pool_;
    std::vector<std::vector<plan::Segment>> runs_;
};

/// Hands finished columns to the sinks in the background, one chunk behind.
class SinkStage {
 public:
    SinkStage(const std::vector<Sink*>& sinks, std::uint32_t columns, std::uint32_t chunk,
              WorkerPool& pool)
        : sinks_(sinks), pool_(pool) {
        for (auto& buffer : buffers_) buffer = PlanarBuffer<float>(columns, chunk);
    }
    SinkStage(const SinkStage&) = delete;
    SinkStage& operator=(const SinkStage&) = delete;
    ~SinkStage() {
        while (job_ && !WorkerPool::done(job_)) std::this_thread::yield();
    }

    /// Where the next chunk's columns go; free until write().
    [[nodiscard]] Planar<float> columns(std::size_t frames) {
        return buffers_[next_].view().slice(0, frames);
    }
    /// Write frames [first, first + count) of what columns() gave.
    void write(std::size_t first, std::size_t count) {
        finish();
        const Planar<const float> part = buffers_[next_].view().slice(first, count);
        job_ = pool_.start(sinks_.size(), [this, part](std::size_t i) { sinks_[i]->write(part); });
        next_ = 1 - next_;
    }
    void finish() {
        if (job_) pool_.wait(std::exchange(job_, nullptr));
    }

 private:
    const std::vector<Sink*>& sinks_;
    WorkerPool& pool_;
    std::array<PlanarBuffer<float>, 2> buffers_;
    std::size_t next_ = 0;
    WorkerPool::Handle job_;
};

class Pipeline {
 public:
    Pipeline(const plan::Planner& planner, plan::Feed& feed, std::unique_ptr<Engine> engine,
             std::uint32_t rate_hz, const std::vector<Sink*>& sinks, const RenderSettings& settings)
        : feed_(feed),
          engine_(std::move(engine)),
          settings_(settings),
          setup_{planner.rows().rows, planner.columns(), settings.grid, rate_hz, Stages::Dry},
          pool_(settings.threads > 0 ? settings.threads : hardware_threads()),
          planner_(planner, pool_),
          sinks_(sinks, planner.columns(), settings.grid.chunk, pool_) {}

    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;
    // The engine may still be reading the slots: it goes first.
    ~Pipeline() { engine_.reset(); }

    RenderResult run() {
        auto start = Clock::now();
        engine_->prepare(setup_);
        check_plan_key();
        for (Slot& slot : slots_) slot.feeds = PlanarBuffer<float>(setup_.rows, setup_.grid.chunk);
        RenderResult result;
        result.setup_s = seconds_since(start);
        start = Clock::now();
        const Span needed = engine_->needs(settings_.range);
        Frame next = needed.begin;
        while (next < needed.end || !in_flight_.empty()) {
            if (settings_.interrupt != nullptr) settings_.interrupt->check();
            if (next < needed.end && in_flight_.size() < Engine::kInFlight && submit(next)) {
                next += setup_.grid.chunk;
            } else if (!collect_oldest()) {
                next = take_over();
            }
        }
        sinks_.finish();
        result.render_s = seconds_since(start);
        result.engine = replaced_ ? "mixed" : engine_->name();
        result.device = engine_->device();
        result.plan_key = engine_->plan_key();
        return result;
    }

 private:
    struct Slot {
        PlanarBuffer<float> feeds;
        plan::SpanPlan plan;
    };
    struct Pending {
        Ticket ticket;
        Span span;
    };

    void check_plan_key() const {
        const std::string& wanted = settings_.required_plan_key;
        if (!wanted.empty() && wanted != engine_->plan_key()) {
            throw Error(ErrorCode::Machine, "this machine cannot follow plan " + wanted +
                                                "; it gives " + engine_->plan_key());
        }
    }

    bool submit(Frame begin) {
        Slot& slot = slots_[static_cast<std::size_t>(begin / setup_.grid.chunk) % slots_.size()];
        const Span span{begin, begin + setup_.grid.chunk};
        feed_.read(span, slot.feeds.view());
        planner_.plan(span, slot.plan);
        const auto ticket = engine_->submit(span, slot.feeds.view(), slot.plan);
        if (ticket) in_flight_.push_back({*ticket, span});
        return ticket.has_value();
    }

    /// \return false when the engine is lost
    bool collect_oldest() {
        if (in_flight_.empty()) return false;
        const Pending pending = in_flight_.front();
        const auto frames = static_cast<std::size_t>(pending.span.frames());
        const Planar<float> columns = sinks_.columns(frames);
        if (engine_->collect(pending.ticket, Wait::Yes, columns) != State::Done) return false;
        in_flight_.pop_front();
        const Span wanted = intersect(pending.span, settings_.range);
        if (!wanted.empty()) {
            sinks_.write(static_cast<std::size_t>(wanted.begin - pending.span.begin),
                         static_cast<std::size_t>(wanted.frames()));
            if (settings_.progress) {
                settings_.progress({wanted.end - settings_.range.begin, settings_.range.frames()});
            }
        }
        finished_ = pending.span.end;
        return true;
    }

    /// Put another engine in the place of the lost one.
    ///
    /// \return the frame to go on from
    Frame take_over() {
        const std::string reason = engine_->lost_reason();
        const Frame resume = std::max(finished_, settings_.range.begin);
        engine_ = settings_.replace_lost ? settings_.replace_lost(reason) : nullptr;
        if (!engine_) throw Error(ErrorCode::Machine, "the engine was lost: " + reason);
        in_flight_.clear();
        engine_->prepare(setup_);
        replaced_ = true;
        return engine_->needs({resume, settings_.range.end}).begin;
    }

    plan::Feed& feed_;
    std::unique_ptr<Engine> engine_;
    const RenderSettings& settings_;
    EngineSetup setup_;
    WorkerPool pool_;
    ParallelPlanner planner_;
    SinkStage sinks_;
    std::array<Slot, Engine::kInFlight> slots_;
    std::deque<Pending> in_flight_;
    Frame finished_ = 0;
    bool replaced_ = false;
};

}  // namespace

RenderResult render(const plan::Planner& planner, plan::Feed& feed, std::unique_ptr<Engine> engine,
                    std::uint32_t rate_hz, const std::vector<Sink*>& sinks,
                    const RenderSettings& settings) {
    return Pipeline(planner, feed, std::move(engine), rate_hz, sinks, settings).run();
}

plan::Grid choose_grid(std::uint32_t rows) {
    constexpr std::uint32_t kSmallest = 1024;
    constexpr std::uint64_t kFeedBytes = 64U << 20U;  // half of the smallest binding limit in use
    plan::Grid grid{1024, 8192};
    while (grid.chunk > kSmallest && std::uint64_t{rows} * grid.chunk * sizeof(float) > kFeedBytes) {
        grid.chunk /= 2;
    }
    return grid;
}

}  // namespace cavea
