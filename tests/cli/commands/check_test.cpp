// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea check` as a program: findings, their counts and the exit code.
#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

using Json = nlohmann::json;

class Check : public RenderCase {
 protected:
    static Json checked(const std::vector<std::string>& words, int exit_code) {
        std::vector<std::string> all{"check", "--json"};
        all.insert(all.end(), words.begin(), words.end());
        const Outcome outcome = cavea(all);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome;
        return Json::parse(outcome.out);
    }
    static std::set<std::string> rules(const Json& report, const std::string& severity) {
        std::set<std::string> out;
        for (const Json& finding : report["findings"]) {
            if (finding["severity"] == severity) out.insert(finding["rule"]);
        }
        return out;
    }
};

TEST_F(Check, AGoodFileHasNothing) {
    const Json report = checked({scene()}, 0);
    EXPECT_EQ(report["errors"], 0);
    EXPECT_EQ(report["warnings"], 0);
    EXPECT_TRUE(report["findings"].empty());
    const Outcome text = cavea({"check", scene(), "--strict"});
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_EQ(text.out, scene() + ": 0 errors, 0 warnings\n");
    EXPECT_EQ(cavea({"check", scene(), "-q"}).out, "");
}

TEST_F(Check, AProjectIsCheckedWithItsRooms) {
    const std::string path = project();
    EXPECT_EQ(checked({path}, 0)["errors"], 0);
    std::filesystem::remove(file("hall.wav"));
    EXPECT_EQ(rules(checked({path}, 1), "error"), std::set<std::string>{"project"});
}

TEST_F(Check, WhatIsRefusedIsAnError) {
    write_text(file("text.wav"), "not audio");
    const Json report = checked({file("text.wav")}, 1);
    EXPECT_EQ(report["errors"], 1);
    EXPECT_EQ(rules(report, "error"), std::set<std::string>{"container"});
    EXPECT_EQ(rules(checked({file("missing.wav")}, 1), "error"),
              std::set<std::string>{"container"});
}

TEST_F(Check, MetadataNameTheirElement) {
    // The file's own metadata with another value in the place of one, as long as the old.
    std::string bytes = file_bytes(scene());
    const std::string from = "<position coordinate=\"azimuth\">";
    const std::size_t at = bytes.find(from);
    ASSERT_NE(at, std::string::npos);
    bytes[at + from.size()] = 'x';
    write_text(file("bad.wav"), bytes);
    const Json report = checked({file("bad.wav")}, 1);
    EXPECT_EQ(rules(report, "error"), std::set<std::string>{"metadata"});
    EXPECT_EQ(report["findings"][0]["element"].get<std::string>().rfind("AB_0003", 0), 0U)
        << report;
}

TEST_F(Check, ProfilesAddTheirRules) {
    const Json ebu = checked({scene(), "--profile", "ebu"}, 1);
    EXPECT_TRUE(rules(ebu, "error").contains("ebu-version"));
    const Json dolby = checked({scene(), "--profile", "dolby"}, 1);
    EXPECT_TRUE(rules(dolby, "error").contains("dolby-dbmd"));
    write_plain(file("plain.wav"), {{0.F, 0.F}, {0.F, 0.F}});
    EXPECT_EQ(checked({file("plain.wav")}, 0)["errors"], 0);
    EXPECT_EQ(rules(checked({file("plain.wav"), "--profile", "ebu"}, 1), "error"),
              std::set<std::string>{"ebu-metadata"});
    EXPECT_EQ(cavea({"check", scene(), "--profile", "nobody"}).exit_code, 2);
}

TEST_F(Check, StrictTurnsWarningsIntoTheExitCode) {
    std::string bytes = file_bytes(scene());
    const std::string from = "audioObjectName=";  // of BS.2076, and one letter beside it
    bytes.replace(bytes.find(from), from.size(), "audioObjectNamo=");
    write_text(file("odd.wav"), bytes);
    const Json report = checked({file("odd.wav")}, 0);
    EXPECT_EQ(report["warnings"], 1);
    EXPECT_EQ(rules(report, "warning"), std::set<std::string>{"adm-unknown-attribute"});
    EXPECT_EQ(checked({file("odd.wav"), "--strict"}, 1), report);
}

}  // namespace
}  // namespace cavea::test
