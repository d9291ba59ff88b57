// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/panner.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "renderer/vulkan/failure.h"
#include "renderer/vulkan/workgroup.h"
#include "shaders/pan_spirv.h"

namespace cavea::gpu {
namespace {

constexpr std::size_t kFirstSegments = 65536;
constexpr std::uint32_t kUsualGroup = 64;
constexpr std::uint32_t kLargestGroup = 1024;

template <class T>
void write(const SharedBuffer& buffer, const std::vector<T>& data) {
    if (!data.empty()) std::memcpy(buffer.host<T>(), data.data(), data.size() * sizeof(T));
}

}  // namespace

Panner::Panner(const Device& device, const vk::raii::PipelineCache& cache,
               const VulkanOptions& options)
    : device_(device),
      workgroup_(workgroup_size(device, options.workgroup, kUsualGroup, kLargestGroup)),
      staging_(options.staging),
      barriers_(options.full_barriers),
      kernel_(device, cache, k_pan_spirv, 4, workgroup_, "pan"),
      buckets_(0, 0, {}) {}

void Panner::check_limits(const EngineSetup& setup) const {
    const std::size_t tiles = stride_ / kPanTile;
    const std::size_t offset_bytes = (setup.columns * tiles + 1) * sizeof(std::uint32_t);
    const std::size_t largest =
        std::max({stride_ * sizeof(float), tiles * sizeof(PanSegment), offset_bytes});
    if (largest > device_.max_binding_bytes() ||
        tiles > device_.limits().maxComputeWorkGroupCount[1]) {
        throw machine_error(
            fmt::format("chunks of {} frames and {} columns are too large for {}; "
                        "take smaller chunks",
                        setup.grid.chunk, setup.columns, device_.info().name));
    }
}

void Panner::prepare(const EngineSetup& setup) {
    slots_ = {};
    setup_ = setup;
    stride_ = (std::size_t{setup.grid.chunk} + kPanTile - 1) / kPanTile * kPanTile;
    check_limits(setup);
    const std::size_t row_bytes = stride_ * sizeof(float);
    const std::size_t rows_at_once = device_.max_binding_bytes() / row_bytes;
    columns_at_once_ =
        std::min<std::size_t>(rows_at_once, device_.limits().maxComputeWorkGroupCount[0]);
    buckets_ = TileBuckets(setup.rows, setup.columns,
                           {rows_at_once, device_.max_binding_bytes() / sizeof(PanSegment)});
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        Slot& slot = slots_[i];
        slot.feeds = std::make_unique<SharedBuffer>(
            device_, std::max<std::size_t>(setup.rows, 1) * row_bytes, Direction::ToDevice,
            staging_, fmt::format("feeds {}", i));
        slot.columns =
            std::make_unique<SharedBuffer>(device_, setup.columns * row_bytes, Direction::ToHost,
                                           staging_, fmt::format("columns {}", i));
        grow(slot.segments, kFirstSegments * sizeof(PanSegment), i, "segments");
        grow(slot.offsets, (setup.columns * (stride_ / kPanTile) + 1) * sizeof(std::uint32_t), i,
             "offsets");
    }
}

/// Grows by doubling, so that a long render settles on its largest plan.
void Panner::grow(std::unique_ptr<SharedBuffer>& buffer, std::size_t bytes, std::size_t index,
                  const char* name) const {
    if (buffer && buffer->bytes() >= bytes) return;
    const std::size_t grown = buffer ? std::max(bytes, 2 * buffer->bytes()) : bytes;
    buffer.reset();
    buffer = std::make_unique<SharedBuffer>(device_, grown, Direction::ToDevice, staging_,
                                            fmt::format("{} {}", name, index));
}

void Panner::upload(Slot& slot, std::size_t index, Span span, Planar<const float> feeds) {
    grow(slot.segments, buckets_.segments().size() * sizeof(PanSegment), index, "segments");
    grow(slot.offsets, buckets_.offsets().size() * sizeof(std::uint32_t), index, "offsets");
    write(*slot.segments, buckets_.segments());
    write(*slot.offsets, buckets_.offsets());
    float* out = slot.feeds->host<float>();
    for (const std::uint32_t row : buckets_.rows()) {
        std::memcpy(out, feeds[row].data(),
                    static_cast<std::size_t>(span.frames()) * sizeof(float));
        out += stride_;
    }
}

void Panner::record_copies(const vk::raii::CommandBuffer& commands, const Slot& slot) const {
    slot.feeds->copy(commands, buckets_.rows().size() * stride_ * sizeof(float));
    slot.segments->copy(commands, buckets_.segments().size() * sizeof(PanSegment));
    slot.offsets->copy(commands, buckets_.offsets().size() * sizeof(std::uint32_t));
    if (slot.offsets->staged()) barriers_.uploads_before_shaders(commands);
}

void Panner::record_pass(const vk::raii::CommandBuffer& commands, const Slot& slot,
                         const PanPass& pass) const {
    const std::size_t row_bytes = stride_ * sizeof(float);
    PanPush push{};
    push.stride = static_cast<std::uint32_t>(stride_ / 4);
    push.tiles = buckets_.tiles();
    push.accumulate = &pass == &buckets_.passes().front() ? 0 : 1;
    const std::uint32_t tiles_per_group = std::max(1U, workgroup_ / (kPanTile / 4));
    for (std::size_t first = 0; first < setup_.columns; first += columns_at_once_) {
        const std::size_t count = std::min(columns_at_once_, setup_.columns - first);
        // Without rows or segments the shader reads none; a binding still has to show something.
        const std::array<Binding, 4> bindings = {{
            {slot.feeds->device(), pass.rows > 0 ? pass.first_row * row_bytes : 0,
             std::max<std::size_t>(pass.rows, 1) * row_bytes},
            {slot.segments->device(),
             pass.segments > 0 ? pass.first_segment * sizeof(PanSegment) : 0,
             std::max<std::size_t>(pass.segments, 1) * sizeof(PanSegment)},
            {slot.offsets->device(), pass.first_offset * sizeof(std::uint32_t),
             buckets_.offsets_per_pass() * sizeof(std::uint32_t)},
            {slot.columns->device(), first * row_bytes, count * row_bytes},
        }};
        push.first_column = static_cast<std::uint32_t>(first);
        kernel_.dispatch(commands, bindings, push,
                         {static_cast<std::uint32_t>(count),
                          (push.tiles + tiles_per_group - 1) / tiles_per_group});
    }
}

void Panner::record(const vk::raii::CommandBuffer& commands, std::size_t slot, Span span,
                    Planar<const float> feeds, const plan::SpanPlan& plan) {
    Slot& work = slots_[slot];
    buckets_.sort(plan, span);
    upload(work, slot, span, feeds);
    record_copies(commands, work);
    for (const PanPass& pass : buckets_.passes()) {
        if (&pass != &buckets_.passes().front()) barriers_.shaders_before_shaders(commands);
        record_pass(commands, work, pass);
    }
    if (!work.columns->staged()) {
        barriers_.shaders_before_host(commands);
        return;
    }
    barriers_.shaders_before_downloads(commands);
    work.columns->copy(commands, setup_.columns * stride_ * sizeof(float));
    barriers_.downloads_before_host(commands);
}

void Panner::read(std::size_t slot, std::size_t frames, Planar<float> columns) const {
    const float* in = slots_[slot].columns->host<float>();
    for (std::size_t i = 0; i < setup_.columns; ++i) {
        std::memcpy(columns[i].data(), in + i * stride_, frames * sizeof(float));
    }
}

}  // namespace cavea::gpu
