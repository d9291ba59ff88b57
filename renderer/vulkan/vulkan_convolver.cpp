// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/vulkan_convolver.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/base/assert.h"
#include "renderer/vulkan/convolve_pass.h"
#include "renderer/vulkan/failure.h"
#include "renderer/vulkan/pipeline_cache.h"
#include "renderer/vulkan/timeline.h"

namespace cavea::gpu {
namespace {

// A unit is a second of work at most, even on a processor; a driver that gives no answer for this
// long has hung without saying so.
constexpr std::chrono::seconds kPatience{60};

class VulkanConvolver final : public Convolver {
 public:
    explicit VulkanConvolver(const VulkanOptions& options)
        : options_(options),
          device_(options),
          cache_(device_, options.cache_folder),
          barriers_(options.full_barriers),
          timeline_(device_, "convolver timeline"),
          uploader_(device_, timeline_, barriers_, options.staging),
          commands_(device_, "convolver commands") {}
    ~VulkanConvolver() override { finish(); }

    void prepare(const ConvolverSetup& setup) override {
        if (lost_) throw Error(ErrorCode::Machine, lost_reason_);
        finish();
        pass_.reset();
        setup_ = setup;
        setup_.paths.clear();  // the spectra take their place
        try {
            pass_ = std::make_unique<ConvolvePass>(device_, cache_.handle(), uploader_, barriers_,
                                                   setup, options_);
            cache_.store();
        } catch (...) {
            rethrow_as_machine_error(
                fmt::format("preparing {} impulse responses", setup.paths.size()));
        }
    }

    void reset() override {
        finish();
        if (pass_) pass_->reset();
    }

    [[nodiscard]] std::optional<Ticket> submit(Planar<const float> in) noexcept override {
        if (lost_ || under_way_ || !pass_) return std::nullopt;
        CAVEA_ASSERT(in.channels() == setup_.inputs && in.frames() == setup_.plan.unit());
        try {
            pass_->load(in);
            const auto& commands = commands_.begin();
            const bool any = pass_->record(commands);
            commands.end();
            // Nothing sounds: what was submitted last is done already.
            if (any) value_ = timeline_.submit(commands);
        } catch (...) {
            lose();
            return std::nullopt;
        }
        under_way_ = true;
        return Ticket{++ticket_};
    }

    [[nodiscard]] State collect([[maybe_unused]] Ticket ticket, Wait wait,
                                Planar<float> out) noexcept override {
        if (lost_) return State::Lost;
        CAVEA_ASSERT(under_way_ && ticket.value == ticket_);
        try {
            const auto patience = wait == Wait::Yes ? kPatience : std::chrono::seconds::zero();
            if (!timeline_.wait(value_, patience)) {
                if (wait == Wait::No) return State::Late;
                throw std::runtime_error(fmt::format("no answer for {} s", kPatience.count()));
            }
        } catch (...) {
            lose();
            return State::Lost;
        }
        pass_->read(out);
        under_way_ = false;
        return State::Done;
    }

    [[nodiscard]] std::string lost_reason() const override { return lost_reason_; }

    [[nodiscard]] plan::CostTable costs() const override {
        plan::CostTable costs;
        // Relative rates, as measured on a processor that plays GPU. Transforms of more than two
        // times 4096 frames would not fit the shared memory that every device has.
        costs.fft_gflops = 5;
        costs.mac_gflops = 15;
        costs.smallest_block = 256;
        costs.largest_block = kLargestBlock;
        costs.smallest_unit = 32768;
        // Uniform partitions take the same memory in blocks of any size.
        costs.spectra_bytes = std::numeric_limits<std::size_t>::max();
        return costs;
    }

    [[nodiscard]] std::string plan_key() const override {
        return fmt::format("vulkan/{}/{}", device_.identity(), setup_.plan.key());
    }

 private:
    /// The device must be done before anything dies. What it answers matters no more: lost work
    /// counts as done (Vulkan 1.2, Lost Device).
    void finish() noexcept {
        try {
            if (timeline_.latest() > 0) device_.handle().waitIdle();
        } catch (...) {
        }
        under_way_ = false;
    }

    /// Called in a catch block: lost for the reason of the current exception.
    void lose() noexcept {
        lost_ = true;
        try {
            lost_reason_ = "out of memory";
            lost_reason_ =
                fmt::format("Vulkan: {}: {}", device_.info().name, describe_current_exception());
        } catch (...) {
        }
    }

    VulkanOptions options_;
    Device device_;
    PipelineCache cache_;
    Barriers barriers_;
    Timeline timeline_;
    Uploader uploader_;
    Commands commands_;
    ConvolverSetup setup_;
    std::unique_ptr<ConvolvePass> pass_;
    std::uint64_t value_ = 0;  ///< of the timeline, when the latest unit is done
    std::uint64_t ticket_ = 0;
    bool under_way_ = false;
    bool lost_ = false;
    std::string lost_reason_;
};

}  // namespace

std::unique_ptr<Convolver> make_vulkan_convolver(const VulkanOptions& options) {
    try {
        return std::make_unique<VulkanConvolver>(options);
    } catch (...) {
        rethrow_as_machine_error("preparing the convolver");
    }
}

}  // namespace cavea::gpu
