// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/render/scene_renderer.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <optional>

#include "gui/render/gpu_memory.h"
#include "gui/render/scene_pipelines.h"
#include "gui/render/scene_upload.h"
#include "shaders/gui/scene_view_io.h"

namespace cavea::gui {
namespace {

constexpr vk::Format kColour = vk::Format::eR8G8B8A8Unorm;
constexpr std::uint32_t kMostViews = 16;
/// Images grow in steps, so that a splitter that is dragged does not make one per frame.
constexpr std::uint32_t kStep = 128;

vk::Format depth_format(const Gpu& gpu) {
    for (const vk::Format format : {vk::Format::eD32Sfloat, vk::Format::eX8D24UnormPack32}) {
        const auto features = gpu.physical().getFormatProperties(format).optimalTilingFeatures;
        if (features & vk::FormatFeatureFlagBits::eDepthStencilAttachment) return format;
    }
    return vk::Format::eD16Unorm;  // every device has it
}

vk::SampleCountFlagBits sample_count(const Gpu& gpu, bool multisample) {
    const vk::PhysicalDeviceLimits limits = gpu.physical().getProperties().limits;
    const auto both = limits.framebufferColorSampleCounts & limits.framebufferDepthSampleCounts;
    const bool four = multisample && (both & vk::SampleCountFlagBits::e4);
    return four ? vk::SampleCountFlagBits::e4 : vk::SampleCountFlagBits::e1;
}

/// Orders a picture against the frame before, which may still show it, and against the ui pass,
/// which reads it; and its depth against the picture before, which used the same memory.
std::array<vk::SubpassDependency, 2> dependencies() {
    using Stage = vk::PipelineStageFlagBits;
    using Access = vk::AccessFlagBits;
    const auto depth = Stage::eEarlyFragmentTests | Stage::eLateFragmentTests;
    const auto written = Access::eColorAttachmentWrite | Access::eDepthStencilAttachmentWrite;
    return {
        vk::SubpassDependency(
            VK_SUBPASS_EXTERNAL, 0, Stage::eFragmentShader | Stage::eColorAttachmentOutput | depth,
            Stage::eColorAttachmentOutput | depth, written,
            written | Access::eColorAttachmentRead | Access::eDepthStencilAttachmentRead),
        vk::SubpassDependency(0, VK_SUBPASS_EXTERNAL, Stage::eColorAttachmentOutput,
                              Stage::eFragmentShader, Access::eColorAttachmentWrite,
                              Access::eShaderRead)};
}

/// Attachments: the picture, depth and, with several samples, the colours before they are resolved.
vk::raii::RenderPass make_pass(const Gpu& gpu, vk::Format depth, vk::SampleCountFlagBits samples) {
    using Load = vk::AttachmentLoadOp;
    using Store = vk::AttachmentStoreOp;
    using Layout = vk::ImageLayout;
    const bool resolve = samples != vk::SampleCountFlagBits::e1;
    const std::array attachments{
        vk::AttachmentDescription({}, kColour, vk::SampleCountFlagBits::e1,
                                  resolve ? Load::eDontCare : Load::eClear, Store::eStore,
                                  Load::eDontCare, Store::eDontCare, Layout::eUndefined,
                                  Layout::eShaderReadOnlyOptimal),
        vk::AttachmentDescription({}, depth, samples, Load::eClear, Store::eDontCare,
                                  Load::eDontCare, Store::eDontCare, Layout::eUndefined,
                                  Layout::eDepthStencilAttachmentOptimal),
        vk::AttachmentDescription({}, kColour, samples, Load::eClear, Store::eDontCare,
                                  Load::eDontCare, Store::eDontCare, Layout::eUndefined,
                                  Layout::eColorAttachmentOptimal)};
    const vk::AttachmentReference picture(0, Layout::eColorAttachmentOptimal);
    const vk::AttachmentReference depth_at(1, Layout::eDepthStencilAttachmentOptimal);
    const vk::AttachmentReference colours(2, Layout::eColorAttachmentOptimal);
    vk::SubpassDescription subpass;
    subpass.setColorAttachments(resolve ? colours : picture);
    if (resolve) subpass.setResolveAttachments(picture);
    subpass.setPDepthStencilAttachment(&depth_at);
    const auto order = dependencies();
    return {gpu.device(), vk::RenderPassCreateInfo({}, resolve ? 3 : 2, attachments.data(), 1,
                                                   &subpass, 2, order.data())};
}

std::uint32_t rounded_up(double pixels, std::uint32_t most) {
    const auto whole = static_cast<std::uint32_t>(std::ceil(pixels));
    return std::min((whole + kStep - 1) / kStep * kStep, most);
}

}  // namespace

struct SceneRenderer::Impl {
    /// One view: what its image shows, and what is asked for.
    struct View {
        Impl* owner = nullptr;
        ViewScene scene;     ///< of this frame
        bool used = false;   ///< in this frame
        bool shows = false;  ///< the image shows the scene
        Image image;
        vk::raii::Framebuffer framebuffer{nullptr};
        vk::DescriptorSet set;
    };
    /// Memory of one frame under way.
    struct Frame {
        HostBuffer buffer;
        vk::DescriptorSet set;
    };

