// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/panels.h"

#include <gtest/gtest.h>

#include "gui/view/widgets.h"
#include "tests/gui/view/view_support.h"

namespace cavea::gui {
namespace {

using test::Window;

TEST(ObjectList, SelectsMutesAndSolos) {
    Window w;
    w.open({"Dragon", "Bird", "Door"});
    w.click("objects/Bird");
    EXPECT_EQ(w.state()["selection"], nlohmann::json({"Bird"}));
    w.click("objects/Door", 1, {false, true, false});
    EXPECT_EQ(w.state()["selection"].size(), 2U) << "Shift selects a range";
    w.click("objects/Dragon/mute");
    EXPECT_TRUE(w.state()["items"]["Dragon"]["mute"]);
    EXPECT_FALSE(w.state()["items"]["Dragon"]["audible"]);
    w.click("objects/Bird/solo");
    EXPECT_FALSE(w.state()["items"]["Door"]["audible"]);
    w.key("shift+s");
    EXPECT_TRUE(w.state()["items"]["Door"]["audible"]);
}

TEST(ObjectList, ShowsWhatTheSearchFinds) {
    Window w;
    w.open({"Dragon", "Bird", "Door"});
    w.click("objects/search");
    w.type("DO");
    EXPECT_TRUE(w.has("objects/Door"));
    EXPECT_FALSE(w.has("objects/Bird"));
    EXPECT_FALSE(w.has("objects/Dragon"));
}

TEST(ObjectList, ShowsTheStemsThatAreChosen) {
    Window w;
    w.open({"DX Anna", "FX Car", "FX Door", "MX Strings"});
    w.click("filter/FX");
    EXPECT_FALSE(w.has("objects/DX Anna"));
    EXPECT_TRUE(w.has("objects/FX Door"));
    EXPECT_FALSE(w.has("3d/DX Anna")) << "the room follows the filter";
    w.click("filter/DX", 1, {true, false, false});
    EXPECT_TRUE(w.has("objects/DX Anna"));
    EXPECT_FALSE(w.has("objects/MX Strings"));
    w.click("filter/DX", 1, {true, false, false});
    w.click("filter/FX");
    EXPECT_TRUE(w.has("objects/MX Strings")) << "the only one, again, shows all";
}

TEST(ObjectList, SortsByNameAsPeopleDo) {
    Window w;
    w.open({"Car 10", "Car 2", "Bird"});
    w.click("objects/sort");
    w.click("sort/Name");
    EXPECT_LT(w.rect("objects/Bird").y, w.rect("objects/Car 2").y);
    EXPECT_LT(w.rect("objects/Car 2").y, w.rect("objects/Car 10").y);
}

TEST(ObjectList, DrawsOnlyTheRowsThatAreSeen) {
    Window w;
    w.open(test::names(2000));
    EXPECT_TRUE(w.has("objects/FX Car 1"));
    EXPECT_FALSE(w.has("objects/FX Car 1500"));
    w.studio.select(0, Select::Only);
    w.key("shift+tab");
    w.frame(3);
    EXPECT_EQ(w.state()["selection"], nlohmann::json({"FX Car 2000"}));
    EXPECT_TRUE(w.has("objects/FX Car 2000")) << "the list follows the selection";
}

TEST(Inspector, TakesNumbers) {
    Window w;
    w.open({"Dragon", "Bird"});
    w.click("objects/Dragon");
    w.set("inspector/x", "0.25");
    w.set("inspector/y", "-0,5");
    w.set("inspector/z", "7");
    const auto item = w.state()["items"]["Dragon"];
    EXPECT_DOUBLE_EQ(item["position"][0], 0.25);
    EXPECT_DOUBLE_EQ(item["position"][1], -0.5) << "a comma is a point";
    EXPECT_DOUBLE_EQ(item["position"][2], 1) << "beyond the room is at its wall";
    EXPECT_TRUE(item["held"]);
    w.set("inspector/x", "nonsense");
    EXPECT_DOUBLE_EQ(w.state()["items"]["Dragon"]["position"][0], 0.25);
    w.set("inspector/azimuth", "-30");
    EXPECT_NEAR(w.state()["items"]["Dragon"]["polar"][0], -30, 1e-6);
    w.set("inspector/gain", "-6.5");
    EXPECT_DOUBLE_EQ(w.state()["items"]["Dragon"]["gain_db"], -6.5);
    w.set("inspector/gain", "-inf");
    EXPECT_LE(w.state()["items"]["Dragon"]["gain_db"], -100);
}

TEST(Inspector, ANumberThatIsNotChangedIsNoEdit) {
    Window w;
    w.open({"Dragon"});
    w.click("objects/Dragon");
    w.click("inspector/azimuth");
    w.key("enter");
    w.frame(3);
    EXPECT_EQ(w.state()["undo"], nullptr);
    EXPECT_FALSE(w.state()["items"]["Dragon"]["held"]);
}

TEST(Inspector, OneEditGoesToAllThatIsSelectedAndIsOneStep) {
    Window w;
    w.open({"Dragon", "Bird", "Door"});
    w.key("ctrl+a");
    w.set("inspector/gain", "-3");
    for (const char* name : {"Dragon", "Bird", "Door"}) {
        EXPECT_DOUBLE_EQ(w.state()["items"][name]["gain_db"], -3) << name;
    }
    w.key("ctrl+z");
    for (const char* name : {"Dragon", "Bird", "Door"}) {
        EXPECT_DOUBLE_EQ(w.state()["items"][name]["gain_db"], 0) << name;
    }
}

TEST(Inspector, ASliderDragIsOneStep) {
    Window w;
    w.open({"Dragon"});
    w.click("objects/Dragon");
    w.drag("inspector/gain/slider", {25, 0});
    EXPECT_NE(w.state()["items"]["Dragon"]["gain_db"], 0);
    w.key("ctrl+z");
    EXPECT_DOUBLE_EQ(w.state()["items"]["Dragon"]["gain_db"], 0);
    EXPECT_EQ(w.state()["undo"], nullptr);
}

TEST(Inspector, EnterLeadsToTheNumbersAndReleaseEndsAHold) {
    Window w;
    w.open({"Dragon"});
    w.click("objects/Dragon");
    w.key("enter");
    w.frame(3);
    w.type("0.75");
    w.key("enter");
    w.frame(2);
    EXPECT_DOUBLE_EQ(w.state()["items"]["Dragon"]["position"][0], 0.75);
    w.click("inspector/release");
    EXPECT_FALSE(w.state()["items"]["Dragon"]["held"]);
    EXPECT_DOUBLE_EQ(w.state()["items"]["Dragon"]["position"][0], -0.5);
}

TEST(Inspector, WriteTurnsAHoldIntoAutomation) {
    Window w;
    w.open({"Dragon"});
    w.click("objects/Dragon");
    w.set("inspector/x", "0.5");
    w.key("w");
    const auto item = w.state()["items"]["Dragon"];
    EXPECT_FALSE(item["held"]);
    EXPECT_NEAR(item["position"][0], 0.5, 1e-9);
    EXPECT_TRUE(w.state()["dirty"]);
}

TEST(Transport, PlaysLocatesAndLoops) {
    Window w;
    w.open({"Dragon"});
    w.click("transport/play");
    EXPECT_TRUE(w.state()["playing"]);
    w.key("space");
    EXPECT_FALSE(w.state()["playing"]);
    w.click("transport/timeline");
    ASSERT_FALSE(w.host.located.empty());
    EXPECT_NEAR(w.host.located.back(), 5, 0.05);
    w.key("leftbracket");
    EXPECT_TRUE(w.state()["loop_on"]);
    EXPECT_NEAR(w.host.loop->first, 5, 0.05);
    EXPECT_NEAR(w.host.loop->second, 10, 1e-9);
    w.key("l");
    EXPECT_FALSE(w.host.loop.has_value());
    w.click("transport/start");
    EXPECT_DOUBLE_EQ(w.host.located.back(), 0);
    w.click("transport/dim");
    w.click("transport/mute");
    EXPECT_TRUE(w.host.dim());
    EXPECT_TRUE(w.host.monitor_mute());
    w.click("transport/monitor");
    w.click("monitor/2.0");
    EXPECT_EQ(w.host.monitor(), "2.0");
}

TEST(Transport, ADragAlongTheUpperEdgeSetsTheLoop) {
    Window w;
    w.open({"Dragon"});
    const Rect r = w.rect("transport/timeline");
    w.drag(Vec2(r.x + r.width * 0.2, r.y + 3), Vec2(r.x + r.width * 0.6, r.y + 3));
    ASSERT_TRUE(w.host.loop.has_value());
    EXPECT_NEAR(w.host.loop->first, 2, 0.05);
    EXPECT_NEAR(w.host.loop->second, 6, 0.05);
    EXPECT_TRUE(w.host.located.empty());
}

TEST(Menus, ReachEveryCommandAndTypingReachesNone) {
    Window w;
    w.open({"Dragon", "Mouse"});
    w.click("menu/Edit");
    ASSERT_TRUE(w.has("menu/Edit/Select all"));
    w.click("menu/Edit/Select all");
    EXPECT_EQ(w.state()["selection"].size(), 2U);
    w.click("objects/search");
    w.type("m");
    ui::send_key(ui::Key::M, true);
    w.frame();
    ui::send_key(ui::Key::M, false);
    w.frame();
    EXPECT_FALSE(w.state()["items"]["Mouse"]["mute"]);
    w.key("enter");
    w.click("menu/Transport");
    w.click("menu/Transport/Play / stop");
    EXPECT_TRUE(w.state()["playing"]);
}

TEST(Menus, AskBeforeEditsAreLost) {
    Window w;
    w.open({"Dragon"});
    w.key("ctrl+q");
    EXPECT_EQ(w.host.quits, 1) << "nothing to lose";
    w.click("objects/Dragon/mute");
    ASSERT_TRUE(w.state()["dirty"]);
    w.key("ctrl+q");
    EXPECT_EQ(w.host.quits, 1);
    ASSERT_TRUE(w.has("question/cancel"));
    w.click("question/cancel");
    EXPECT_EQ(w.host.quits, 1);
    w.key("ctrl+q");
    w.click("question/discard");
    EXPECT_EQ(w.host.quits, 2);
}

TEST(Meters, NameEveryChannelAndTellItsLevel) {
    Window w;
    w.open({"Dragon"});
    for (const auto& channel : w.host.delivered_layout().channels) {
        EXPECT_TRUE(w.has("meters/" + channel.name)) << channel.name;
    }
    w.host.state.playing = true;
    w.host.state.output_peak.assign(12, 0.5F);
    w.frame(2);
    w.point(w.centre("meters/M+030"));
    EXPECT_NE(w.state()["hint"].get<std::string>().find("-6.0 dBFS"), std::string::npos)
        << w.state()["hint"];
}

TEST(NumberField, ReadsWhatPeopleType) {
    const NumberFormat db{1, "dB", -60, 12, true};
    EXPECT_EQ(parse_number("-3", db), -3);
    EXPECT_EQ(parse_number(" +2,5 dB", db), 2.5);
    EXPECT_EQ(parse_number("-inf", db), -60);
    EXPECT_EQ(parse_number("100", db), 12);
    EXPECT_EQ(parse_number("-1e9", db), -60);
    for (const char* bad : {"", "x", "1x", "nan", "inf", "1 2 3 m", "--1"}) {
        EXPECT_EQ(parse_number(bad, db), std::nullopt) << bad;
    }
}

TEST(Names, AreCutInTheMiddleAndFitTheirPlace) {
    Window w;
    // Inside a frame, where there is a font.
    ImGui::NewFrame();
    const std::string name = "Announcement left \xC3\xA4\xE6\xBC\xA2";
    EXPECT_EQ(elided_name(name, 1000), name);
    for (float width = 0; width < text_width(name); width += 1) {
        for (const std::string& cut : {elided(name, width), elided_name(name, width)}) {
            EXPECT_NE(cut, name) << width;
            EXPECT_NE(cut.find("..."), std::string::npos) << cut;
            EXPECT_LE(text_width(cut), std::max(width, text_width("...")) + 1) << cut;
        }
    }
    EXPECT_TRUE(elided_name("Announcement left", 80).ends_with(" left"));
    ImGui::EndFrame();
}

TEST(Levels, FallAsAMeterOfTypeOneDoes) {
    EXPECT_DOUBLE_EQ(deflection(0), 1);
    EXPECT_DOUBLE_EQ(deflection(-20), 0.5);
    EXPECT_DOUBLE_EQ(deflection(-90), 0);
    for (double db = -80; db < 3; db += 0.5) EXPECT_LE(deflection(db), deflection(db + 0.5));
    Levels levels;
    live::PlayerState state;
    state.playing = true;
    state.output_peak = {1.0F};
    levels.update(&state, Scene(), 0.01);
    EXPECT_TRUE(levels.outputs()[0].over);
    state.output_peak = {0.0F};
    for (int i = 0; i < 170; ++i) levels.update(&state, Scene(), 0.01);
    EXPECT_NEAR(levels.outputs()[0].db, -20, 0.05) << "20 dB in 1.7 s: IEC 60268-10";
    for (int i = 0; i < 2000; ++i) levels.update(nullptr, Scene(), 0.01);
    EXPECT_FALSE(levels.moving());
}

TEST(Timecode, CountsWholeFrames) {
    EXPECT_EQ(timecode(0, 24), "00:00:00:00");
    EXPECT_EQ(timecode(3661.5, 24), "01:01:01:12");
    EXPECT_EQ(timecode(0.999, 25), "00:00:00:24");
    EXPECT_EQ(timecode(-5, 24), "00:00:00:00");
    for (int f = 0; f < 2400; ++f) {
        EXPECT_EQ(timecode(f / 24.0, 24).substr(9), timecode(f % 24 / 24.0, 24).substr(9)) << f;
    }
}

}  // namespace
}  // namespace cavea::gui
