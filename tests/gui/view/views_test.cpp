// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/views.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/gui/view/view_support.h"

namespace cavea::gui {
namespace {

using test::Window;

std::array<double, 3> position(const Window& w, const std::string& name) {
    return w.state()["items"][name]["position"];
}

TEST(Views, OfferAFileBeforeOneIsOpen) {
    Window w;
    EXPECT_TRUE(w.has("empty/open"));
    EXPECT_FALSE(w.has("objects/search"));
    w.click("empty/demo");
    EXPECT_EQ(w.host.demos, 1);
    EXPECT_EQ(w.state()["file"], nullptr);
}

TEST(Views, DrawAnyNumberOfObjectsInAnySize) {
    for (const std::size_t count : {0U, 1U, 2000U}) {
        Window w;
        w.open(test::names(count));
        EXPECT_EQ(w.state()["count"], count);
        ASSERT_EQ(w.host.scenes.size(), 4U);
        EXPECT_GE(w.host.scenes.front().spheres.size(), count);
    }
    for (const auto& [width, height] : {std::pair{1.0, 1.0}, {320.0, 200.0}, {3840.0, 2160.0}}) {
        Window w(width, height);
        w.open(test::names(40));
        w.studio.select(3, Select::Only);
        w.frame(3);
        EXPECT_EQ(w.state()["count"], 40);
    }
}

TEST(Views, DrawEveryPanelAndPage) {
    Window w;
    w.open(test::names(12));
    w.studio.notify(Notice::Level::Error, "a long tale of woe %s %n");
    w.key("ctrl+5");
    w.key("f1");
    EXPECT_TRUE(w.has("keys/close"));
    w.key("escape");
    EXPECT_FALSE(w.has("keys/close"));
    EXPECT_TRUE(w.has("log"));
    EXPECT_TRUE(w.has("card/0/close"));
    w.click("card/0/close");
    EXPECT_FALSE(w.has("card/0/close"));
    for (const char* panel : {"ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5"}) w.key(panel);
    w.frame(2);
    EXPECT_FALSE(w.has("objects/search"));
    EXPECT_FALSE(w.has("meters/M+030"));
    EXPECT_TRUE(w.has("view/3d"));
}

TEST(Views, SurviveNamesOfAnyKind) {
    Window w;
    std::vector<std::string> odd{
        "",        "##x", "Door", "Door", "a/b%s", "\xC3\xA4\xE6\xBC\xA2", std::string(400, 'W'),
        "\xFF\xFE"};
    w.open(odd);
    for (std::size_t i = 0; i < odd.size(); ++i) {
        w.studio.select(i, Select::Only);
        w.frame(2);
        EXPECT_TRUE(w.has("inspector/x"));
    }
    EXPECT_EQ(w.state()["count"], odd.size());
    w.click("objects/Door 2/mute");
    EXPECT_FALSE(w.state()["items"]["Door"]["mute"]);
    EXPECT_TRUE(w.state()["items"]["Door 2"]["mute"]);
}

TEST(Views, AClickSelectsInEveryView) {
    for (const char* view : {"3d", "top", "rear", "side"}) {
        Window w;
        w.open({"Dragon", "Bird"});
        w.click(std::string(view) + "/Bird");
        EXPECT_EQ(w.state()["selection"], nlohmann::json({"Bird"})) << view;
        w.click(std::string(view) + "/Dragon", 1, {true, false, false});
        EXPECT_EQ(w.state()["selection"], nlohmann::json({"Bird", "Dragon"})) << view;
        w.click(std::string(view) + "/Bird", 1, {true, false, false});
        EXPECT_EQ(w.state()["selection"], nlohmann::json({"Dragon"})) << view;
        w.key("escape");
        EXPECT_TRUE(w.state()["selection"].empty()) << view;
    }
}

TEST(Views, ADragMovesOnThePlaneOfItsView) {
    struct Case {
        const char* view;
        std::array<bool, 3> moves;
    };
    for (const Case& k : {Case{"top", {true, true, false}}, Case{"rear", {true, false, true}},
                          Case{"side", {false, true, true}}, Case{"3d", {true, true, false}}}) {
        Window w;
        w.open({"Dragon", "Bird"});
        const auto before = position(w, "Dragon");
        w.drag(std::string(k.view) + "/Dragon", {14, -9});
        const auto after = position(w, "Dragon");
        for (std::size_t axis = 0; axis < 3; ++axis) {
            EXPECT_EQ(std::abs(after[axis] - before[axis]) > 1e-6, k.moves[axis])
                << k.view << " axis " << axis;
        }
        EXPECT_TRUE(w.state()["items"]["Dragon"]["held"]) << k.view;
        EXPECT_EQ(w.state()["undo"], "Move Dragon") << k.view;
        w.key("ctrl+z");
        EXPECT_EQ(position(w, "Dragon"), before) << k.view << ": one drag is one step";
        EXPECT_EQ(w.state()["undo"], nullptr) << k.view;
        w.key("ctrl+y");
        EXPECT_EQ(position(w, "Dragon"), after) << k.view;
    }
}

TEST(Views, TheObjectStaysUnderThePointerInTheFlatViews) {
    Window w;
    w.open({"Dragon"});
    const Vec2 from = w.centre("top/Dragon");
    w.drag("top/Dragon", {30, 20});
    const Vec2 to = w.centre("top/Dragon");
    EXPECT_NEAR(to.x - from.x, 30, 0.6);
    EXPECT_NEAR(to.y - from.y, 20, 0.6);
}

TEST(Views, ShiftMovesHeightAlone) {
    Window w;
    w.open({"Dragon"});
    const auto before = position(w, "Dragon");
    w.drag("3d/Dragon", {25, -30}, {false, true, false});
    const auto after = position(w, "Dragon");
    EXPECT_EQ(after[0], before[0]);
    EXPECT_EQ(after[1], before[1]);
    EXPECT_GT(after[2], before[2] + 0.05);
}

TEST(Views, CtrlMovesATenthAndSelectsWhatItGrabs) {
    Window w;
    w.open({"Dragon", "Bird"});
    const auto before = position(w, "Dragon");
    w.drag("top/Dragon", {40, 0}, {true, false, false});
    const double fine = position(w, "Dragon")[0] - before[0];
    w.key("ctrl+z");
    w.drag("top/Dragon", {40, 0});
    const double coarse = position(w, "Dragon")[0] - before[0];
    EXPECT_NEAR(fine, coarse / 10, 1e-6);
    EXPECT_EQ(w.state()["selection"], nlohmann::json({"Dragon"}));
}

TEST(Views, AltSnapsToALoudspeaker) {
    Window w;
    w.open({"Dragon"});
    w.drag("top/Dragon", {-6, -8}, {false, false, true});
    const auto p = position(w, "Dragon");
    const auto& layout = w.host.panned_layout();
    const auto hit =
        std::any_of(layout.channels.begin(), layout.channels.end(), [&](const auto& c) {
            return std::abs(c.allocentric.x - p[0]) < 1e-9 &&
                   std::abs(c.allocentric.y - p[1]) < 1e-9 &&
                   std::abs(c.allocentric.z - p[2]) < 1e-9;
        });
    const auto speakers = speakers_of(layout);
    const auto near = std::any_of(speakers.begin(), speakers.end(), [&](const Speaker& s) {
        return glm::length(s.position - Vec3(p[0], p[1], p[2])) < 1e-9;
    });
    EXPECT_TRUE(hit || near) << p[0] << " " << p[1] << " " << p[2];
}

TEST(Views, EscapeTakesADragBack) {
    Window w;
    w.open({"Dragon"});
    const auto before = position(w, "Dragon");
    const Vec2 from = w.centre("top/Dragon");
    w.point(from);
    ui::send_button(0, true);
    w.frame();
    ui::send_pointer(from + Vec2(30, 10));
    w.frame(2);
    EXPECT_NE(position(w, "Dragon"), before);
    w.key("escape");
    ui::send_button(0, false);
    w.frame(2);
    EXPECT_EQ(position(w, "Dragon"), before);
    EXPECT_EQ(w.state()["undo"], nullptr);
    EXPECT_EQ(w.state()["selection"], nlohmann::json({"Dragon"})) << "only the drag was cancelled";
}

TEST(Views, ADragEndsWhenAnotherMixComes) {
    Window w;
    w.open(test::names(20));
    const Vec2 from = w.centre("top/FX Car 20");
    w.point(from);
    ui::send_button(0, true);
    w.frame();
    ui::send_pointer(from + Vec2(20, 10));
    w.frame(2);
    EXPECT_TRUE(w.state()["items"]["FX Car 20"]["held"]);
    w.open({"Dragon"});
    ui::send_pointer(from + Vec2(30, 20));
    w.frame(2);
    ui::send_button(0, false);
    w.frame(2);
    EXPECT_FALSE(w.state()["items"]["Dragon"]["held"]);
    EXPECT_EQ(w.state()["undo"], nullptr);
}

TEST(Views, ADragOfSeveralIsOneStep) {
    Window w;
    w.open({"Dragon", "Bird", "Door"});
    w.key("ctrl+a");
    const auto bird = position(w, "Bird");
    const auto door = position(w, "Door");
    w.drag("top/Dragon", {10, 4});
    EXPECT_NE(position(w, "Bird"), bird);
    EXPECT_NE(position(w, "Door"), door);
    EXPECT_NEAR(position(w, "Bird")[0] - bird[0], position(w, "Door")[0] - door[0], 1e-9);
    w.key("ctrl+z");
    EXPECT_EQ(position(w, "Bird"), bird);
    EXPECT_EQ(position(w, "Door"), door);
}

TEST(Views, ALassoSelectsWhatItSurrounds) {
    Window w;
    w.open({"Dragon", "Bird", "Door"});
    const Vec2 c = w.centre("top/Dragon");
    w.point(c + Vec2(-20, -20));
    ui::send_modifiers({false, false, true});
    ui::send_button(0, true);
    w.frame();
    for (const Vec2 d : {Vec2(20, -20), Vec2(20, 20), Vec2(-20, 20), Vec2(-20, -18)}) {
        ui::send_pointer(c + d);
        w.frame();
    }
    ui::send_button(0, false);
    w.frame();
    ui::send_modifiers({});
    w.frame(2);
    EXPECT_EQ(w.state()["selection"], nlohmann::json({"Dragon"}));
}

TEST(Views, EmptySpaceTurnsAndMovesTheCamera) {
    Window w;
    w.open({"Dragon"});
    const auto before = w.state()["views"]["cameras"];
    const Rect three = w.rect("view/3d");
    const Vec2 corner(three.x + 20, three.y + three.height - 20);
    w.drag(corner, corner + Vec2(60, -30));
    EXPECT_NE(w.state()["views"]["cameras"]["3d"]["yaw_deg"], before["3d"]["yaw_deg"]);
    const Rect top = w.rect("view/top");
    const Vec2 edge(top.x + 10, top.y + top.height - 10);
    w.drag(edge, edge + Vec2(15, -5));
    EXPECT_NE(w.state()["views"]["cameras"]["top"]["target"], before["top"]["target"]);
    EXPECT_EQ(w.state()["undo"], nullptr) << "a camera is no edit";
    w.point(edge);
    ui::send_wheel(2);
    w.frame(2);
    EXPECT_LT(w.state()["views"]["cameras"]["top"]["half_height"],
              before["top"]["half_height"].get<double>());
}

TEST(Views, KeysChooseTheViews) {
    Window w;
    w.open({"Dragon"});
    const char* const views[] = {"3d", "top", "rear", "side"};
    for (int i = 0; i < 4; ++i) {
        w.key(std::to_string(i + 1));
        EXPECT_EQ(w.state()["views"]["single"], views[i]);
        EXPECT_FALSE(w.state()["views"]["four"]);
        EXPECT_EQ(w.host.scenes.size(), 1U);
    }
    w.key("0");
    EXPECT_TRUE(w.state()["views"]["four"]);
    w.click("top/maximise");
    EXPECT_EQ(w.state()["views"]["single"], "top");
    EXPECT_FALSE(w.state()["views"]["four"]);
}

}  // namespace
}  // namespace cavea::gui
