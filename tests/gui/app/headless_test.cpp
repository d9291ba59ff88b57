// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studio as a whole, without a window: what is opened is shown, pictures are the same every
// time, and no size, scale or input breaks a frame.
#include "gui/app/headless.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "gui/app/monkey.h"
#include "gui/render/gpu_memory.h"
#include "tests/gui/app/studio_fixture.h"

namespace cavea::test {
namespace {

using gui::Headless;

TEST_F(StudioTest, ShowsWhatIsInTheMix) {
    const auto studio = with_objects(5);
    const auto state = nlohmann::json::parse(studio->application().views().dump());
    EXPECT_EQ(state.at("items").size(), 5U);
    EXPECT_NE(studio->application().player(), nullptr);
}

TEST_F(StudioTest, StaysAliveWithAFileThatIsRefused) {
    gui::HeadlessOptions chosen = options();
    chosen.file = folder / "missing.bw64";
    Headless studio(chosen);
    studio.wait_loaded();
    EXPECT_FALSE(studio.application().studio().has_mix());
    ASSERT_FALSE(studio.application().studio().notices().empty());
    EXPECT_NE(studio.application().studio().notices().back().text.find("missing.bw64"),
              std::string::npos);
    EXPECT_EQ(studio.picture().width, 1280U);
}

TEST_F(StudioTest, PaintsTheSamePictureEveryTime) {
    const auto picture = [this] {
        const auto studio = with_objects(12);
        play(*studio, "click transport/play\nwait 20");
        EXPECT_TRUE(studio->application().playing());
        return studio->picture().rgba;
    };
    const auto first = picture();
    EXPECT_EQ(first, picture());
}

TEST_F(StudioTest, PaintsAtAnySize) {
    const auto studio = with_objects(3);
    for (const auto& [width, height] :
         {std::pair{1U, 1U}, std::pair{17U, 900U}, std::pair{900U, 13U}, std::pair{3840U, 2160U}}) {
        studio->resize(width, height);
        for (int i = 0; i < 3; ++i) studio->frame(Headless::Paint::Yes);
        const gui::Picture picture = studio->picture();
        EXPECT_EQ(picture.width, width);
        EXPECT_EQ(picture.height, height);
    }
}

TEST_F(StudioTest, PaintsAtAnyScale) {
    const auto studio = with_objects(3);
    const auto at_one = studio->picture().rgba;
    for (const double scale : {0.8, 2.5, 2.5, 1.25}) {
        studio->set_scale(scale);
        for (int i = 0; i < 3; ++i) studio->frame(Headless::Paint::Yes);
        EXPECT_NE(studio->picture().rgba, at_one) << scale;
    }
}

TEST_F(StudioTest, DrawsViewsAnewOnlyWhenTheyChange) {
    const auto studio = with_objects(12);
    play(*studio, "move 1 1\nwait 90");
    static_cast<void>(studio->picture());
    static_cast<void>(studio->picture());
    EXPECT_EQ(studio->painter().scene().redrawn(), 0U);
    play(*studio, "locate 0.5");
    static_cast<void>(studio->picture());
    EXPECT_EQ(studio->painter().scene().redrawn(), 4U);
}

TEST_F(StudioTest, KeepsThePositionWhenTheMonitorChanges) {
    const auto studio = with_objects(4);
    gui::Application& application = studio->application();
    play(*studio, "play_frames 15\nwait 5");  // a stop fades
    ASSERT_NE(application.player(), nullptr);
    const auto before = application.player()->position;
    application.set_monitor("2.0");
    studio->wait_loaded();
    EXPECT_EQ(application.delivered_layout().size(), 2U);
    EXPECT_EQ(application.player()->position, before);
    EXPECT_FALSE(application.player()->playing);
}

TEST_F(StudioTest, PlaysOnBehindAChangeOfMonitor) {
    const auto studio = with_objects(4);
    gui::Application& application = studio->application();
    application.play();
    for (int i = 0; i < 5; ++i) studio->frame();
    application.set_monitor("5.1");
    studio->wait_loaded();
    EXPECT_TRUE(application.player()->playing);
    EXPECT_EQ(application.delivered_layout().size(), 6U);
}

TEST_F(StudioTest, KeepsTheMonitorWhenAnotherIsRefused) {
    const auto studio = with_objects(4);
    gui::Application& application = studio->application();
    const std::string before = application.monitor();
    application.set_monitor("no such layout");
    studio->wait_loaded();
    EXPECT_EQ(application.monitor(), before);
    EXPECT_NE(application.player(), nullptr);
    EXPECT_EQ(application.studio().notices().back().level, gui::Notice::Level::Error);
}

TEST_F(StudioTest, CarriesEditsToThePlayer) {
    const auto studio = with_objects(1);
    gui::Application& application = studio->application();
    const auto loudest = [&] {
        application.locate(0.2);
        application.play();
        for (int i = 0; i < 20; ++i) studio->frame();  // meters fall
        float peak = 0;
        for (const float p : application.player()->output_peak) peak = std::max(peak, p);
        application.stop();
        studio->frame();
        return peak;
    };
    EXPECT_GT(loudest(), 0.001F);
    application.studio().set_mute(0, true);
    EXPECT_LT(loudest(), 1e-4F);
    application.studio().undo();
    EXPECT_GT(loudest(), 0.001F);
}

TEST_F(StudioTest, AsksBeforeEditsAreLost) {
    const auto studio = with_objects(1);
    gui::Application& application = studio->application();
    application.studio().set_gain_db(0, -6);
    application.ask_to_close();
    play(*studio, "wait 2\nclick unsaved/cancel");
    EXPECT_FALSE(application.finished());
    application.ask_to_close();
    play(*studio, "wait 2\nclick unsaved/discard");
    EXPECT_TRUE(application.finished());
}

TEST_F(StudioTest, SavesAProjectThatOpensAgain) {
    const auto studio = with_objects(2);
    gui::Application& application = studio->application();
    application.studio().set_gain_db(1, -6);
    const auto file = folder / "mix.cavea";
    application.save(file);
    EXPECT_FALSE(application.studio().dirty());
    application.open(file);
    studio->wait_loaded();
    EXPECT_TRUE(application.studio().mix().is_project);
    EXPECT_NEAR(application.studio().gain_db(1), -6, 1e-6);
}

TEST_F(StudioTest, SurvivesManyObjects) {
    const auto studio = with_objects(600);
    play(*studio, "play_frames 3");
    EXPECT_EQ(studio->picture().height, 720U);
}

TEST_F(StudioTest, SurvivesAMonkey) {
    const auto studio = with_objects(8);
    gui::Monkey monkey(*studio, 7);
    for (int i = 0; i < 2000; ++i) monkey.step();
    monkey.let_go();
    EXPECT_TRUE(studio->application().studio().has_mix());
}

TEST_F(StudioTest, HearsOfAPlantedFault) {
    if (!listening) GTEST_SKIP() << "the validation layer is not installed";
    Headless studio(options());
    studio.frame(Headless::Paint::Yes);
    ASSERT_TRUE(messages.empty());
    // Pixels of an image that is said to be in a layout in which it is not.
    const gui::Gpu& gpu = studio.gpu();
    const gui::Image image(gpu, vk::Format::eR8G8B8A8Unorm, {8, 8}, vk::SampleCountFlagBits::e1,
                           vk::ImageUsageFlagBits::eTransferSrc | vk::ImageUsageFlagBits::eSampled,
                           vk::ImageAspectFlagBits::eColor);
    const gui::HostBuffer pixels(gpu, 256, vk::BufferUsageFlagBits::eTransferDst);
    const vk::raii::CommandPool pool(gpu.device(), vk::CommandPoolCreateInfo({}, gpu.family()));
    const auto& call = *gpu.device().getDispatcher();
    const vk::CommandBuffer commands =
        (*gpu.device())
            .allocateCommandBuffers({*pool, vk::CommandBufferLevel::ePrimary, 1}, call)[0];
    commands.begin(vk::CommandBufferBeginInfo(), call);
    const vk::BufferImageCopy all(0, 0, 0, {vk::ImageAspectFlagBits::eColor, 0, 0, 1}, {},
                                  {8, 8, 1});
    commands.copyImageToBuffer(image.image(), vk::ImageLayout::eTransferSrcOptimal, pixels.buffer(),
                               all, call);
    commands.end(call);
    vk::SubmitInfo submit;
    submit.setCommandBuffers(commands);
    gpu.queue().submit(submit);
    gpu.device().waitIdle();
    EXPECT_FALSE(std::exchange(messages, {}).empty());
}

}  // namespace
}  // namespace cavea::test