    Impl(const Gpu& the_gpu, const SceneRendererOptions& options);
    View* free_view(ViewKind kind);
    void fit(View& view);
    void fit_shared(vk::Extent2D size);
    void make_framebuffer(View& view);
    void upload(const std::vector<SceneBytes>& pieces);
    void draw_view(View& view, const SceneBytes& piece, std::size_t offset);
    void record(vk::CommandBuffer commands);
    void show(const View& view, const ImDrawCmd& command) const;
    static void on_draw(const ImDrawList* list, const ImDrawCmd* command);

    const Gpu& gpu;
    vk::SampleCountFlagBits samples;
    vk::Format depth_kind;
    vk::raii::RenderPass pass;
    ScenePipelines pipelines;
    vk::raii::DescriptorPool pool{nullptr};
    vk::raii::Sampler sampler{nullptr};
    std::size_t alignment;
    std::uint32_t most_pixels;
    float line_width = 1;

    std::array<Frame, kFrames> frames;
    std::size_t slot = 0;
    std::deque<View> views;  ///< addresses stay: draw lists point at them
    Image depth;             ///< shared by all views, one after the other
    Image colours;           ///< before they are resolved; shared too
    vk::CommandBuffer recording;
    std::size_t redrawn = 0;
};

SceneRenderer::Impl::Impl(const Gpu& the_gpu, const SceneRendererOptions& options)
    : gpu(the_gpu),
      samples(sample_count(gpu, options.multisample)),
      depth_kind(depth_format(gpu)),
      pass(make_pass(gpu, depth_kind, samples)),
      pipelines(gpu, *pass, samples, options.ui_pass) {
    using Type = vk::DescriptorType;
    const std::array sizes{vk::DescriptorPoolSize(Type::eUniformBufferDynamic, kFrames),
                           vk::DescriptorPoolSize(Type::eCombinedImageSampler, kMostViews)};
    pool = {gpu.device(), vk::DescriptorPoolCreateInfo({}, kFrames + kMostViews, sizes)};
    vk::SamplerCreateInfo nearest;
    nearest.setAddressModeU(vk::SamplerAddressMode::eClampToEdge);
    nearest.setAddressModeV(vk::SamplerAddressMode::eClampToEdge);
    sampler = {gpu.device(), nearest};
    const vk::PhysicalDeviceLimits limits = gpu.physical().getProperties().limits;
    alignment = std::max<std::size_t>(limits.minUniformBufferOffsetAlignment, 16);
    most_pixels = std::min(limits.maxFramebufferWidth, limits.maxFramebufferHeight);
    const vk::DescriptorSetLayout layout = pipelines.view_set();
    for (Frame& frame : frames) {
        frame.set = (*gpu.device())
                        .allocateDescriptorSets({*pool, layout}, *gpu.device().getDispatcher())[0];
    }
}

/// A view of this frame that nobody has taken: the one that showed the same kind, or a new one.
SceneRenderer::Impl::View* SceneRenderer::Impl::free_view(ViewKind kind) {
    for (View& view : views) {
        if (!view.used && view.scene.view == kind) return &view;
    }
    if (views.size() == kMostViews) return nullptr;
    View& view = views.emplace_back();
    view.owner = this;
    const vk::DescriptorSetLayout layout = pipelines.picture_set();
    view.set =
        (*gpu.device()).allocateDescriptorSets({*pool, layout}, *gpu.device().getDispatcher())[0];
    return &view;
}

void SceneRenderer::Impl::make_framebuffer(View& view) {
    const vk::Extent2D size = view.image.size();
    const std::array attachments{view.image.view(), depth.view(), colours.view()};
    const std::uint32_t count = samples == vk::SampleCountFlagBits::e1 ? 2 : 3;
    view.framebuffer = {gpu.device(),
                        vk::FramebufferCreateInfo({}, *pass, count, attachments.data(), size.width,
                                                  size.height, 1)};
    view.shows = false;
}

void SceneRenderer::Impl::fit_shared(vk::Extent2D size) {
    using Usage = vk::ImageUsageFlagBits;
    const vk::Extent2D now = depth.size();
    if (now.width >= size.width && now.height >= size.height) return;
    const vk::Extent2D larger(std::max(now.width, size.width), std::max(now.height, size.height));
    depth = Image(gpu, depth_kind, larger, samples, Usage::eDepthStencilAttachment,
                  vk::ImageAspectFlagBits::eDepth);
    if (samples != vk::SampleCountFlagBits::e1) {
        colours = Image(gpu, kColour, larger, samples,
                        Usage::eColorAttachment | Usage::eTransientAttachment,
                        vk::ImageAspectFlagBits::eColor);
    }
    for (View& view : views) {
        if (view.image.size().width > 0) make_framebuffer(view);
    }
}

/// Give the view an image that is large enough, and not many times too large.
void SceneRenderer::Impl::fit(View& view) {
    using Usage = vk::ImageUsageFlagBits;
    const vk::Extent2D wanted(rounded_up(view.scene.rect.width, most_pixels),
                              rounded_up(view.scene.rect.height, most_pixels));
    const vk::Extent2D now = view.image.size();
    const bool small = now.width < wanted.width || now.height < wanted.height;
    const bool large = now.width > 2 * wanted.width && now.height > 2 * wanted.height;
    if (!small && !large) return;
    gpu.device().waitIdle();  // what is under way may read what goes now
    view.image = Image(gpu, kColour, wanted, vk::SampleCountFlagBits::e1,
                       Usage::eColorAttachment | Usage::eSampled, vk::ImageAspectFlagBits::eColor);
    const vk::DescriptorImageInfo info(*sampler, view.image.view(),
                                       vk::ImageLayout::eShaderReadOnlyOptimal);
    vk::WriteDescriptorSet write(view.set, 0, 0, vk::DescriptorType::eCombinedImageSampler, info);
    gpu.device().updateDescriptorSets(write, {});
    fit_shared(wanted);
    make_framebuffer(view);
}

void SceneRenderer::Impl::upload(const std::vector<SceneBytes>& pieces) {
    using Usage = vk::BufferUsageFlagBits;
    std::size_t bytes = 0;
    for (const SceneBytes& piece : pieces) bytes += piece.bytes.size();
    Frame& frame = frames[slot];
    if (frame.buffer.bytes().size() < bytes) {
        frame.buffer =
            HostBuffer(gpu, bytes + bytes / 2, Usage::eUniformBuffer | Usage::eVertexBuffer);
        const vk::DescriptorBufferInfo info(frame.buffer.buffer(), 0, sizeof(SceneView));
        vk::WriteDescriptorSet write(frame.set, 0, 0, vk::DescriptorType::eUniformBufferDynamic, {},
                                     info);
        gpu.device().updateDescriptorSets(write, {});
    }
    std::size_t at = 0;
    for (const SceneBytes& piece : pieces) {
        std::memcpy(frame.buffer.bytes().data() + at, piece.bytes.data(), piece.bytes.size());
        at += piece.bytes.size();
    }
}

void SceneRenderer::Impl::draw_view(View& view, const SceneBytes& piece, std::size_t offset) {
    const auto& call = *gpu.device().getDispatcher();
    const vk::Extent2D extent(static_cast<std::uint32_t>(view.scene.rect.width),
                              static_cast<std::uint32_t>(view.scene.rect.height));
    // Nothing, seen through: the picture goes over its background only where it is shown.
    const std::array clears{vk::ClearValue(), vk::ClearValue(vk::ClearDepthStencilValue(1, 0)),
                            vk::ClearValue()};
    const vk::Rect2D area({0, 0}, extent);
    recording.beginRenderPass({*pass, *view.framebuffer, area, clears},
                              vk::SubpassContents::eInline, call);
    recording.setViewport(0,
                          vk::Viewport(0, 0, static_cast<float>(extent.width),
                                       static_cast<float>(extent.height), 0, 1),
                          call);
    recording.setScissor(0, area, call);
    recording.bindDescriptorSets(vk::PipelineBindPoint::eGraphics, pipelines.view_layout(), 0,
                                 frames[slot].set, static_cast<std::uint32_t>(offset), call);
    const auto bind = [&](Primitive primitive, const DrawRange& range) {
        recording.bindPipeline(vk::PipelineBindPoint::eGraphics, pipelines.pipeline(primitive),
                               call);
        if (primitive == Primitive::Lines) recording.setLineWidth(line_width, call);
        const vk::DeviceSize at = offset + range.offset;
        recording.bindVertexBuffers(0, frames[slot].buffer.buffer(), at, call);
    };
    const auto vertices = [&](Primitive primitive, const DrawRange& range) {
        if (range.count == 0) return;
        bind(primitive, range);
        recording.draw(range.count, 1, 0, 0, call);
    };
    const auto instances = [&](Primitive primitive, const DrawRange& range, std::uint32_t corners) {
        if (range.count == 0) return;
        bind(primitive, range);
        recording.draw(corners, range.count, 0, 0, call);
    };
    instances(Primitive::Boxes, piece.boxes, 36);
    instances(Primitive::Solids, piece.solids, 4);
    vertices(Primitive::Surfaces, piece.surfaces);
    vertices(Primitive::Lines, piece.lines);
    instances(Primitive::Ghosts, piece.ghosts, 4);
    instances(Primitive::Shells, piece.shells, 4);
    instances(Primitive::Halos, piece.halos, 4);
    recording.endRenderPass(call);
    view.shows = true;
}

void SceneRenderer::Impl::record(vk::CommandBuffer commands) {
    recording = commands;
    std::vector<View*> stale;
    for (View& view : views) {
        if (!view.used) continue;
        fit(view);
    }
    // Only now: a view that grew may have taken the others' framebuffers with it.
    std::vector<SceneBytes> pieces;
    for (View& view : views) {
        if (!view.used || view.shows) continue;
        stale.push_back(&view);
        pieces.push_back(scene_bytes(view.scene, alignment));
    }
    redrawn = stale.size();
    if (stale.empty()) return;
    upload(pieces);
    std::size_t offset = 0;
    for (std::size_t i = 0; i < stale.size(); ++i) {
        draw_view(*stale[i], pieces[i], offset);
        offset += pieces[i].bytes.size();
    }
}

/// Inside the ui pass: the picture over its rectangle, within what the window does not clip.
void SceneRenderer::Impl::show(const View& view, const ImDrawCmd& command) const {
    const auto& call = *gpu.device().getDispatcher();
    const Rect& rect = view.scene.rect;
    const double left = std::max({static_cast<double>(command.ClipRect.x), rect.x, 0.0});
    const double top = std::max({static_cast<double>(command.ClipRect.y), rect.y, 0.0});
    const double right = std::min(static_cast<double>(command.ClipRect.z), rect.x + rect.width);
    const double bottom = std::min(static_cast<double>(command.ClipRect.w), rect.y + rect.height);
    if (right - left < 1 || bottom - top < 1) return;
    recording.bindPipeline(vk::PipelineBindPoint::eGraphics, pipelines.picture(), call);
    recording.bindDescriptorSets(vk::PipelineBindPoint::eGraphics, pipelines.picture_layout(), 0,
                                 view.set, {}, call);
    const vec4 place{static_cast<float>(rect.x), static_cast<float>(rect.y),
                     static_cast<float>(rect.width), static_cast<float>(rect.height)};
    const Backdrop backdrop = backdrop_of(view.scene.view);
    const PicturePush push{place, backdrop.top, backdrop.bottom, view.scene.rounding};
    recording.pushConstants<PicturePush>(pipelines.picture_layout(),
                                         vk::ShaderStageFlagBits::eFragment, 0, push, call);
    recording.setViewport(0, vk::Viewport(place.x, place.y, place.z, place.w, 0, 1), call);
    recording.setScissor(
        0,
        vk::Rect2D(
            {static_cast<std::int32_t>(left), static_cast<std::int32_t>(top)},
            {static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top)}),
        call);
    recording.draw(3, 1, 0, 0, call);
}

