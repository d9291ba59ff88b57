// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a person sooner or later.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/gui/app/studio_fixture.h"

namespace cavea::test {
namespace {

using gui::Headless;
namespace fs = std::filesystem;

bool finite(const gui::Vec3& p) {
    return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
}

TEST_F(StudioTest, GoesOnWhenTheFileIsDeletedUnderneath) {
    const auto studio = with_objects(3);
    gui::Application& application = studio->application();
    const fs::path file = application.studio().mix().path;
    fs::remove(file);
    play(*studio, "play_frames 20");
    application.set_monitor("2.0");  // opens the media again, in vain
    studio->wait_loaded();
    EXPECT_TRUE(application.studio().has_mix());
    ASSERT_FALSE(application.studio().notices().empty());
    const gui::Notice& said = application.studio().notices().back();
    EXPECT_EQ(said.level, gui::Notice::Level::Error);
    EXPECT_NE(said.text.find(file.filename().string()), std::string::npos) << said.text;
    EXPECT_EQ(studio->picture().width, 1280U);
}

TEST_F(StudioTest, SaysThatAFolderCannotBeWrittenAndKeepsTheEdits) {
    const auto studio = with_objects(1);
    gui::Application& application = studio->application();
    application.studio().set_gain_db(0, -6);
    // Not a folder at all: no right of root's helps there.
    std::ofstream(folder / "file") << "x";
    application.save(folder / "file" / "mix.cavea");
    EXPECT_TRUE(application.studio().dirty());
    ASSERT_FALSE(application.studio().notices().empty());
    EXPECT_EQ(application.studio().notices().back().level, gui::Notice::Level::Error);
}

TEST_F(StudioTest, ChangesScaleAndSizeWhileAnObjectIsDragged) {
    const auto studio = with_objects(2);
    const std::string name = studio->application().studio().scene().items()[0].name;
    play(*studio, "move \"top/" + name + "\"\ndown 0\nwait 1");
    for (const auto& [scale, width] :
         {std::pair{2.0, 900U}, std::pair{0.8, 1U}, std::pair{1.0, 1280U}}) {
        studio->set_scale(scale);
        studio->resize(width, 720);
        play(*studio, "move 640 200\nmove 1 1");
        EXPECT_TRUE(finite(studio->application().studio().state(0, 0).position));
    }
    play(*studio, "up 0\nwait 2\nkey ctrl+z");
    EXPECT_FALSE(studio->application().studio().held(0).has_value());
}

TEST_F(StudioTest, DrawsObjectsAtTheOriginAndInTheCorners) {
    const auto studio = with_objects(3);
    gui::Studio& model = studio->application().studio();
    model.hold(0, {0, 0, 0});
    model.hold(1, {1, 1, 1});
    model.hold(2, {-1, -1, -1});
    play(*studio, "key ctrl+a\nkey f\nwait 3\nkey f\nkey 1\nwait 2\nwheel view/3d 200\nwait 2");
    const auto cameras = nlohmann::json::parse(studio->application().views().dump());
    EXPECT_TRUE(cameras.at("views").at("cameras").at("3d").at("distance").is_number());
    EXPECT_EQ(studio->picture().width, 1280U);
}

TEST_F(StudioTest, SavesTheDemoElsewhere) {
    const auto studio = with_objects(1);
    gui::Application& application = studio->application();
    application.open_demo();
    studio->wait_loaded();
    ASSERT_TRUE(application.studio().mix().is_sample);
    const fs::path demo = application.studio().mix().path;
    const auto written = fs::last_write_time(demo);
    application.studio().set_gain_db(0, -6);
    play(*studio, "key ctrl+s\nwait 2\nexpect /panels/dialog == true\nkey escape\nwait 2");
    EXPECT_EQ(fs::last_write_time(demo), written);
    application.save(folder / "mine.cavea");
    EXPECT_FALSE(application.studio().mix().is_sample);
    EXPECT_FALSE(application.studio().dirty());
    application.open(folder / "mine.cavea");
    studio->wait_loaded();
    EXPECT_EQ(application.studio().scene().programme().rooms.size(), 3U);
}

TEST_F(StudioTest, PlaysWithRoomsOnVulkanWhileObjectsAreDragged) {
    const auto studio = with_objects(1);
    gui::Application& application = studio->application();
    application.open_demo();
    studio->wait_loaded();
    std::string vulkan;
    for (const std::string& name : application.wet_engines()) {
        if (name.find("llvmpipe") != std::string::npos) vulkan = name;
    }
    if (vulkan.empty()) GTEST_SKIP() << "no software Vulkan device";
    application.set_wet_engine(vulkan);
    studio->wait_loaded();
    application.play();
    const std::size_t objects = application.studio().scene().items().size();
    for (int i = 0; i < 200; ++i) {
        const double angle = 0.1 * i;
        application.studio().hold(static_cast<std::size_t>(i) % objects,
                                  {std::sin(angle), std::cos(angle), 0.2});
        studio->frame();
    }
    ASSERT_NE(application.player(), nullptr);
    EXPECT_GT(application.player()->position, 48000 * 6);
    EXPECT_EQ(application.player()->problem, "");
    EXPECT_EQ(application.player()->late_blocks, 0U);
}

}  // namespace
}  // namespace cavea::test
