// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/painter.h"

#include <backends/imgui_impl_vulkan.h>
#include <imgui.h>

#include <limits>

#include "core/base/error.h"

namespace cavea::gui {
namespace {

constexpr std::uint64_t kForever = std::numeric_limits<std::uint64_t>::max();

void check(VkResult result) {
    if (result >= 0) return;
    if (result == VK_ERROR_DEVICE_LOST) throw vk::DeviceLostError("the back end of ImGui");
    throw vk::SystemError(vk::make_error_code(static_cast<vk::Result>(result)));
}

vk::raii::RenderPass make_pass(const Gpu& gpu, const PainterOptions& options) {
    using Load = vk::AttachmentLoadOp;
    using Store = vk::AttachmentStoreOp;
    using Stage = vk::PipelineStageFlagBits;
    const vk::AttachmentDescription attachment(
        {}, options.format, vk::SampleCountFlagBits::e1, Load::eClear, Store::eStore,
        Load::eDontCare, Store::eDontCare, vk::ImageLayout::eUndefined, options.final_layout);
    const vk::AttachmentReference colour(0, vk::ImageLayout::eColorAttachmentOptimal);
    vk::SubpassDescription subpass;
    subpass.setColorAttachments(colour);
    // After the frame before has left the image, and before its pixels are copied out.
    const std::array order{
        vk::SubpassDependency(
            VK_SUBPASS_EXTERNAL, 0, Stage::eColorAttachmentOutput | Stage::eTransfer,
            Stage::eColorAttachmentOutput, {}, vk::AccessFlagBits::eColorAttachmentWrite),
        vk::SubpassDependency(0, VK_SUBPASS_EXTERNAL, Stage::eColorAttachmentOutput,
                              Stage::eTransfer, vk::AccessFlagBits::eColorAttachmentWrite,
                              vk::AccessFlagBits::eTransferRead)};
    return {gpu.device(), vk::RenderPassCreateInfo({}, attachment, subpass, order)};
}

}  // namespace

Painter::Painter(const Gpu& gpu, const PainterOptions& options) try
    : gpu_(gpu), options_(options), pass_(make_pass(gpu, options)) {
    const vk::DescriptorPoolSize size(vk::DescriptorType::eCombinedImageSampler, 8);
    pool_ = {gpu.device(), vk::DescriptorPoolCreateInfo(
                               vk::DescriptorPoolCreateFlagBits::eFreeDescriptorSet, 8, size)};
    for (Slot& slot : slots_) {
        slot.pool = {gpu.device(), vk::CommandPoolCreateInfo({}, gpu.family())};
        slot.done = {gpu.device(), vk::FenceCreateInfo(vk::FenceCreateFlagBits::eSignaled)};
        slot.commands =
            (*gpu.device())
                .allocateCommandBuffers({*slot.pool, vk::CommandBufferLevel::ePrimary, 1},
                                        *gpu.device().getDispatcher())[0];
    }
    start_back_end();
    scene_ =
        std::make_unique<SceneRenderer>(gpu, SceneRendererOptions{options.multisample, *pass_});
} catch (...) {
    rethrow_as_machine_error("preparing to paint");
}

Painter::~Painter() {
    wait_idle();
    ImGui_ImplVulkan_Shutdown();
}

void Painter::start_back_end() {
    ImGui_ImplVulkan_InitInfo info{};
    info.Instance = *gpu_.instance();
    info.PhysicalDevice = *gpu_.physical();
    info.Device = *gpu_.device();
    info.QueueFamily = gpu_.family();
    info.Queue = *gpu_.queue();
    info.DescriptorPool = *pool_;
    info.MinImageCount = 2;
    // The back end keeps buffers for as many frames as there may be under way.
    info.ImageCount = std::max<std::uint32_t>(options_.images, SceneRenderer::kFrames);
    info.MSAASamples = VK_SAMPLE_COUNT_1_BIT;
    info.CheckVkResultFn = &check;
#if IMGUI_VERSION_NUM >= 19030
    info.RenderPass = *pass_;
    ImGui_ImplVulkan_Init(&info);
#else
    ImGui_ImplVulkan_Init(&info, *pass_);
#endif
    upload_fonts();
}

void Painter::upload_fonts() {
#if IMGUI_VERSION_NUM < 19000
    const auto& call = *gpu_.device().getDispatcher();
    Slot& slot = slots_[slot_];
    slot.pool.reset();
    slot.commands.begin(vk::CommandBufferBeginInfo(vk::CommandBufferUsageFlagBits::eOneTimeSubmit),
                        call);
    ImGui_ImplVulkan_CreateFontsTexture(slot.commands);
    slot.commands.end(call);
    vk::SubmitInfo submit;
    submit.setCommandBuffers(slot.commands);
    gpu_.queue().submit(submit);
    wait_idle();
    ImGui_ImplVulkan_DestroyFontUploadObjects();
#elif IMGUI_VERSION_NUM < 19200
    ImGui_ImplVulkan_CreateFontsTexture();
#endif
}

void Painter::rebuild_fonts() {
    // Old back ends keep the texture that a new one replaces, so it starts again.
    wait_idle();
    ImGui_ImplVulkan_Shutdown();
    start_back_end();
}

void Painter::begin_frame() {
    slot_ = (slot_ + 1) % slots_.size();
    static_cast<void>(gpu_.device().waitForFences(*slots_[slot_].done, VK_TRUE, kForever));
    ImGui_ImplVulkan_NewFrame();
    scene_->begin_frame(slot_);
}

void Painter::paint(ImDrawData& data, vk::Framebuffer target, vk::Extent2D size,
                    vk::Semaphore after, vk::Semaphore then) {
    const auto& call = *gpu_.device().getDispatcher();
    Slot& slot = slots_[slot_];
    slot.pool.reset();
    const vk::CommandBuffer commands = slot.commands;
    commands.begin(vk::CommandBufferBeginInfo(vk::CommandBufferUsageFlagBits::eOneTimeSubmit),
                   call);
    scene_->record(commands);
    const ImVec4& back = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    const vk::ClearValue clear(
        vk::ClearColorValue(std::array<float, 4>{back.x, back.y, back.z, 1.0F}));
    commands.beginRenderPass({*pass_, target, vk::Rect2D({0, 0}, size), clear},
                             vk::SubpassContents::eInline, call);
    ImGui_ImplVulkan_RenderDrawData(&data, commands);
    commands.endRenderPass(call);
    commands.end(call);

    const vk::PipelineStageFlags stage = vk::PipelineStageFlagBits::eColorAttachmentOutput;
    vk::SubmitInfo submit;
    submit.setCommandBuffers(commands);
    if (after) submit.setWaitSemaphores(after).setWaitDstStageMask(stage);
    if (then) submit.setSignalSemaphores(then);
    gpu_.device().resetFences(*slot.done);
    gpu_.queue().submit(submit, *slot.done);
}

void Painter::wait_idle() const noexcept {
    const auto& call = *gpu_.device().getDispatcher();
    static_cast<void>(call.vkDeviceWaitIdle(*gpu_.device()));
}

}  // namespace cavea::gui
