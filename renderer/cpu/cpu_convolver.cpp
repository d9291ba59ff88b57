// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/cpu_convolver.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/base/fft.h"
#include "core/base/version.h"
#include "core/base/worker_pool.h"
#include "renderer/cpu/spectra.h"

namespace cavea::cpu {
namespace {

/// Bins that are summed before the next ones: what a few spectra of them take fits a core's cache.
constexpr std::size_t kTileBins = 2048;

/// Work buffers of one thread.
struct Scratch {
    PlanarBuffer<float> time;                ///< [1][transform], zero behind two blocks
    PlanarBuffer<std::complex<float>> sums;  ///< [batch][bins]
};

/// As many scratches as threads; taking one never waits.
class ScratchPool {
 public:
    void build(std::size_t count, std::size_t size, std::size_t bins, std::size_t batch) {
        scratches_.resize(count);
        free_.clear();
        for (Scratch& scratch : scratches_) {
            scratch.time = PlanarBuffer<float>(1, size);
            scratch.sums = PlanarBuffer<std::complex<float>>(batch, bins);
            free_.push_back(&scratch);
        }
    }
    Scratch& take() {
        const std::lock_guard lock(mutex_);
        CAVEA_ASSERT(!free_.empty());
        Scratch* scratch = free_.back();
        free_.pop_back();
        return *scratch;
    }
    void give(Scratch& scratch) {
        const std::lock_guard lock(mutex_);
        free_.push_back(&scratch);
    }

 private:
    std::mutex mutex_;
    std::vector<Scratch> scratches_;
    std::vector<Scratch*> free_;
};

class CpuConvolver final : public Convolver {
 public:
    explicit CpuConvolver(const ConvolverOptions& options)
        : isa_(options.isa.value_or(best_isa())),
          kernels_(kernels(isa_)),
          pool_(options.threads > 0 ? options.threads : hardware_threads()) {}

    void prepare(const ConvolverSetup& setup) override {
        CAVEA_ASSERT(setup.plan.block > 0 && setup.plan.batch > 0);
        finish();
        setup_ = setup;
        setup_.paths.clear();  // the spectra take their place
        try {
            // Two blocks of signal, and zeros up to a length that transforms well.
            fft_ = RealFft(fast_fft_size(2 * std::size_t{setup.plan.block}));
            spectra_.build(setup, fft_, pool_);
            slots_ = spectra_.depth() - 1 + setup.plan.batch;
            windows_ = PlanarBuffer<std::complex<float>>(setup.inputs * slots_, fft_.bins());
            history_ = PlanarBuffer<float>(setup.inputs, setup.plan.block);
            out_ = PlanarBuffer<float>(setup.outputs, setup.plan.unit());
            scratch_.build(pool_.threads(), fft_.size(), fft_.bins(), setup.plan.batch);
        } catch (const std::bad_alloc&) {
            throw Error(ErrorCode::Machine,
                        fmt::format("not enough memory for {} impulse responses of {} frames; use "
                                    "shorter or fewer ones",
                                    setup.paths.size(), setup.longest_frames()));
        }
        first_pair_.assign(setup.outputs + 1, spectra_.pairs().size());
        for (std::size_t i = spectra_.pairs().size(); i-- > 0;) {
            for (std::size_t o = 0; o <= spectra_.pairs()[i].output; ++o) first_pair_[o] = i;
        }
        reset();
    }

    void reset() override {
        finish();
        sounding_.assign(setup_.inputs * slots_, 0);
        for (std::size_t i = 0; i < setup_.inputs; ++i) {
            const auto row = history_.view()[i];
            std::fill(row.begin(), row.end(), 0.0F);
        }
        window_ = 0;
    }

    [[nodiscard]] std::optional<Ticket> submit(Planar<const float> in) noexcept override {
        CAVEA_ASSERT(in.channels() == setup_.inputs && in.frames() == setup_.plan.unit());
        if (job_) return std::nullopt;
        in_ = in;
        transformed_.store(0, std::memory_order_relaxed);
        const std::size_t inputs = setup_.inputs;
        try {
            job_ = pool_.start(inputs + setup_.outputs, [this, inputs](std::size_t piece) {
                if (piece < inputs) {
                    transform(piece);
                } else {
                    produce(piece - inputs);
                }
            });
        } catch (const std::bad_alloc&) {
            lost_ = "out of memory";
            return std::nullopt;
        }
        return Ticket{ticket_};
    }

    [[nodiscard]] State collect([[maybe_unused]] Ticket ticket, Wait wait,
                                Planar<float> out) noexcept override {
        CAVEA_ASSERT(job_ && ticket.value == ticket_);
        if (wait == Wait::No && !WorkerPool::done(job_)) return State::Late;
        finish();
        for (std::size_t o = 0; o < setup_.outputs; ++o) {
            const auto row = std::as_const(out_).view()[o];
            std::copy(row.begin(), row.end(), out[o].begin());
        }
        window_ += setup_.plan.batch;
        ++ticket_;
        return State::Done;
    }

    [[nodiscard]] std::string lost_reason() const override { return lost_; }

    [[nodiscard]] plan::CostTable costs() const override {
        plan::CostTable costs;
        costs.fft_gflops = 20;
        costs.mac_gflops = isa_ == Isa::Baseline ? 8 : 25;
        return costs;
    }

    [[nodiscard]] std::string plan_key() const override {
        return fmt::format("cpu/{}/{}/{}", name(isa_), fft_library(), setup_.plan.key());
    }

 private:
    void finish() {
        if (job_) pool_.wait(std::exchange(job_, nullptr));
    }

