// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the picture of the room looks like, and the whole studio around it.
#include <imgui.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "gui/render/scene_upload.h"
#include "gui/view/ui.h"
#include "tests/gui/app/golden.h"
#include "tests/gui/app/studio_fixture.h"

namespace cavea::test {
namespace {

using namespace gui;  // NOLINT(google-build-using-namespace): every second word here is of it

constexpr Colour rgba(unsigned red, unsigned green, unsigned blue, unsigned alpha = 255) {
    return alpha << 24U | blue << 16U | green << 8U | red;
}

/// A little of everything.
ViewScene still_life(ViewKind kind, Rect rect) {
    ViewScene out;
    out.view = kind;
    out.camera = Camera::of(kind);
    out.rect = rect;
    out.rounding = 8;
    const Colour floor = rgba(60, 80, 110, 90);
    const LineVertex corners[] = {
        {-1, -1, -0.4F, floor}, {1, -1, -0.4F, floor}, {1, 1, -0.4F, floor}, {-1, 1, -0.4F, floor}};
    out.surfaces = {{corners[0], corners[1], corners[2]}, {corners[0], corners[2], corners[3]}};
    for (int i = -2; i <= 2; ++i) {
        const float at = static_cast<float>(i) / 2;
        const Colour line = rgba(150, 170, 200, 140);
        for (const LineVertex& end :
             {LineVertex{at, -1, -0.4F, line}, LineVertex{at, 1, -0.4F, line},
              LineVertex{-1, at, -0.4F, line}, LineVertex{1, at, -0.4F, line}}) {
            out.lines.push_back(end);
        }
    }
    out.boxes = {{-0.9F, 0.9F, 0, 0.1F, 0.1F, 0.1F, rgba(90, 190, 140), 0},
                 {0.9F, 0.9F, 0, 0.1F, 0.1F, 0.1F, rgba(90, 190, 140), 1}};
    out.spheres = {{-0.4F, 0, 0, 0.12F, rgba(240, 190, 70), 0},
                   {0, 0, 0.1F, 0.12F, rgba(90, 160, 255), 0.8F},
                   {0.1F, -0.3F, 0.1F, 0.12F, rgba(255, 110, 90), 0},
                   {0.5F, 0, 0, 0.12F, rgba(200, 140, 255, 90), 0}};
    out.shells = {{0, 0.4F, 0.3F, 0.4F, 0.25F, 0.15F, rgba(240, 190, 70, 120)}};
    return out;
}

class PictureTest : public StudioTest {
 protected:
    void SetUp() override {
        StudioTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        ui_ = std::make_unique<UiContext>(FontFiles{});
        GpuOptions chosen;
        chosen.device = options().device;
        chosen.validation = options().validation;
        gpu_ = std::make_unique<Gpu>(chosen);
        use({});
    }
    void TearDown() override {
        target_.reset();
        painter_.reset();
        gpu_.reset();
        ui_.reset();
        StudioTest::TearDown();
    }
    void use(const PainterOptions& painting) {
        painter_ = std::make_unique<Painter>(*gpu_, painting);
        target_ = std::make_unique<Offscreen>(*gpu_, *painter_, vk::Extent2D(640, 400));
    }
    /// One frame with these views and nothing else.
    Picture picture_of(const std::vector<ViewScene>& views) {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {640, 400};
        io.DeltaTime = 1.0F / 30;
        painter_->begin_frame();
        ImGui::NewFrame();
        for (const ViewScene& view : views) {
            painter_->scene().draw(*ImGui::GetBackgroundDrawList(), view);
        }
        ImGui::Render();
        painter_->paint(*ImGui::GetDrawData(), target_->framebuffer(), target_->size());
        return target_->picture();
    }

