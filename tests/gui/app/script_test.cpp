// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/script.h"

#include "core/base/error.h"
#include "gui/app/expectation.h"
#include "gui/view/ui.h"
#include "tests/gui/app/studio_fixture.h"

namespace cavea::test {
namespace {

using gui::parse_script;

std::string refusal_of(const std::string& text) {
    try {
        static_cast<void>(parse_script(text, "a.txt"));
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Script, SplitsLinesIntoWords) {
    const auto lines =
        parse_script("# nothing\n\n  click  a/b # that\ntext \"two \\\"words\\\"\"\r\n", "a");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].number, 3U);
    EXPECT_EQ(lines[0].words, std::vector<std::string>{"a/b"});
    EXPECT_EQ(lines[1].number, 4U);
    EXPECT_EQ(lines[1].words, std::vector<std::string>{"two \"words\""});
}

TEST(Script, NamesFileAndLineOfWhatItRefuses) {
    for (const char* bad : {"\nclick", "\nclick a b", "\njump a", "\ntext \"open", "\nsize 3"}) {
        const std::string what = refusal_of(bad);
        EXPECT_EQ(what.rfind("a.txt: line 2: ", 0), 0U) << bad << " -> " << what;
    }
    EXPECT_TRUE(refusal_of("").empty());
}

TEST(Expectation, HoldsOrSaysWhatIsThere) {
    const std::string state =
        R"({"a": {"x": 1.5, "name": "Door", "list": [1, "two"], "on": true}})";
    const auto why = [&](std::vector<std::string> words) {
        return gui::why_not_as_expected(state, words);
    };
    EXPECT_EQ(why({"/a/x", "==", "1.5"}), "");
    EXPECT_EQ(why({"/a/x", "~=", "1.5009"}), "");
    EXPECT_EQ(why({"/a/x", "<", "2"}), "");
    EXPECT_EQ(why({"/a/x", ">", "1"}), "");
    EXPECT_EQ(why({"/a/on", "==", "true"}), "");
    EXPECT_EQ(why({"/a/name", "==", "Door"}), "");
    EXPECT_EQ(why({"/a/name", "contains", "oo"}), "");
    EXPECT_EQ(why({"/a/list", "contains", "two"}), "");
    EXPECT_EQ(why({"/a", "exists"}), "");
    EXPECT_NE(why({"/a/x", "~=", "1.502"}), "");
    EXPECT_NE(why({"/a/x", "<", "1.5"}), "");
    EXPECT_NE(why({"/a/name", "<", "3"}), "");
    EXPECT_NE(why({"/a/list", "contains", "three"}), "");
    EXPECT_NE(why({"/b", "exists"}), "");
    EXPECT_NE(why({"/b", "==", "1"}), "");
    EXPECT_NE(why({"a", "==", "1"}), "");
    EXPECT_NE(why({"/a/x", "?", "1"}), "");
    EXPECT_NE(why({"/a/x", "=="}), "");
    EXPECT_NE(why({"/a/x", "==", "2"}).find("1.5"), std::string::npos);
}

TEST_F(StudioTest, SaysTheNearestNamesOfOneThatIsNotThere) {
    const auto studio = with_objects(2);
    const std::string what = refusal(*studio, "wait 1\nclick transport/pley");
    EXPECT_NE(what.find("test: line 2"), std::string::npos) << what;
    EXPECT_NE(what.find("transport/play"), std::string::npos) << what;
}

TEST_F(StudioTest, FailsAnExpectationByItsLine) {
    const auto studio = with_objects(2);
    EXPECT_EQ(refusal(*studio, "expect /items exists"), "");
    const std::string what = refusal(*studio, "\nexpect /nothing exists");
    EXPECT_NE(what.find("test: line 2"), std::string::npos) << what;
}

TEST_F(StudioTest, DragsAnObjectAndTakesItBack) {
    const auto studio = with_objects(1);
    const std::string name = studio->application().studio().scene().items()[0].name;
    const auto before = studio->application().studio().state(0, 0).position;
    play(*studio,
         "drag \"top/" + name + "\" by 20 10\nexpect \"/items/" + name + "/held\" == true");
    const auto after = studio->application().studio().state(0, 0).position;
    EXPECT_GT(after.x, before.x);
    EXPECT_LT(after.y, before.y);
    EXPECT_NEAR(after.z, before.z, 1e-9);
    play(*studio, "key ctrl+z\nexpect \"/items/" + name + "/held\" == false");
    EXPECT_EQ(refusal(*studio, "key ctrl+nokey").find("test: line 1"), 0U);
}

TEST_F(StudioTest, PlaysFramesByTheClockOfTheScript) {
    const auto studio = with_objects(1);
    play(*studio, "play_frames 15");
    ASSERT_NE(studio->application().player(), nullptr);
    EXPECT_NEAR(static_cast<double>(studio->application().player()->position), 48000 * 15 / 30.0,
                1600 * 2);
}

}  // namespace
}  // namespace cavea::test