    [[nodiscard]] std::size_t slot(std::size_t input, std::int64_t window) const {
        const auto slots = static_cast<std::int64_t>(slots_);
        return input * slots_ + static_cast<std::size_t>(((window % slots) + slots) % slots);
    }

    /// The windows of one input in this unit: each the block before and the block itself.
    void transform(std::size_t input) {
        Scratch& scratch = scratch_.take();
        const std::size_t block = setup_.plan.block;
        const auto time = scratch.time.view()[0];
        const auto before = history_.view()[input];
        for (std::uint32_t t = 0; t < setup_.plan.batch; ++t) {
            const auto now = in_[input].subspan(t * block, block);
            const auto earlier = t == 0 ? std::span<const float>(before)
                                        : in_[input].subspan((t - 1) * block, block);
            std::copy(earlier.begin(), earlier.end(), time.begin());
            std::copy(now.begin(), now.end(), time.begin() + static_cast<std::ptrdiff_t>(block));
            std::fill(time.begin() + static_cast<std::ptrdiff_t>(2 * block), time.end(), 0.0F);
            const std::size_t at = slot(input, window_ + t);
            const bool sounds =
                std::any_of(time.begin(), time.end(), [](float x) { return x != 0; });
            sounding_[at] = sounds ? 1 : 0;
            if (sounds) fft_.forward(time.data(), windows_.view()[at].data());
        }
        const auto last = in_[input].last(block);
        std::copy(last.begin(), last.end(), before.begin());
        scratch_.give(scratch);
        // Release: the outputs read what was written above.
        transformed_.fetch_add(1, std::memory_order_acq_rel);
        transformed_.notify_all();
    }

    /// One output: sum over pairs and partitions, then back to time.
    void produce(std::size_t output) {
        // Pieces are taken in order, so every transform is done or under way on another thread.
        for (std::size_t n = transformed_.load(std::memory_order_acquire); n < setup_.inputs;
             n = transformed_.load(std::memory_order_acquire)) {
            transformed_.wait(n, std::memory_order_acquire);
        }
        Scratch& scratch = scratch_.take();
        const std::size_t block = setup_.plan.block;
        const bool any = sum_spectra(output, scratch);
        for (std::uint32_t t = 0; t < setup_.plan.batch; ++t) {
            const auto to = out_.view()[output].subspan(t * block, block);
            if (!any) {
                std::fill(to.begin(), to.end(), 0.0F);
                continue;
            }
            const auto time = scratch.time.view()[0];
            fft_.inverse(scratch.sums.view()[t].data(), time.data());
            std::copy_n(time.begin() + static_cast<std::ptrdiff_t>(block), block, to.begin());
        }
        scratch_.give(scratch);
    }

    /// \return false when nothing sounds
    bool sum_spectra(std::size_t output, Scratch& scratch) {
        bool any = false;
        const std::size_t bins = fft_.bins();
        for (std::size_t begin = 0; begin < bins; begin += kTileBins) {
            const std::size_t count = std::min(kTileBins, bins - begin);
            for (std::uint32_t t = 0; t < setup_.plan.batch; ++t) {
                auto* sum = scratch.sums.view()[t].data() + begin;
                std::fill(sum, sum + count, std::complex<float>());
            }
            for (std::size_t i = first_pair_[output]; i < first_pair_[output + 1]; ++i) {
                any = add_pair(spectra_.pairs()[i], scratch, begin, count) || any;
            }
            if (!any) return false;
        }
        return true;
    }

    bool add_pair(const PairSpectra& pair, Scratch& scratch, std::size_t begin, std::size_t count) {
        bool any = false;
        for (const PairSpectra::Partition& part : pair.partitions) {
            const float* response = spectra_.row(part.at) + 2 * begin;
            for (std::uint32_t t = 0; t < setup_.plan.batch; ++t) {
                const std::size_t at = slot(pair.input, window_ + t - part.index);
                if (sounding_[at] == 0) continue;
                const auto* window = reinterpret_cast<const float*>(windows_.view()[at].data());
                auto* sum = reinterpret_cast<float*>(scratch.sums.view()[t].data());
                kernels_.multiply_add(response, window + 2 * begin, sum + 2 * begin, count);
                any = true;
            }
        }
        return any;
    }

    Isa isa_;
    Kernels kernels_;
    ConvolverSetup setup_;
    RealFft fft_{2};
    ResponseSpectra spectra_;
    std::vector<std::size_t> first_pair_;        ///< [outputs + 1] into pairs
    std::size_t slots_ = 1;                      ///< windows kept per input
    PlanarBuffer<std::complex<float>> windows_;  ///< [inputs * slots][bins]
    std::vector<char> sounding_;                 ///< [inputs * slots], 0 = all zero
    PlanarBuffer<float> history_;                ///< [inputs][block], the block before
    PlanarBuffer<float> out_;                    ///< [outputs][unit]
    ScratchPool scratch_;
    Planar<const float> in_;
    std::atomic<std::size_t> transformed_{0};
    std::int64_t window_ = 0;  ///< number of the unit's first window
    std::uint64_t ticket_ = 0;
    std::string lost_;
    WorkerPool::Handle job_;
    WorkerPool pool_;  // last: its threads use all of the above
};

}  // namespace

std::unique_ptr<Convolver> make_cpu_convolver(const ConvolverOptions& options) {
    if (options.isa && !supported(*options.isa)) {
        throw Error(ErrorCode::Usage, fmt::format("this processor has no {}; leave the level out",
                                                  name(*options.isa)));
    }
    return std::make_unique<CpuConvolver>(options);
}

}  // namespace cavea::cpu
