// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/render/scene_pipelines.h"

#include <array>
#include <cstddef>
#include <span>

#include "gui/render/scene_pass.h"
#include "shaders/gui/scene_view_io.h"
#include "shaders/picture_frag_spirv.h"
#include "shaders/picture_vert_spirv.h"
#include "shaders/scene_box_frag_spirv.h"
#include "shaders/scene_box_vert_spirv.h"
#include "shaders/scene_halo_frag_spirv.h"
#include "shaders/scene_halo_vert_spirv.h"
#include "shaders/scene_line_frag_spirv.h"
#include "shaders/scene_line_vert_spirv.h"
#include "shaders/scene_shell_frag_spirv.h"
#include "shaders/scene_shell_vert_spirv.h"
#include "shaders/scene_sphere_frag_spirv.h"
#include "shaders/scene_sphere_vert_spirv.h"

namespace cavea::gui {
namespace {

using Attributes = std::vector<vk::VertexInputAttributeDescription>;
using Code = std::span<const std::uint32_t>;

constexpr vk::Format kFloat = vk::Format::eR32Sfloat;
constexpr vk::Format kVec3 = vk::Format::eR32G32B32Sfloat;
constexpr vk::Format kColour = vk::Format::eR8G8B8A8Unorm;

enum class Blend { Premultiplied, Straight };

/// What a pipeline differs in from the others.
struct Recipe {
    Code vertex;
    Code fragment;
    vk::PrimitiveTopology topology = vk::PrimitiveTopology::eTriangleList;
    std::uint32_t stride = 0;  ///< bytes; 0 = no vertex buffer
    vk::VertexInputRate rate = vk::VertexInputRate::eVertex;
    Attributes attributes{};
    bool depth_test = true;
    bool depth_write = false;
    Blend blend = Blend::Premultiplied;
    /// Edges by leaving samples out instead of by blending, so that depth has the same edge.
    bool coverage = false;
};

template <typename T>
std::uint32_t size_of() {
    return static_cast<std::uint32_t>(sizeof(T));
}

Attributes sphere_attributes() {
    return {{0, 0, kVec3, offsetof(SphereInstance, x)},
            {1, 0, kFloat, offsetof(SphereInstance, radius)},
            {2, 0, kColour, offsetof(SphereInstance, colour)},
            {3, 0, kFloat, offsetof(SphereInstance, glow)}};
}

Recipe of_vertices(vk::PrimitiveTopology topology) {
    return {
        gpu::k_scene_line_vert_spirv,
        gpu::k_scene_line_frag_spirv,
        topology,
        size_of<LineVertex>(),
        vk::VertexInputRate::eVertex,
        {{0, 0, kVec3, offsetof(LineVertex, x)}, {1, 0, kColour, offsetof(LineVertex, colour)}}};
}

Recipe of_spheres(Code vertex, Code fragment, bool depth_write) {
    return {vertex,
            fragment,
            vk::PrimitiveTopology::eTriangleStrip,
            size_of<SphereInstance>(),
            vk::VertexInputRate::eInstance,
            sphere_attributes(),
            true,
            depth_write,
            Blend::Premultiplied,
            depth_write};
}

Recipe of_boxes() {
    return {gpu::k_scene_box_vert_spirv,
            gpu::k_scene_box_frag_spirv,
            vk::PrimitiveTopology::eTriangleList,
            size_of<BoxInstance>(),
            vk::VertexInputRate::eInstance,
            {{0, 0, kVec3, offsetof(BoxInstance, x)},
             {1, 0, kVec3, offsetof(BoxInstance, hx)},
             {2, 0, kColour, offsetof(BoxInstance, colour)},
             {3, 0, kFloat, offsetof(BoxInstance, glow)}},
            true,
            true};
}

Recipe of_shells() {
    return {gpu::k_scene_shell_vert_spirv,
            gpu::k_scene_shell_frag_spirv,
            vk::PrimitiveTopology::eTriangleStrip,
            size_of<ShellInstance>(),
            vk::VertexInputRate::eInstance,
            {{0, 0, kVec3, offsetof(ShellInstance, x)},
             {1, 0, kVec3, offsetof(ShellInstance, rx)},
             {2, 0, kColour, offsetof(ShellInstance, colour)}}};
}

Recipe recipe(Primitive primitive) {
    switch (primitive) {
        case Primitive::Boxes:
            break;
        case Primitive::Solids:
            return of_spheres(gpu::k_scene_sphere_vert_spirv, gpu::k_scene_sphere_frag_spirv, true);
        case Primitive::Ghosts:
            return of_spheres(gpu::k_scene_sphere_vert_spirv, gpu::k_scene_sphere_frag_spirv,
                              false);
        case Primitive::Halos:
            return of_spheres(gpu::k_scene_halo_vert_spirv, gpu::k_scene_halo_frag_spirv, false);
        case Primitive::Surfaces:
            return of_vertices(vk::PrimitiveTopology::eTriangleList);
        case Primitive::Lines:
            return of_vertices(vk::PrimitiveTopology::eLineList);
        case Primitive::Shells:
            return of_shells();
    }
    return of_boxes();
}

vk::PipelineColorBlendAttachmentState blending(Blend blend) {
    using Factor = vk::BlendFactor;
    using Component = vk::ColorComponentFlagBits;
    const Factor source = blend == Blend::Straight ? Factor::eSrcAlpha : Factor::eOne;
    return {VK_TRUE,
            source,
            Factor::eOneMinusSrcAlpha,
            vk::BlendOp::eAdd,
            Factor::eOne,
            Factor::eOneMinusSrcAlpha,
            vk::BlendOp::eAdd,
            Component::eR | Component::eG | Component::eB | Component::eA};
}

vk::raii::ShaderModule module_of(const Gpu& gpu, Code code) {
    return {gpu.device(), vk::ShaderModuleCreateInfo({}, code.size_bytes(), code.data())};
}

struct Target {
    vk::PipelineLayout layout;
    vk::RenderPass pass;
    vk::SampleCountFlagBits samples;
};

vk::raii::Pipeline make(const Gpu& gpu, const Recipe& recipe, const Target& target) {
    const auto vertex = module_of(gpu, recipe.vertex);
    const auto fragment = module_of(gpu, recipe.fragment);
    const bool coverage = recipe.coverage && target.samples != vk::SampleCountFlagBits::e1;
    const vk::Bool32 by_coverage = coverage ? VK_TRUE : VK_FALSE;
    const vk::SpecializationMapEntry constant(0, 0, sizeof(by_coverage));
    const vk::SpecializationInfo constants(1, &constant, sizeof(by_coverage), &by_coverage);
    const std::array stages{
        vk::PipelineShaderStageCreateInfo({}, vk::ShaderStageFlagBits::eVertex, *vertex, "main"),
        vk::PipelineShaderStageCreateInfo({}, vk::ShaderStageFlagBits::eFragment, *fragment, "main",
                                          &constants)};
    const vk::VertexInputBindingDescription binding(0, recipe.stride, recipe.rate);
    vk::PipelineVertexInputStateCreateInfo input;
    input.setVertexAttributeDescriptions(recipe.attributes);
    if (recipe.stride > 0) input.setVertexBindingDescriptions(binding);
    const vk::PipelineInputAssemblyStateCreateInfo assembly({}, recipe.topology);
    const vk::PipelineViewportStateCreateInfo viewport({}, 1, nullptr, 1, nullptr);
    vk::PipelineRasterizationStateCreateInfo raster;
    raster.setLineWidth(1);
    vk::PipelineMultisampleStateCreateInfo samples({}, target.samples);
    samples.setAlphaToCoverageEnable(by_coverage);
    vk::PipelineDepthStencilStateCreateInfo depth;
    depth.setDepthTestEnable(recipe.depth_test ? VK_TRUE : VK_FALSE);
    depth.setDepthWriteEnable(recipe.depth_write ? VK_TRUE : VK_FALSE);
    depth.setDepthCompareOp(vk::CompareOp::eLessOrEqual);
    vk::PipelineColorBlendAttachmentState blend = blending(recipe.blend);
    if (coverage) blend.setBlendEnable(VK_FALSE);
    vk::PipelineColorBlendStateCreateInfo colour;
    colour.setAttachments(blend);
    std::vector<vk::DynamicState> states{vk::DynamicState::eViewport, vk::DynamicState::eScissor};
    if (recipe.topology == vk::PrimitiveTopology::eLineList) {
        states.push_back(vk::DynamicState::eLineWidth);
    }
    vk::PipelineDynamicStateCreateInfo dynamic;
    dynamic.setDynamicStates(states);
    const vk::GraphicsPipelineCreateInfo info({}, stages, &input, &assembly, nullptr, &viewport,
                                              &raster, &samples, &depth, &colour, &dynamic,
                                              target.layout, target.pass);
    return {gpu.device(), nullptr, info};
}

}  // namespace

ScenePipelines::ScenePipelines(const Gpu& gpu, vk::RenderPass scene_pass,
                               vk::SampleCountFlagBits samples, vk::RenderPass ui_pass) {
    using Stage = vk::ShaderStageFlagBits;
    const vk::DescriptorSetLayoutBinding view(0, vk::DescriptorType::eUniformBufferDynamic, 1,
                                              Stage::eVertex | Stage::eFragment);
    const vk::DescriptorSetLayoutBinding image(0, vk::DescriptorType::eCombinedImageSampler, 1,
                                               Stage::eFragment);
    view_set_ = {gpu.device(), vk::DescriptorSetLayoutCreateInfo({}, view)};
    picture_set_ = {gpu.device(), vk::DescriptorSetLayoutCreateInfo({}, image)};
    view_layout_ = {gpu.device(), vk::PipelineLayoutCreateInfo({}, *view_set_)};
    const vk::PushConstantRange push(Stage::eFragment, 0, size_of<PicturePush>());
    picture_layout_ = {gpu.device(), vk::PipelineLayoutCreateInfo({}, *picture_set_, push)};
    for (int i = 0; i < kPrimitives; ++i) {
        pipelines_.push_back(
            make(gpu, recipe(static_cast<Primitive>(i)), {*view_layout_, scene_pass, samples}));
    }
    Recipe picture{gpu::k_picture_vert_spirv, gpu::k_picture_frag_spirv};
    picture.depth_test = false;
    picture.blend = Blend::Straight;
    picture_ = make(gpu, picture, {*picture_layout_, ui_pass, vk::SampleCountFlagBits::e1});
}

}  // namespace cavea::gui
