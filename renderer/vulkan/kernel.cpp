// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/kernel.h"

#include <vector>

namespace cavea::gpu {
namespace {

vk::raii::DescriptorSetLayout make_set_layout(const Device& device, std::uint32_t bindings) {
    std::vector<vk::DescriptorSetLayoutBinding> list(bindings);
    for (std::uint32_t i = 0; i < bindings; ++i) {
        list[i].binding = i;
        list[i].descriptorType = vk::DescriptorType::eStorageBuffer;
        list[i].descriptorCount = 1;
        list[i].stageFlags = vk::ShaderStageFlagBits::eCompute;
    }
    vk::DescriptorSetLayoutCreateInfo info;
    info.flags = vk::DescriptorSetLayoutCreateFlagBits::ePushDescriptorKHR;
    info.setBindings(list);
    return {device.handle(), info};
}

vk::raii::PipelineLayout make_layout(const Device& device, vk::DescriptorSetLayout set,
                                     std::uint32_t push_bytes) {
    vk::PushConstantRange range;
    range.stageFlags = vk::ShaderStageFlagBits::eCompute;
    range.size = push_bytes;
    vk::PipelineLayoutCreateInfo info;
    info.setSetLayouts(set);
    info.setPushConstantRanges(range);
    return {device.handle(), info};
}

vk::raii::Pipeline make_pipeline(const Device& device, const vk::raii::PipelineCache& cache,
                                 std::span<const std::uint32_t> spirv, vk::PipelineLayout layout,
                                 std::span<const std::uint32_t> values) {
    vk::ShaderModuleCreateInfo code;
    code.codeSize = spirv.size_bytes();
    code.pCode = spirv.data();
    const vk::raii::ShaderModule module(device.handle(), code);

    std::vector<vk::SpecializationMapEntry> entries;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        entries.emplace_back(i, static_cast<std::uint32_t>(i * sizeof(std::uint32_t)),
                             sizeof(std::uint32_t));
    }
    vk::SpecializationInfo constants;
    constants.setMapEntries(entries);
    constants.dataSize = values.size_bytes();
    constants.pData = values.data();
    vk::ComputePipelineCreateInfo info;
    info.stage.stage = vk::ShaderStageFlagBits::eCompute;
    info.stage.module = *module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &constants;
    info.layout = layout;
    return {device.handle(), cache, info};
}

}  // namespace

AnyKernel::AnyKernel(const Device& device, const vk::raii::PipelineCache& cache,
                     std::span<const std::uint32_t> spirv, std::uint32_t bindings,
                     std::uint32_t push_bytes, std::span<const std::uint32_t> constants,
                     const std::string& name)
    : set_layout_(make_set_layout(device, bindings)),
      layout_(make_layout(device, *set_layout_, push_bytes)),
      pipeline_(make_pipeline(device, cache, spirv, *layout_, constants)) {
    device.name(set_layout_, name + " set layout");
    device.name(layout_, name + " layout");
    device.name(pipeline_, name);
}

void AnyKernel::dispatch_raw(const vk::raii::CommandBuffer& commands,
                             std::span<const Binding> bindings, std::span<const std::byte> push,
                             Groups groups) const {
    std::vector<vk::DescriptorBufferInfo> buffers(bindings.size());
    std::vector<vk::WriteDescriptorSet> writes(bindings.size());
    for (std::uint32_t i = 0; i < bindings.size(); ++i) {
        buffers[i] =
            vk::DescriptorBufferInfo(bindings[i].buffer, bindings[i].offset, bindings[i].bytes);
        writes[i].dstBinding = i;
        writes[i].descriptorType = vk::DescriptorType::eStorageBuffer;
        writes[i].setBufferInfo(buffers[i]);
    }
    constexpr auto kPoint = vk::PipelineBindPoint::eCompute;
    commands.bindPipeline(kPoint, *pipeline_);
    commands.pushDescriptorSetKHR(kPoint, *layout_, 0, writes);
    commands.pushConstants<std::byte>(
        *layout_, vk::ShaderStageFlagBits::eCompute, 0,
        vk::ArrayProxy<const std::byte>(static_cast<std::uint32_t>(push.size()), push.data()));
    commands.dispatch(groups.x, groups.y, 1);
}

}  // namespace cavea::gpu
