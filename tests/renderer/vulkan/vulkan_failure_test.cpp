// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every Vulkan call that can fail does so in turn: the answer is always an Error or a lost engine
// with a reason, never a crash or a hang. With ASan this also finds what is left behind.
#include <fmt/core.h>

#include "core/base/error.h"
#include "gpu_test.h"
#include "tests/support/support.h"
#include "vulkan_shim.h"

namespace cavea::test {
namespace {

enum class Outcome { Finished, Refused, Lost };

bool one_line(const std::string& message) {
    return !message.empty() && message.find('\n') == std::string::npos;
}

/// Render with two chunks in flight; any outcome must explain itself.
Outcome attempt(const gpu::VulkanOptions& options, const Programme& programme) {
    std::unique_ptr<Engine> engine;
    try {
        engine = gpu::make_vulkan_engine(options);
        engine->prepare(programme.setup);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Machine);
        EXPECT_TRUE(one_line(error.what())) << error.what();
        return Outcome::Refused;
    }
    const std::size_t chunk = programme.setup.grid.chunk;
    PlanarBuffer<float> columns(programme.setup.columns, chunk);
    std::vector<Ticket> tickets;
    std::size_t collected = 0;
    const auto lost = [&] {
        EXPECT_TRUE(one_line(engine->lost_reason())) << engine->lost_reason();
        EXPECT_FALSE(engine->submit(programme.plans[0].span, programme.feeds.view().slice(0, chunk),
                                    programme.plans[0]));
        EXPECT_EQ(engine->collect({}, Wait::Yes, columns.view()), State::Lost);
        return Outcome::Lost;
    };
    while (collected < programme.plans.size()) {
        if (tickets.size() < programme.plans.size() && tickets.size() - collected < 2) {
            const plan::SpanPlan& plan = programme.plans[tickets.size()];
            const auto first = static_cast<std::size_t>(plan.span.begin);
            const auto ticket =
                engine->submit(plan.span, programme.feeds.view().slice(first, chunk), plan);
            if (!ticket) return lost();
            tickets.push_back(*ticket);
        } else {
            const State state = engine->collect(tickets[collected++], Wait::Yes, columns.view());
            if (state != State::Done) return lost();
        }
    }
    EXPECT_EQ(engine->lost_reason(), "");
    return Outcome::Finished;
}

class VulkanFailure : public GpuTest {
 protected:
    /// A first chunk of ordinary size, then one with more segments than buffers are made for.
    static Programme growing_programme() {
        Programme programme = random_programme({2, 20, {1024, 4096}, 3 * 4096, 50, 500}, 31);
        plan::SpanPlan& large = programme.plans[1];
        large.direct.clear();
        for (Frame n = large.span.begin; n < large.span.end; ++n) {
            for (std::uint32_t column = 0; column < 20; ++column) {
                large.direct.push_back({0, column, n, n + 1, 1, 0});
            }
        }
        return programme;
    }

    /// \return calls that one whole render makes
    std::size_t fail_each_call(VkResult result, bool staging, bool keep_failing) {
        const TemporaryFolder folder;
        const Programme programme = growing_programme();
        std::size_t refused = 0;
        std::size_t lost = 0;
        for (std::size_t n = 1;; ++n) {
            ShimPlan plan;
            plan.fail_at = n;
            plan.keep_failing = keep_failing;
            plan.result = result;
            gpu::VulkanOptions changed = options();
            changed.validation = nullptr;
            changed.staging = staging;
            changed.cache_folder = folder.path();
            changed.wrap_loader = shim(plan);
            const Outcome outcome = attempt(changed, programme);
            if (plan.calls < n) {
                EXPECT_EQ(outcome, Outcome::Finished);
                EXPECT_GT(refused, 20U);
                EXPECT_GT(lost, 5U);
                return n - 1;
            }
            // Waiting before destruction is the one call whose answer changes nothing any more.
            if (plan.failed != "vkDeviceWaitIdle") {
                EXPECT_NE(outcome, Outcome::Finished) << plan.failed << ", call " << n;
            }
            if (outcome == Outcome::Refused) ++refused;
            if (outcome == Outcome::Lost) ++lost;
            if (HasFailure()) return n;
        }
    }
};

TEST_F(VulkanFailure, EveryCallMayFailOnce) {
    for (const VkResult result : {VK_ERROR_OUT_OF_HOST_MEMORY, VK_ERROR_OUT_OF_DEVICE_MEMORY,
                                  VK_ERROR_DEVICE_LOST, VK_ERROR_INITIALIZATION_FAILED}) {
        const std::size_t calls = fail_each_call(result, false, false);
        EXPECT_GT(calls, 50U);
        RecordProperty(fmt::format("calls_failed_with_{}", -result), static_cast<int>(calls));
    }
}

TEST_F(VulkanFailure, EveryCallMayFailWithStagingBuffers) {
    EXPECT_GT(fail_each_call(VK_ERROR_OUT_OF_DEVICE_MEMORY, true, false), 80U);
}

TEST_F(VulkanFailure, EveryCallMayFailForGood) {
    EXPECT_GT(fail_each_call(VK_ERROR_DEVICE_LOST, false, true), 50U);
}

TEST_F(VulkanFailure, CoversEveryFallibleFunctionThatTheEngineCalls) {
    ShimPlan plan;
    gpu::VulkanOptions changed = options();
    const TemporaryFolder folder;
    changed.cache_folder = folder.path();
    changed.wrap_loader = shim(plan);
    EXPECT_EQ(attempt(changed, growing_programme()), Outcome::Finished);
    const std::set<std::string> expected = {"vkAllocateCommandBuffers",
                                            "vkAllocateMemory",
                                            "vkBeginCommandBuffer",
                                            "vkBindBufferMemory",
                                            "vkCreateBuffer",
                                            "vkCreateCommandPool",
                                            "vkCreateComputePipelines",
                                            "vkCreateDescriptorSetLayout",
                                            "vkCreateDevice",
                                            "vkCreateInstance",
                                            "vkCreatePipelineCache",
                                            "vkCreatePipelineLayout",
                                            "vkCreateSemaphore",
                                            "vkCreateShaderModule",
                                            "vkDeviceWaitIdle",
                                            "vkEndCommandBuffer",
                                            "vkEnumerateDeviceExtensionProperties",
                                            "vkEnumerateInstanceExtensionProperties",
                                            "vkEnumeratePhysicalDevices",
                                            "vkGetPipelineCacheData",
                                            "vkMapMemory",
                                            "vkQueueSubmit",
                                            "vkResetCommandPool",
                                            "vkWaitSemaphores"};
    std::set<std::string> found = plan.functions;
    found.erase("vkSetDebugUtilsObjectNameEXT");
    found.erase("vkCreateDebugUtilsMessengerEXT");
    EXPECT_EQ(found, expected);
    RecordProperty("functions", static_cast<int>(plan.functions.size()));
}

TEST_F(VulkanFailure, NamesWhatFailed) {
    ShimPlan plan;
    plan.result = VK_ERROR_OUT_OF_DEVICE_MEMORY;
    gpu::VulkanOptions changed = options();
    changed.validation = nullptr;
    changed.wrap_loader = shim(plan);
    const auto engine = gpu::make_vulkan_engine(changed);
    plan.fail_at = plan.calls + 1;
    try {
        engine->prepare(growing_programme().setup);
        FAIL() << "no Error";
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("too little memory"), std::string::npos) << message;
        EXPECT_NE(message.find("--engine cpu"), std::string::npos) << message;
    }
}

}  // namespace
}  // namespace cavea::test
