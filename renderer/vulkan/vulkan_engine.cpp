// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/vulkan_engine.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "core/base/version.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/failure.h"
#include "renderer/vulkan/panner.h"
#include "renderer/vulkan/pipeline_cache.h"
#include "renderer/vulkan/timeline.h"

namespace cavea::gpu {
namespace {

// A chunk is a fraction of a second of work, even on a processor; a driver that gives no answer for
// this long has hung without saying so.
constexpr std::chrono::seconds kPatience{60};

Frame floor_to(Frame frame, Frame step) {
    const Frame rest = frame % step;
    return frame - (rest < 0 ? rest + step : rest);
}

class VulkanEngine final : public Engine {
 public:
    explicit VulkanEngine(const VulkanOptions& options)
        : device_(options),
          cache_(device_, options.cache_folder),
          panner_(device_, cache_.handle(), options),
          timeline_(device_, "cavea timeline") {
        for (std::size_t i = 0; i < kInFlight; ++i) {
            chunks_[i].emplace(Chunk{Commands(device_, fmt::format("chunk {}", i))});
        }
        cache_.store();
    }
    ~VulkanEngine() override { finish(); }

    void prepare(const EngineSetup& setup) override;
    [[nodiscard]] Span needs(Span wanted) const override;
    [[nodiscard]] Frame latency_frames() const override { return 0; }
    [[nodiscard]] std::optional<Ticket> submit(Span span, Planar<const float> feeds,
                                               const plan::SpanPlan& plan) noexcept override;
    [[nodiscard]] State collect(Ticket ticket, Wait wait, Planar<float> columns) noexcept override;
    [[nodiscard]] std::string lost_reason() const override { return lost_reason_; }
    [[nodiscard]] std::string name() const override { return "vulkan"; }
    [[nodiscard]] std::string device() const override {
        return fmt::format("{} ({})", device_.info().name, device_.info().driver);
    }
    [[nodiscard]] std::string plan_key() const override;

 private:
    /// The commands of one slot and what they were last used for.
    struct Chunk {
        Commands commands;
        std::uint64_t value = 0;
        std::size_t frames = 0;
    };

    void finish() noexcept;
    void check(Span span, Planar<const float> feeds) const;
    void start(Chunk& chunk, std::size_t slot, Span span, Planar<const float> feeds,
               const plan::SpanPlan& plan);
    void lose() noexcept;

