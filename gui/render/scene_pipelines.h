// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pipelines of the picture: what each kind of primitive reads, how it meets depth and colour.
#pragma once

#include "gui/render/gpu.h"

namespace cavea::gui {

/// Kinds in the order in which they are drawn. Solid things write depth; what is seen through
/// comes after them and only reads it.
enum class Primitive { Boxes, Solids, Surfaces, Lines, Ghosts, Shells, Halos };
inline constexpr int kPrimitives = 7;

class ScenePipelines {
 public:
    /// \param scene_pass  of the offscreen picture
    /// \param ui_pass     in which the picture is shown
    ScenePipelines(const Gpu& gpu, vk::RenderPass scene_pass, vk::SampleCountFlagBits samples,
                   vk::RenderPass ui_pass);
    [[nodiscard]] vk::Pipeline pipeline(Primitive primitive) const {
        return *pipelines_[static_cast<std::size_t>(primitive)];
    }
    /// Set 0: the uniform SceneView with a dynamic offset.
    [[nodiscard]] vk::DescriptorSetLayout view_set() const { return *view_set_; }
    [[nodiscard]] vk::PipelineLayout view_layout() const { return *view_layout_; }
    /// Shows a finished picture; set 0: its image, push constants PicturePush.
    [[nodiscard]] vk::Pipeline picture() const { return *picture_; }
    [[nodiscard]] vk::DescriptorSetLayout picture_set() const { return *picture_set_; }
    [[nodiscard]] vk::PipelineLayout picture_layout() const { return *picture_layout_; }

 private:
    vk::raii::DescriptorSetLayout view_set_{nullptr};
    vk::raii::DescriptorSetLayout picture_set_{nullptr};
    vk::raii::PipelineLayout view_layout_{nullptr};
    vk::raii::PipelineLayout picture_layout_{nullptr};
    std::vector<vk::raii::Pipeline> pipelines_;
    vk::raii::Pipeline picture_{nullptr};
};

}  // namespace cavea::gui