void SceneRenderer::Impl::on_draw(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const View& view = *static_cast<const View*>(command->UserCallbackData);
    view.owner->show(view, *command);
}

SceneRenderer::SceneRenderer(const Gpu& gpu, const SceneRendererOptions& options) try
    : impl_(std::make_unique<Impl>(gpu, options)) {
} catch (...) {
    rethrow_as_machine_error("preparing the picture of the room");
}

SceneRenderer::~SceneRenderer() = default;

void SceneRenderer::set_line_width(double pixels) {
    const float width = std::clamp(static_cast<float>(pixels), 1.0F, impl_->gpu.widest_line());
    if (width == impl_->line_width) return;
    impl_->line_width = width;
    for (Impl::View& view : impl_->views) view.shows = false;
}

void SceneRenderer::begin_frame(std::size_t slot) {
    impl_->slot = slot % kFrames;
    for (Impl::View& view : impl_->views) view.used = false;
}

void SceneRenderer::draw(ImDrawList& list, ViewScene scene) {
    // Whole pixels, or the picture would be smeared over its neighbours.
    scene.rect = {std::floor(scene.rect.x), std::floor(scene.rect.y), std::floor(scene.rect.width),
                  std::floor(scene.rect.height)};
    const double most = impl_->most_pixels;
    scene.rect.width = std::min(scene.rect.width, most);
    scene.rect.height = std::min(scene.rect.height, most);
    if (!(scene.rect.width >= 1 && scene.rect.height >= 1)) return;
    Impl::View* view = impl_->free_view(scene.view);
    if (view == nullptr) return;
    view->used = true;
    // Where it lies and its corners do not change the image.
    ViewScene before = std::move(view->scene);
    before.rect.x = scene.rect.x;
    before.rect.y = scene.rect.y;
    before.rounding = scene.rounding;
    if (!(before == scene)) view->shows = false;
    view->scene = std::move(scene);
    list.AddCallback(&Impl::on_draw, view);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void SceneRenderer::record(vk::CommandBuffer commands) { impl_->record(commands); }

std::size_t SceneRenderer::redrawn() const { return impl_->redrawn; }

}  // namespace cavea::gui
