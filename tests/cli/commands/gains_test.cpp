// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea gains` as a program: lines in, lines out, exit codes. What the gains are is tested beside
// the panners.
#include <fstream>
#include <sstream>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

using Json = nlohmann::json;

std::string good(const std::string& id) {
    return R"({"id":")" + id +
           R"(","layout":"0+5+0","block":{"type":"Objects","position":{"azimuth":0,"elevation":0}}})";
}

class Gains : public testing::Test {
 protected:
    std::string write(const std::string& text) const {
        write_text(folder_ / "in.jsonl", text);
        return folder_ / "in.jsonl";
    }
    static std::vector<Json> lines(const std::string& text) {
        EXPECT_TRUE(text.empty() || text.back() == '\n');
        std::vector<Json> out;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) out.push_back(Json::parse(line));
        return out;
    }
    const TemporaryFolder folder_;
};

TEST_F(Gains, EveryLineHasItsAnswerInItsPlace) {
    const std::string input = write(good("a") + "\r\n" + "\n{\n" + good("b"));  // no end of line
    const Outcome outcome = cavea({"gains", input});
    EXPECT_EQ(outcome.exit_code, 1) << outcome;
    EXPECT_NE(outcome.err.find("2 cases"), std::string::npos) << outcome;
    const auto answers = lines(outcome.out);
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_EQ(answers[0]["id"], "a");
    EXPECT_EQ(answers[0]["direct"].size(), 6U);
    EXPECT_NEAR(answers[0]["direct"][2].get<double>(), 1, 1e-12);
    EXPECT_TRUE(answers[1].contains("error"));
    EXPECT_TRUE(answers[2].contains("error"));
    EXPECT_EQ(answers[3]["id"], "b");
}

TEST_F(Gains, OutputsAppearWhole) {
    const std::string input = write(good("a") + "\n");
    const std::string output = folder_ / "out.jsonl";
    const Outcome outcome = cavea({"gains", input, "-o", output});
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "");
    std::ifstream stream(output);
    EXPECT_EQ(lines({std::istreambuf_iterator<char>(stream), {}}).size(), 1U);
    EXPECT_EQ(cavea({"gains", input, "-o", input}).exit_code, 1);
    EXPECT_EQ(cavea({"gains", input, "-o", folder_ / "none" / "out"}).exit_code, 3);
}

TEST_F(Gains, NumbersBeyondBoundsAreErrors) {
    std::string huge = good("a");
    huge.insert(huge.size() - 1, R"(,"object":{"gain":1e308})");
    huge.insert(huge.find("\"position\""), R"("gain":1e308,)");
    const Outcome outcome = cavea({"gains", write(huge)});
    EXPECT_EQ(outcome.exit_code, 1) << outcome;
    const auto answers = lines(outcome.out);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers[0].contains("error"));
    EXPECT_EQ(outcome.out.find("inf"), std::string::npos);
}

TEST_F(Gains, LongLinesAreErrorsAndTheNextIsRead) {
    const Outcome outcome =
        cavea({"gains", write(std::string((3U << 20U) + 5, '[') + "\n" + good("b") + "\n")});
    EXPECT_EQ(outcome.exit_code, 1);
    const auto answers = lines(outcome.out);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_TRUE(answers[0].contains("error"));
    EXPECT_EQ(answers[1]["id"], "b");
}

TEST_F(Gains, NothingGivesNothing) {
    const Outcome outcome = cavea({"gains", write("")});
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_EQ(outcome.out, "");
}

TEST_F(Gains, WhatIsNoInputIsRefused) {
    EXPECT_EQ(cavea({"gains", folder_ / "missing"}).exit_code, 1);
    EXPECT_EQ(cavea({"gains", folder_.path()}).exit_code, 1);
    EXPECT_EQ(cavea({"gains", "--bogus"}).exit_code, 2);
}

}  // namespace
}  // namespace cavea::test
