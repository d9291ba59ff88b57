// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/convolve_pass.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "core/base/assert.h"
#include "renderer/vulkan/failure.h"

namespace cavea::gpu {
namespace {

// Larger buffers than this bring nothing, and some drivers refuse them.
constexpr std::size_t kLargestResponses = std::size_t{512} << 20U;
constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

plan::ConvPlan checked(const plan::ConvPlan& plan) {
    if (!std::has_single_bit(plan.block) || plan.block < kSmallestBlock ||
        plan.block > kLargestBlock || plan.batch == 0) {
        throw machine_error(
            fmt::format("cannot convolve by the plan {}; take blocks of a power of "
                        "two from {} to {} frames",
                        plan.key(), kSmallestBlock, kLargestBlock));
    }
    return plan;
}

std::size_t row_bytes(const plan::ConvPlan& plan) {
    return std::size_t{plan.unit()} * 2 * sizeof(float);
}

Binding whole(const SharedBuffer& buffer) { return {buffer.device(), 0, buffer.bytes()}; }
Binding whole(const Buffer& buffer) { return {buffer.handle(), 0, buffer.bytes()}; }

bool sounds(std::span<const float> samples) {
    return std::any_of(samples.begin(), samples.end(), [](float x) { return x != 0; });
}

}  // namespace

ConvolvePass::ConvolvePass(const Device& device, const vk::raii::PipelineCache& cache,
                           Uploader& uploader, const Barriers& barriers,
                           const ConvolverSetup& setup, const VulkanOptions& options)
    : device_(device),
      barriers_(barriers),
      staging_(options.staging),
      inputs_(setup.inputs),
      outputs_(setup.outputs),
      plan_(checked(setup.plan)),
      fft_(device, cache, uploader, plan_.block, options.workgroup),
      multiply_(device, cache, plan_.block, plan_.batch, options.workgroup) {
    allocate(choose_sizes(setup), setup, uploader);
    uploader.release();
    reset();
}

std::uint32_t ConvolvePass::slots() const {
    return schedule_.layout().depth - 1 + multiply_.windows_read();
}

/// How much of everything one binding shows, and what follows from that.
ResponseLayout ConvolvePass::choose_sizes(const ConvolverSetup& setup) {
    const std::size_t limit = device_.max_binding_bytes();
    const std::size_t depth = plan::partitions(setup.longest_frames(), plan_.block);
    const std::size_t slots = depth - 1 + multiply_.windows_read();
    const std::size_t input_bytes =
        std::max(slots * plan_.block, (std::size_t{plan_.batch} + 1) * plan_.block / 2) * 8;
    const std::size_t pair_bytes = 2 * row_bytes(plan_);
    if (std::max({input_bytes, pair_bytes, partition_bytes(plan_.block)}) > limit) {
        throw machine_error(
            fmt::format("{} cannot bind what responses of {} frames need by the "
                        "plan {}; take shorter ones or a smaller batch",
                        device_.info().name, setup.longest_frames(), plan_.key()));
    }
    const auto at_most = [](std::size_t count, std::size_t least) {
        return static_cast<std::uint32_t>(std::min(count, std::max<std::size_t>(least, 1)));
    };
    inputs_at_once_ = at_most(limit / input_bytes, inputs_);
    pairs_at_once_ = at_most(limit / pair_bytes, multiply_.most_groups());
    ResponseLayout layout =
        lay_out(setup.paths, plan_.block, {std::min(limit, kLargestResponses), inputs_at_once_});
    ScheduleShape shape;
    shape.inputs = inputs_;
    shape.outputs = outputs_;
    shape.batch = plan_.batch;
    shape.slots = layout.depth - 1 + multiply_.windows_read();
    shape.inputs_at_once = inputs_at_once_;
    shape.pairs_at_once = pairs_at_once_;
    schedule_ = ConvolveSchedule(layout, shape);
    if (std::max(schedule_.most_jobs() * sizeof(FftJob),
                 schedule_.most_work() * sizeof(MultiplyRun)) > limit) {
        throw machine_error(
            fmt::format("{} cannot bind the list of {} impulse responses; take "
                        "fewer",
                        device_.info().name, setup.paths.size()));
    }
    return layout;
}

std::size_t ConvolvePass::bytes_needed() const {
    const std::size_t rows = 2 * schedule_.layout().pairs.size();
    const std::size_t windows = std::size_t{inputs_} * slots() * plan_.block * 8;
    const std::size_t samples = std::size_t{inputs_} * (plan_.batch + 1) * plan_.block * 4;
    return schedule_.layout().bytes() + windows + samples + rows * row_bytes(plan_) * 3 / 2 +
           schedule_.most_jobs() * sizeof(FftJob) + schedule_.most_work() * sizeof(MultiplyRun);
}

void ConvolvePass::allocate(const ResponseLayout& layout, const ConvolverSetup& setup,
                            Uploader& uploader) {
    const std::size_t needed = bytes_needed();
    const std::uint64_t there = device_.info().memory_bytes;
    const auto short_of = [&](std::size_t missing, const std::string& why) {
        return machine_error(fmt::format(
            "{} impulse responses need {} MiB on {}, of which {} MiB are missing{}; use shorter or "
            "fewer ones",
            setup.paths.size(), needed / kMebibyte + 1, device_.info().name,
            missing / kMebibyte + 1, why));
    };
    if (needed > there) throw short_of(needed - static_cast<std::size_t>(there), "");
    std::size_t had = 0;
    try {
        const std::size_t rows = 2 * schedule_.layout().pairs.size();
        for (std::uint32_t first = 0; first < inputs_; first += inputs_at_once_) {
            const std::size_t count = std::min(inputs_at_once_, inputs_ - first);
            windows_.emplace_back(device_, count * slots() * plan_.block * 8, Memory::Device,
                                  fmt::format("windows {}", windows_.size()));
            had += windows_.back().bytes();
        }
        sums_.emplace(device_, rows * row_bytes(plan_), Memory::Device, "sums");
        samples_.emplace(device_, std::size_t{inputs_} * (plan_.batch + 1) * plan_.block * 4,
                         Direction::ToDevice, staging_, "samples");
        results_.emplace(device_, rows * row_bytes(plan_) / 2, Direction::ToHost, staging_,
                         "results");
        jobs_.emplace(device_, schedule_.most_jobs() * sizeof(FftJob), Direction::ToDevice,
                      staging_, "transforms");
        work_.emplace(device_, schedule_.most_work() * sizeof(MultiplyRun), Direction::ToDevice,
                      staging_, "work");
        had += sums_->bytes() + samples_->bytes() + results_->bytes();
        history_ = PlanarBuffer<float>(inputs_, plan_.block);
        bank_ = ResponseBank(layout, uploader);
    } catch (const vk::OutOfDeviceMemoryError&) {
        throw short_of(needed - std::min(needed, had), "");
    } catch (const std::bad_alloc&) {
        throw short_of(needed - std::min(needed, had), " or the host's memory is short");
    }
}

void ConvolvePass::reset() {
    for (std::size_t i = 0; i < inputs_; ++i) {
        const auto row = history_.view()[i];
        std::fill(row.begin(), row.end(), 0.0F);
    }
    sounding_.assign(std::size_t{inputs_} * (plan_.batch + 1), 0);
    schedule_.reset();
    ring_is_stale_ = true;
}

void ConvolvePass::load(Planar<const float> in) {
    for (std::size_t i = 0; i < inputs_; ++i) load_input(i, in[i]);
    schedule_.plan(sounding_);
    upload_lists();
}

void ConvolvePass::load_input(std::size_t input, std::span<const float> samples) {
    const std::size_t block = plan_.block;
    char* const sounding = sounding_.data() + input * (plan_.batch + 1);
    sounding[0] = sounding[plan_.batch];
    for (std::size_t t = 0; t < plan_.batch; ++t) {
        sounding[t + 1] = sounds(samples.subspan(t * block, block)) ? 1 : 0;
    }
    const auto before = history_.view()[input];
    float* const to = samples_->host<float>() + input * (plan_.batch + 1) * block;
    std::copy(before.begin(), before.end(), to);
    std::copy(samples.begin(), samples.end(), to + block);
    const auto last = samples.last(block);
    std::copy(last.begin(), last.end(), before.begin());
}

void ConvolvePass::upload_lists() {
    const auto copy = [](void* to, const auto& list) {
        if (!list.empty()) std::memcpy(to, list.data(), list.size() * sizeof(list[0]));
    };
    copy(jobs_->host<FftJob>(), schedule_.jobs());
    copy(work_->host<MultiplyGroup>(), schedule_.groups());
    copy(work_->host<MultiplyGroup>() + schedule_.groups().size(), schedule_.runs());
}

bool ConvolvePass::record(const vk::raii::CommandBuffer& commands) {
    if (schedule_.forward().empty() && schedule_.rows() == 0) return false;
    // What earlier units wrote into the ring.
    barriers_.shaders_before_shaders(commands);
    if (ring_is_stale_) {
        for (const Buffer& windows : windows_) {
            commands.fillBuffer(windows.handle(), 0, VK_WHOLE_SIZE, 0);
        }
        barriers_.fills_before_shaders(commands);
        ring_is_stale_ = false;
    }
    record_copies(commands);
    record_forward(commands);
    barriers_.shaders_before_shaders(commands);
    record_sums(commands);
    record_inverse(commands);
    record_download(commands);
    return true;
}

void ConvolvePass::record_copies(const vk::raii::CommandBuffer& commands) const {
    samples_->copy(commands, samples_->bytes());
    jobs_->copy(commands, schedule_.jobs().size() * sizeof(FftJob));
    work_->copy(commands,
                (schedule_.groups().size() + schedule_.runs().size()) * sizeof(MultiplyRun));
    if (samples_->staged()) barriers_.uploads_before_shaders(commands);
}

void ConvolvePass::record_forward(const vk::raii::CommandBuffer& commands) const {
    const std::size_t input_bytes = (std::size_t{plan_.batch} + 1) * plan_.block * 4;
    for (const WorkRange& range : schedule_.forward()) {
        const std::uint32_t first = range.where * inputs_at_once_;
        const std::uint32_t count = std::min(inputs_at_once_, inputs_ - first);
        const Binding samples{samples_->device(), first * input_bytes, count * input_bytes};
        fft_.forward(commands, {samples, whole(windows_[range.where]), whole(*jobs_)}, range.first,
                     range.count, slots() * kBinTile);
    }
}

void ConvolvePass::record_sums(const vk::raii::CommandBuffer& commands) const {
    const std::size_t stretch_bytes = 2 * row_bytes(plan_) * pairs_at_once_;
    for (const ConvolveSchedule::Sums& sums : schedule_.sums()) {
        const ResponsePart& part = schedule_.layout().parts[sums.part];
        const std::size_t at = sums.groups.where * stretch_bytes;
        const Binding rows{sums_->handle(), at, std::min(stretch_bytes, sums_->bytes() - at)};
        multiply_.record(
            commands,
            {whole(bank_.buffer(part.buffer)), whole(windows_[part.windows]), whole(*work_), rows},
            sums.groups.first, sums.groups.count, slots(), schedule_.head());
        // The next part may add to the same sums.
        barriers_.shaders_before_shaders(commands);
    }
}

void ConvolvePass::record_inverse(const vk::raii::CommandBuffer& commands) const {
    const std::size_t stretch_bytes = 2 * row_bytes(plan_) * pairs_at_once_;
    for (const WorkRange& range : schedule_.inverse()) {
        const std::size_t at = range.where * stretch_bytes;
        const Binding sums{sums_->handle(), at, std::min(stretch_bytes, sums_->bytes() - at)};
        const Binding results{results_->device(), at / 2,
                              std::min(stretch_bytes / 2, results_->bytes() - at / 2)};
        fft_.inverse(commands, {results, sums, whole(*jobs_)}, range.first, range.count, kBinTile);
    }
}

void ConvolvePass::record_download(const vk::raii::CommandBuffer& commands) const {
    if (!results_->staged()) {
        barriers_.shaders_before_host(commands);
        return;
    }
    barriers_.shaders_before_downloads(commands);
    results_->copy(commands, schedule_.rows() * row_bytes(plan_) / 2);
    barriers_.downloads_before_host(commands);
}

void ConvolvePass::read(Planar<float> out) const {
    const float* const results = results_->host<float>();
    const std::size_t unit = plan_.unit();
    for (std::uint32_t output = 0; output < outputs_; ++output) {
        const auto to = out[output];
        const std::uint32_t row = schedule_.row(output);
        if (row == ConvolveSchedule::kSilent) {
            std::fill(to.begin(), to.end(), 0.0F);
        } else {
            std::memcpy(to.data(), results + row * unit, unit * sizeof(float));
        }
    }
}

}  // namespace cavea::gpu