    std::unique_ptr<UiContext> ui_;
    std::unique_ptr<Gpu> gpu_;
    std::unique_ptr<Painter> painter_;
    std::unique_ptr<Offscreen> target_;
};

TEST_F(PictureTest, ShowsARoomAsAgreed) {
    const Picture picture = picture_of({still_life(ViewKind::Perspective, {4, 4, 392, 392}),
                                        still_life(ViewKind::Top, {400, 4, 236, 128}),
                                        still_life(ViewKind::Rear, {400, 136, 236, 128}),
                                        still_life(ViewKind::Side, {400, 268, 236, 128})});
    EXPECT_TRUE(looks_like("room", picture));
}

TEST_F(PictureTest, ShowsTheSameRoomWithoutMultisampling) {
    const ViewScene scene = still_life(ViewKind::Perspective, {0, 0, 640, 400});
    const Picture smooth = picture_of({scene});
    PainterOptions fast;
    fast.multisample = false;
    painter_.reset();
    use(fast);
    const Picture plain = picture_of({scene});
    // Alike on the whole, other at the edges.
    double sum = 0;
    for (std::size_t i = 0; i < smooth.rgba.size(); ++i) {
        sum += std::abs(static_cast<double>(smooth.rgba[i]) - plain.rgba[i]);
    }
    EXPECT_GT(sum, 0);
    EXPECT_LT(sum / static_cast<double>(smooth.rgba.size()), 1.0);
}

TEST_F(PictureTest, HidesWhatIsBehind) {
    ViewScene scene = still_life(ViewKind::Top, {0, 0, 400, 400});
    scene.spheres = {{0, 0, 0.9F, 0.5F, rgba(255, 0, 0), 0},
                     {0, 0, -0.3F, 0.4F, rgba(0, 255, 0), 0}};
    const auto red_over_green = [&] {
        const Picture picture = picture_of({scene});
        const std::size_t middle = (std::size_t{200} * 640 + 200) * 4;
        return picture.rgba[middle] > picture.rgba[middle + 1];
    };
    EXPECT_TRUE(red_over_green());
    std::swap(scene.spheres[0], scene.spheres[1]);
    EXPECT_TRUE(red_over_green());
}

TEST_F(PictureTest, DrawsOnlyInsideItsRectangle) {
    const Picture empty = picture_of({});
    const Picture one = picture_of({still_life(ViewKind::Perspective, {100, 50, 300, 200})});
    for (std::size_t y = 0; y < 400; ++y) {
        for (std::size_t x = 0; x < 640; ++x) {
            if (x >= 100 && x < 400 && y >= 50 && y < 250) continue;
            const std::size_t at = (y * 640 + x) * 4;
            ASSERT_EQ(empty.rgba[at], one.rgba[at]) << x << ", " << y;
        }
    }
    EXPECT_NE(empty.rgba, one.rgba);
}

TEST_F(PictureTest, KeepsAViewUntilItChanges) {
    ViewScene scene = still_life(ViewKind::Perspective, {0, 0, 300, 300});
    const auto redrawn = [&] {
        static_cast<void>(picture_of({scene}));
        return painter_->scene().redrawn();
    };
    EXPECT_EQ(redrawn(), 1U);
    EXPECT_EQ(redrawn(), 0U);
    scene.rect.x = 40;
    EXPECT_EQ(redrawn(), 0U) << "a view that only moved";
    scene.spheres[0].x += 0.01F;
    EXPECT_EQ(redrawn(), 1U);
    scene.camera.yaw_deg += 1;
    EXPECT_EQ(redrawn(), 1U);
    scene.rect.width = 301;
    EXPECT_EQ(redrawn(), 1U);
}

TEST_F(PictureTest, TakesAnyNumbers) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kHuge = std::numeric_limits<float>::max();
    ViewScene scene = still_life(ViewKind::Perspective, {0, 0, 300, 300});
    scene.spheres.push_back({kNan, 0, 0, 0.1F, ~0U, 0});
    scene.spheres.push_back({0, 0, 0, kNan, ~0U, kNan});
    scene.spheres.push_back({kHuge, -kHuge, kHuge, kHuge, ~0U, 1});
    scene.lines.push_back({kNan, kHuge, 0, ~0U});  // and no second end
    scene.shells.push_back({0, 0, 0, 0, kNan, -1, ~0U});
    scene.boxes.push_back({kNan, 0, 0, kHuge, 0, 0, ~0U, 0});
    for (const Rect& rect : {Rect{0, 0, 300, 300}, Rect{-50, -50, 100, 100},
                             Rect{600, 390, 400, 400}, Rect{0, 0, 0, 0}, Rect{0, 0, -5, 10},
                             Rect{0, 0, 0.5, 0.5}, Rect{2000, 2000, 50, 50}, Rect{0, 0, 1, 1}}) {
        scene.rect = rect;
        EXPECT_EQ(picture_of({scene}).width, 640U);
    }
    // More views than there are pictures for.
    const std::vector<ViewScene> many(40, still_life(ViewKind::Top, {0, 0, 20, 20}));
    EXPECT_EQ(picture_of(many).width, 640U);
}

TEST_F(PictureTest, DrawsThousands) {
    ViewScene scene = still_life(ViewKind::Perspective, {0, 0, 640, 400});
    for (int i = 0; i < 2000; ++i) {
        const auto t = static_cast<float>(i);
        scene.spheres.push_back(
            {std::sin(t), std::cos(t * 1.7F), std::sin(t * 0.3F), 0.03F, rgba(200, 120, 80), 0.2F});
    }
    for (int i = 0; i < 100'000; ++i) {
        const auto t = static_cast<float>(i) * 0.01F;
        scene.lines.push_back({std::sin(t), std::cos(t * 1.1F), std::sin(t * 0.7F), ~0U});
    }
    static_cast<void>(picture_of({scene}));
    EXPECT_EQ(painter_->scene().redrawn(), 1U);
}

TEST(SceneBytes, DrawsFarBallsFirst) {
    ViewScene scene = still_life(ViewKind::Top, {0, 0, 100, 100});
    scene.spheres = {{0, 0, 1, 0.1F, ~0U, 0}, {0, 0, -1, 0.1F, ~0U, 0}, {0, 0, 0, 0.1F, ~0U, 0.5F}};
    const SceneBytes bytes = scene_bytes(scene, 64);
    ASSERT_EQ(bytes.solids.count, 3U);
    EXPECT_EQ(bytes.halos.count, 1U);
    EXPECT_EQ(bytes.ghosts.count, 0U);
    EXPECT_EQ(bytes.bytes.size() % 64, 0U);
    std::vector<SphereInstance> sorted(3);
    std::memcpy(sorted.data(), bytes.bytes.data() + bytes.solids.offset,
                3 * sizeof(SphereInstance));
    EXPECT_EQ(sorted[0].z, -1);
    EXPECT_EQ(sorted[1].z, 0);
    EXPECT_EQ(sorted[2].z, 1);
}

}  // namespace
}  // namespace cavea::test
