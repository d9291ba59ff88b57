// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of single kernels share: an open device, buffers that both sides see, and the submit
// of whatever a test records.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "gpu_test.h"
#include "renderer/vulkan/barriers.h"
#include "renderer/vulkan/pipeline_cache.h"
#include "renderer/vulkan/uploader.h"

namespace cavea::test {

/// One device and what is needed to run kernels on it.
struct Bench {
    explicit Bench(const gpu::VulkanOptions& options)
        : device(options),
          cache(device, {}),
          barriers(false),
          timeline(device, "test timeline"),
          uploader(device, timeline, barriers, options.staging),
          commands(device, "test commands") {}

    /// A buffer that holds \p data, and that the host can read back.
    template <class T>
    [[nodiscard]] gpu::Buffer buffer(const std::vector<T>& data) const {
        gpu::Buffer out(device, data.size() * sizeof(T), gpu::Memory::HostRead, "test data");
        if (!data.empty()) std::memcpy(out.mapped(), data.data(), data.size() * sizeof(T));
        return out;
    }
    [[nodiscard]] static gpu::Binding whole(const gpu::Buffer& buffer) {
        return {buffer.handle(), 0, buffer.bytes()};
    }

    /// Submit what \p record records and wait for it.
    void run(const std::function<void(const vk::raii::CommandBuffer&)>& record) {
        const auto& list = commands.begin();
        record(list);
        barriers.shaders_before_host(list);
        list.end();
        ASSERT_TRUE(timeline.wait(timeline.submit(list), std::chrono::seconds(60)));
    }

    gpu::Device device;
    gpu::PipelineCache cache;
    gpu::Barriers barriers;
    gpu::Timeline timeline;
    gpu::Uploader uploader;
    gpu::Commands commands;
};

}  // namespace cavea::test