    Device device_;
    PipelineCache cache_;
    Panner panner_;
    Timeline timeline_;
    EngineSetup setup_;
    bool prepared_ = false;
    std::array<std::optional<Chunk>, kInFlight> chunks_;
    std::size_t oldest_ = 0;     ///< slot of the oldest ticket
    std::size_t in_flight_ = 0;  ///< tickets not yet collected
    bool lost_ = false;
    std::string lost_reason_;
};

/// The device must be done before anything dies. What it answers matters no more: lost work counts
/// as done (Vulkan 1.2, Lost Device).
void VulkanEngine::finish() noexcept {
    try {
        if (timeline_.latest() > 0) device_.handle().waitIdle();
    } catch (...) {
    }
    in_flight_ = 0;
    oldest_ = 0;
}

/// Called in a catch block: the engine is lost, for the reason of the current exception.
void VulkanEngine::lose() noexcept {
    lost_ = true;
    try {
        lost_reason_ = "out of memory";
        lost_reason_ =
            fmt::format("Vulkan: {}: {}", device_.info().name, describe_current_exception());
    } catch (...) {
    }
}

void VulkanEngine::prepare(const EngineSetup& setup) {
    if (lost_) throw Error(ErrorCode::Machine, lost_reason_);
    if (setup.grid.block == 0 || setup.grid.chunk == 0 ||
        setup.grid.chunk % setup.grid.block != 0) {
        throw machine_error(
            fmt::format("a grid of blocks of {} in chunks of {} is none; chunks are "
                        "whole blocks",
                        setup.grid.block, setup.grid.chunk));
    }
    finish();
    prepared_ = false;
    try {
        panner_.prepare(setup);
    } catch (...) {
        rethrow_as_machine_error(
            fmt::format("preparing {} rows and {} columns in chunks of {} frames", setup.rows,
                        setup.columns, setup.grid.chunk));
    }
    setup_ = setup;
    prepared_ = true;
}

Span VulkanEngine::needs(Span wanted) const {
    const Frame chunk = setup_.grid.chunk;
    const Frame begin = floor_to(wanted.begin, chunk);
    if (wanted.empty()) return {begin, begin};
    return {begin, floor_to(wanted.end + chunk - 1, chunk)};
}

void VulkanEngine::check(Span span, Planar<const float> feeds) const {
    const Frame chunk = setup_.grid.chunk;
    const bool whole = prepared_ && !span.empty() && span.frames() <= chunk &&
                       floor_to(span.begin, chunk) == span.begin;
    const bool fed = feeds.channels() >= setup_.rows &&
                     feeds.frames() >= static_cast<std::size_t>(span.frames());
    if (whole && (fed || setup_.rows == 0)) return;
    throw refused("", "submit",
                  fmt::format("frames {} to {} with feeds of {} rows and {} frames do not fit what "
                              "was prepared; the caller is at fault",
                              span.begin, span.end, feeds.channels(), feeds.frames()));
}

void VulkanEngine::start(Chunk& chunk, std::size_t slot, Span span, Planar<const float> feeds,
                         const plan::SpanPlan& plan) {
    check(span, feeds);
    const vk::raii::CommandBuffer& commands = chunk.commands.begin();
    panner_.record(commands, slot, span, feeds, plan);
    commands.end();
    chunk.value = timeline_.submit(commands);
    chunk.frames = static_cast<std::size_t>(span.frames());
}

std::optional<Ticket> VulkanEngine::submit(Span span, Planar<const float> feeds,
                                           const plan::SpanPlan& plan) noexcept {
    if (lost_ || in_flight_ == kInFlight) return std::nullopt;
    const std::size_t slot = (oldest_ + in_flight_) % kInFlight;
    try {
        start(*chunks_[slot], slot, span, feeds, plan);
    } catch (...) {
        lose();
        return std::nullopt;
    }
    ++in_flight_;
    return Ticket{chunks_[slot]->value};
}

State VulkanEngine::collect(Ticket ticket, Wait wait, Planar<float> columns) noexcept {
    if (lost_) return State::Lost;
    try {
        const Chunk& chunk = *chunks_[oldest_];
        if (in_flight_ == 0 || chunk.value != ticket.value || columns.channels() < setup_.columns ||
            (setup_.columns > 0 && columns.frames() < chunk.frames)) {
            throw refused("", "collect",
                          "this is not the oldest ticket, or the columns have another shape; the "
                          "caller is at fault");
        }
        const auto patience = wait == Wait::Yes ? kPatience : std::chrono::seconds::zero();
        if (!timeline_.wait(chunk.value, patience)) {
            if (wait == Wait::No) return State::Late;
            throw std::runtime_error(fmt::format("no answer for {} s", kPatience.count()));
        }
        panner_.read(oldest_, chunk.frames, columns);
    } catch (...) {
        lose();
        return State::Lost;
    }
    oldest_ = (oldest_ + 1) % kInFlight;
    --in_flight_;
    return State::Done;
}

std::string VulkanEngine::plan_key() const {
    return fmt::format("cavea-{}/vulkan/{}/b{}/c{}", kVersion, device_.identity(),
                       setup_.grid.block, setup_.grid.chunk);
}

}  // namespace

DeviceList list_devices() {
    DeviceList list;
    try {
        const Context context{VulkanOptions{}};
        for (const auto& device : context.instance().enumeratePhysicalDevices()) {
            list.devices.push_back(describe(device));
        }
        if (list.devices.empty()) list.reason = "Vulkan: there is no device";
    } catch (...) {
        list.devices.clear();
        list.reason = describe_current_exception();
    }
    return list;
}

std::unique_ptr<Engine> make_vulkan_engine(const VulkanOptions& options) {
    try {
        return std::make_unique<VulkanEngine>(options);
    } catch (...) {
        rethrow_as_machine_error("preparing the engine");
    }
}

}  // namespace cavea::gpu
