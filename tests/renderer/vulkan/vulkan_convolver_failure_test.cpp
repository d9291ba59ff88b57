// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every Vulkan call of the convolver that can fail does so in turn; and what it allocates it gives
// back.
#include <vulkan/vulkan_core.h>

#include <cstring>
#include <map>
#include <mutex>

#include "convolver_test_support.h"
#include "core/base/error.h"
#include "gpu_test.h"
#include "renderer/vulkan/vulkan_convolver.h"
#include "vulkan_shim.h"

namespace cavea::test {
namespace {

enum class Outcome { Finished, Refused, Lost };

bool one_line(const std::string& message) {
    return !message.empty() && message.find('\n') == std::string::npos;
}

/// Prepare and convolve three units; any outcome must explain itself.
Outcome attempt(const gpu::VulkanOptions& options, const ConvolverSetup& setup) {
    std::unique_ptr<Convolver> engine;
    try {
        engine = gpu::make_vulkan_convolver(options);
        engine->prepare(setup);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Machine);
        EXPECT_TRUE(one_line(error.what())) << error.what();
        return Outcome::Refused;
    }
    PlanarBuffer<float> in(setup.inputs, setup.plan.unit());
    PlanarBuffer<float> out(setup.outputs, setup.plan.unit());
    in.view()[0][7] = 0.5F;
    for (int unit = 0; unit < 3; ++unit) {
        const auto ticket = engine->submit(in.view());
        if (ticket && engine->collect(*ticket, Wait::Yes, out.view()) == State::Done) continue;
        EXPECT_TRUE(one_line(engine->lost_reason())) << engine->lost_reason();
        EXPECT_FALSE(engine->submit(in.view()));
        EXPECT_EQ(engine->collect({}, Wait::Yes, out.view()), State::Lost);
        EXPECT_THROW(engine->prepare(setup), Error);
        return Outcome::Lost;
    }
    EXPECT_EQ(engine->lost_reason(), "");
    return Outcome::Finished;
}

class VulkanConvolverFailure : public GpuTest {
 protected:
    /// \return calls that one whole run makes
    std::size_t fail_each_call(VkResult result, bool staging, bool keep_failing) {
        const TemporaryFolder folder;
        ConvolverSetup setup = mixed_setup();
        setup.plan = {64, 2};
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
            const Outcome outcome = attempt(changed, setup);
            if (plan.calls < n) {
                EXPECT_EQ(outcome, Outcome::Finished);
                EXPECT_GT(refused, 40U);
                EXPECT_GT(lost, 10U);
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

TEST_F(VulkanConvolverFailure, EveryCallMayFailOnce) {
    for (const VkResult result :
         {VK_ERROR_OUT_OF_HOST_MEMORY, VK_ERROR_OUT_OF_DEVICE_MEMORY, VK_ERROR_DEVICE_LOST}) {
        EXPECT_GT(fail_each_call(result, false, false), 80U);
    }
}

TEST_F(VulkanConvolverFailure, EveryCallMayFailWithStagingBuffers) {
    EXPECT_GT(fail_each_call(VK_ERROR_OUT_OF_DEVICE_MEMORY, true, false), 120U);
}

TEST_F(VulkanConvolverFailure, EveryCallMayFailForGood) {
    EXPECT_GT(fail_each_call(VK_ERROR_DEVICE_LOST, false, true), 80U);
}

TEST_F(VulkanConvolverFailure, SaysHowMuchMemoryIsMissingWhenTheDriverHasNoMore) {
    ShimPlan plan;
    plan.result = VK_ERROR_OUT_OF_DEVICE_MEMORY;
    gpu::VulkanOptions changed = options();
    changed.validation = nullptr;
    changed.wrap_loader = shim(plan);
    const auto engine = gpu::make_vulkan_convolver(changed);
    ConvolverSetup setup = mixed_setup();
    engine->prepare(setup);
    const std::size_t calls = plan.calls;
    bool said = false;
    for (std::size_t n = 1; n < calls && !said; ++n) {
        plan.fail_at = plan.calls + n;
        try {
            engine->prepare(setup);
        } catch (const Error& error) {
            said = std::strstr(error.what(), "MiB are missing") != nullptr;
            EXPECT_TRUE(one_line(error.what()));
        }
    }
    EXPECT_TRUE(said);
    plan.fail_at = 0;
    EXPECT_NO_THROW(engine->prepare(setup));  // a refusal is not a loss
}

// --- What is allocated and not yet freed, counted at the driver's door.

std::mutex ledger_mutex;
std::map<VkDeviceMemory, VkDeviceSize> ledger;
PFN_vkGetInstanceProcAddr real_instance_entry = nullptr;
PFN_vkGetDeviceProcAddr real_device_entry = nullptr;
PFN_vkAllocateMemory real_allocate = nullptr;
PFN_vkFreeMemory real_free = nullptr;

VKAPI_ATTR VkResult VKAPI_CALL allocate(VkDevice device, const VkMemoryAllocateInfo* info,
                                        const VkAllocationCallbacks* callbacks,
                                        VkDeviceMemory* memory) {
    const VkResult result = real_allocate(device, info, callbacks, memory);
    const std::lock_guard lock(ledger_mutex);
    if (result == VK_SUCCESS) ledger[*memory] = info->allocationSize;
    return result;
}

VKAPI_ATTR void VKAPI_CALL release(VkDevice device, VkDeviceMemory memory,
                                   const VkAllocationCallbacks* callbacks) {
    {
        const std::lock_guard lock(ledger_mutex);
        ledger.erase(memory);
    }
    real_free(device, memory, callbacks);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_entry(VkDevice device, const char* name);

PFN_vkVoidFunction counted(const char* name, PFN_vkVoidFunction real) {
    if (real == nullptr) return nullptr;
    if (std::strcmp(name, "vkAllocateMemory") == 0) {
        real_allocate = reinterpret_cast<PFN_vkAllocateMemory>(real);
        return reinterpret_cast<PFN_vkVoidFunction>(&allocate);
    }
    if (std::strcmp(name, "vkFreeMemory") == 0) {
        real_free = reinterpret_cast<PFN_vkFreeMemory>(real);
        return reinterpret_cast<PFN_vkVoidFunction>(&release);
    }
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) {
        real_device_entry = reinterpret_cast<PFN_vkGetDeviceProcAddr>(real);
        return reinterpret_cast<PFN_vkVoidFunction>(&device_entry);
    }
    return real;
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_entry(VkDevice device, const char* name) {
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) {
        return reinterpret_cast<PFN_vkVoidFunction>(&device_entry);
    }
    return counted(name, real_device_entry(device, name));
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL instance_entry(VkInstance instance, const char* name) {
    return counted(name, real_instance_entry(instance, name));
}

VkDeviceSize held() {
    const std::lock_guard lock(ledger_mutex);
    VkDeviceSize sum = 0;
    for (const auto& [memory, bytes] : ledger) sum += bytes;
    return sum;
}

TEST_F(VulkanConvolverFailure, DeviceMemoryIsGivenBack) {
    for (const bool staging : {false, true}) {
        gpu::VulkanOptions changed = options();
        changed.staging = staging;
        changed.wrap_loader = [](gpu::VulkanFunction loader) {
            real_instance_entry = reinterpret_cast<PFN_vkGetInstanceProcAddr>(loader);
            return reinterpret_cast<gpu::VulkanFunction>(&instance_entry);
        };
        auto engine = gpu::make_vulkan_convolver(changed);
        const ConvolverSetup setup = mixed_setup();
        engine->prepare(setup);
        const VkDeviceSize once = held();
        EXPECT_GT(once, 100000U);
        for (int i = 0; i < 3; ++i) {
            engine->prepare(setup);
            static_cast<void>(convolve(*engine, setup, 2));
            EXPECT_EQ(held(), once);
        }
        engine.reset();
        EXPECT_EQ(held(), 0U);
    }
}

}  // namespace
}  // namespace cavea::test
