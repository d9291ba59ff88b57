// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vulkan_shim.h"

#include <cstring>
#include <vector>

namespace cavea::test {
namespace {

// Vulkan's functions are plain pointers without user data, so the plan has to be found globally.
ShimPlan* active = nullptr;
PFN_vkGetInstanceProcAddr real_instance_entry = nullptr;
PFN_vkGetDeviceProcAddr real_device_entry = nullptr;
PFN_vkCmdPipelineBarrier real_barrier = nullptr;
PFN_vkCmdPushDescriptorSetKHR real_bind = nullptr;
PFN_vkCmdPushConstants real_push = nullptr;
PFN_vkCmdCopyBuffer real_copy = nullptr;
PFN_vkCmdDispatch real_dispatch = nullptr;

/// Count a call; true when it has to fail.
bool fails(const char* function) {
    ++active->calls;
    active->functions.insert(function);
    const bool first = active->calls == active->fail_at;
    if (first) active->failed = function;
    return first ||
           (active->keep_failing && active->fail_at != 0 && active->calls > active->fail_at);
}

/// Function of one name: counts, then fails or calls the real one.
template <class Name, class Pointer>
struct Fallible;
template <class Name, class... Arguments>
struct Fallible<Name, VkResult (*)(Arguments...)> {
    static inline VkResult (*real)(Arguments...) = nullptr;
    static VkResult call(Arguments... arguments) {
        if (!fails(Name::text)) return real(arguments...);
        // Work under way is finished when a device is lost, so no wait for it may be left out.
        if (std::strstr(Name::text, "Wait") != nullptr) static_cast<void>(real(arguments...));
        return active->result;
    }
};

VKAPI_ATTR void VKAPI_CALL barrier(VkCommandBuffer commands, VkPipelineStageFlags before,
                                   VkPipelineStageFlags after, VkDependencyFlags flags,
                                   std::uint32_t count, const VkMemoryBarrier* barriers,
                                   std::uint32_t buffer_count, const VkBufferMemoryBarrier* buffers,
                                   std::uint32_t image_count, const VkImageMemoryBarrier* images) {
    active->commands += 'B';
    if (active->drop_barriers) return;
    real_barrier(commands, before, after, flags, count, barriers, buffer_count, buffers,
                 image_count, images);
}

VKAPI_ATTR void VKAPI_CALL bind(VkCommandBuffer commands, VkPipelineBindPoint point,
                                VkPipelineLayout layout, std::uint32_t set, std::uint32_t count,
                                const VkWriteDescriptorSet* writes) {
    if (!active->bind_past_the_end) {
        real_bind(commands, point, layout, set, count, writes);
        return;
    }
    std::vector<VkWriteDescriptorSet> changed(writes, writes + count);
    std::vector<VkDescriptorBufferInfo> buffers(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        buffers[i] = *writes[i].pBufferInfo;
        buffers[i].range += VkDeviceSize{1} << 26U;
        changed[i].pBufferInfo = &buffers[i];
    }
    real_bind(commands, point, layout, set, count, changed.data());
}

VKAPI_ATTR void VKAPI_CALL push(VkCommandBuffer commands, VkPipelineLayout layout,
                                VkShaderStageFlags stages, std::uint32_t offset, std::uint32_t size,
                                const void* values) {
    if (active->push_to_another_stage) {
        real_push(commands, layout, VK_SHADER_STAGE_VERTEX_BIT, offset, size, values);
    }
    real_push(commands, layout, stages, offset, size, values);
}

VKAPI_ATTR void VKAPI_CALL copy(VkCommandBuffer commands, VkBuffer from, VkBuffer to,
                                std::uint32_t count, const VkBufferCopy* regions) {
    active->commands += 'C';
    real_copy(commands, from, to, count, regions);
}

VKAPI_ATTR void VKAPI_CALL dispatch(VkCommandBuffer commands, std::uint32_t x, std::uint32_t y,
                                    std::uint32_t z) {
    active->commands += 'D';
    real_dispatch(commands, x, y, z);
}

#define CAVEA_FALLIBLE(function)                       \
    struct Name_##function {                           \
        static constexpr const char* text = #function; \
    };                                                 \
    using Shim_##function = Fallible<Name_##function, PFN_##function>;

#define CAVEA_ALL_FALLIBLE(X)                 \
    X(vkCreateInstance)                       \
    X(vkEnumerateInstanceExtensionProperties) \
    X(vkEnumeratePhysicalDevices)             \
    X(vkEnumerateDeviceExtensionProperties)   \
    X(vkCreateDebugUtilsMessengerEXT)         \
    X(vkSetDebugUtilsObjectNameEXT)           \
    X(vkCreateDevice)                         \
    X(vkCreateBuffer)                         \
    X(vkAllocateMemory)                       \
    X(vkBindBufferMemory)                     \
    X(vkMapMemory)                            \
    X(vkCreateShaderModule)                   \
    X(vkCreatePipelineCache)                  \
    X(vkGetPipelineCacheData)                 \
    X(vkCreateDescriptorSetLayout)            \
    X(vkCreatePipelineLayout)                 \
    X(vkCreateComputePipelines)               \
    X(vkCreateSemaphore)                      \
    X(vkCreateCommandPool)                    \
    X(vkAllocateCommandBuffers)               \
    X(vkResetCommandPool)                     \
    X(vkBeginCommandBuffer)                   \
    X(vkEndCommandBuffer)                     \
    X(vkQueueSubmit)                          \
    X(vkWaitSemaphores)                       \
    X(vkDeviceWaitIdle)

CAVEA_ALL_FALLIBLE(CAVEA_FALLIBLE)

template <class Pointer>
PFN_vkVoidFunction spoiled(PFN_vkVoidFunction real, Pointer& slot, Pointer ours) {
    slot = reinterpret_cast<Pointer>(real);
    return reinterpret_cast<PFN_vkVoidFunction>(ours);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_entry(VkDevice device, const char* name);

/// Our function of a name in the place of the real one, which is kept; the real one otherwise.
PFN_vkVoidFunction replaced(const char* name, PFN_vkVoidFunction real) {
    if (real == nullptr) return nullptr;
#define CAVEA_REPLACE(function)                                              \
    if (std::strcmp(name, #function) == 0) {                                 \
        Shim_##function::real = reinterpret_cast<PFN_##function>(real);      \
        return reinterpret_cast<PFN_vkVoidFunction>(&Shim_##function::call); \
    }
    CAVEA_ALL_FALLIBLE(CAVEA_REPLACE)
#undef CAVEA_REPLACE
    if (std::strcmp(name, "vkCmdPipelineBarrier") == 0)
        return spoiled(real, real_barrier, &barrier);
    if (std::strcmp(name, "vkCmdPushDescriptorSetKHR") == 0) return spoiled(real, real_bind, &bind);
    if (std::strcmp(name, "vkCmdCopyBuffer") == 0) return spoiled(real, real_copy, &copy);
    if (std::strcmp(name, "vkCmdDispatch") == 0) return spoiled(real, real_dispatch, &dispatch);
    if (std::strcmp(name, "vkCmdPushConstants") == 0) return spoiled(real, real_push, &push);
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) {
        return spoiled(real, real_device_entry, &device_entry);
    }
    return real;
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_entry(VkDevice device, const char* name) {
    // Asking the device for this one may give a driver's own entry, past the layers.
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) {
        return reinterpret_cast<PFN_vkVoidFunction>(&device_entry);
    }
    return replaced(name, real_device_entry(device, name));
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL instance_entry(VkInstance instance, const char* name) {
    return replaced(name, real_instance_entry(instance, name));
}

}  // namespace

std::function<gpu::VulkanFunction(gpu::VulkanFunction)> shim(ShimPlan& plan) {
    return [&plan](gpu::VulkanFunction loader) {
        active = &plan;
        real_instance_entry = reinterpret_cast<PFN_vkGetInstanceProcAddr>(loader);
        return reinterpret_cast<gpu::VulkanFunction>(&instance_entry);
    };
}

}  // namespace cavea::test
