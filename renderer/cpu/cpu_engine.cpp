// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/cpu_engine.h"

#include <fmt/core.h>

#include <array>
#include <new>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/base/version.h"
#include "core/base/worker_pool.h"
#include "renderer/cpu/tile_mixer.h"

namespace cavea::cpu {
namespace {

class CpuEngine final : public Engine {
 public:
    explicit CpuEngine(const CpuOptions& options)
        : isa_(options.isa.value_or(best_isa())),
          kernels_(kernels(isa_)),
          pool_(options.threads > 0 ? options.threads : hardware_threads()) {}

    void prepare(const EngineSetup& setup) override {
        CAVEA_ASSERT(setup.grid.block > 0 && setup.grid.chunk % setup.grid.block == 0);
        setup_ = setup;
        for (Slot& slot : slots_) {
            if (slot.job) pool_.wait(slot.job);
            slot = Slot();
            slot.columns = PlanarBuffer<float>(setup.columns, setup.grid.chunk);
            slot.mixer.reserve(setup.grid.chunk / setup.grid.block, setup.columns,
                               setup.grid.block);
        }
        submitted_ = collected_ = 0;
        lost_.clear();
    }

    [[nodiscard]] Span needs(Span wanted) const override {
        const Frame chunk = setup_.grid.chunk;
        return {wanted.begin / chunk * chunk, (wanted.end + chunk - 1) / chunk * chunk};
    }

    [[nodiscard]] Frame latency_frames() const override { return 0; }

    [[nodiscard]] std::optional<Ticket> submit(Span span, Planar<const float> feeds,
                                               const plan::SpanPlan& plan) noexcept override {
        CAVEA_ASSERT(span.begin % setup_.grid.chunk == 0 && span.frames() <= setup_.grid.chunk);
        CAVEA_ASSERT(feeds.frames() == static_cast<std::size_t>(span.frames()));
        if (!lost_.empty() || submitted_ - collected_ == kInFlight) return std::nullopt;
        Slot& slot = slots_[submitted_ % kInFlight];
        try {
            slot.mixer.assign(span, setup_.grid.block, plan.direct);
            const Planar<float> columns =
                slot.columns.view().slice(0, static_cast<std::size_t>(span.frames()));
            slot.job =
                pool_.start(slot.mixer.tiles(), [&slot, feeds, columns, this](std::size_t t) {
                    slot.mixer.mix(t, feeds, columns, kernels_);
                });
        } catch (const std::bad_alloc&) {
            lost_ = "out of memory";
            return std::nullopt;
        }
        return Ticket{submitted_++};
    }

    [[nodiscard]] State collect(Ticket ticket, Wait wait, Planar<float> columns) noexcept override {
        CAVEA_ASSERT(ticket.value == collected_ && collected_ < submitted_);
        Slot& slot = slots_[ticket.value % kInFlight];
        if (wait == Wait::No && !WorkerPool::done(slot.job)) return State::Late;
        pool_.wait(slot.job);
        for (std::size_t c = 0; c < columns.channels(); ++c) {
            const auto from = slot.columns.view()[c].first(columns.frames());
            std::copy(from.begin(), from.end(), columns[c].begin());
        }
        ++collected_;
        return State::Done;
    }

    [[nodiscard]] std::string lost_reason() const override { return lost_; }
    [[nodiscard]] std::string name() const override { return "cpu"; }
    [[nodiscard]] std::string device() const override {
        return fmt::format("{}, {} thread{}", cpu::name(isa_), pool_.threads(),
                           pool_.threads() == 1 ? "" : "s");
    }
    [[nodiscard]] std::string plan_key() const override {
        return fmt::format("cavea-{}/cpu/{}/b{}/c{}", kVersion, cpu::name(isa_), setup_.grid.block,
                           setup_.grid.chunk);
    }

 private:
    struct Slot {
        TileMixer mixer;
        PlanarBuffer<float> columns;
        WorkerPool::Handle job;
    };

    Isa isa_;
    Kernels kernels_;
    EngineSetup setup_;
    std::array<Slot, kInFlight> slots_;
    std::uint64_t submitted_ = 0;
    std::uint64_t collected_ = 0;
    std::string lost_;
    WorkerPool pool_;  // last: its threads use the slots until it is gone
};

}  // namespace

std::unique_ptr<Engine> make_cpu_engine(const CpuOptions& options) {
    if (options.isa && !supported(*options.isa)) {
        throw Error(ErrorCode::Usage, fmt::format("this processor has no {}; leave the level out",
                                                  cpu::name(*options.isa)));
    }
    return std::make_unique<CpuEngine>(options);
}

}  // namespace cavea::cpu
