// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/profile.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::block;
using test::channel_ref;

std::string place(const std::string& x, const std::string& y, const std::string& z) {
    return "<cartesian>1</cartesian><position coordinate=\"X\">" + x +
           "</position><position coordinate=\"Y\">" + y + "</position><position coordinate=\"Z\">" +
           z + "</position>";
}
const std::string kFirst =
    place("0", "1", "0") + "<jumpPosition interpolationLength=\"0\">1</jumpPosition>";
const std::string kNext =
    place("1", "1", "0") + "<jumpPosition interpolationLength=\"0.005208\">1</jumpPosition>";

// A stereo bed on tracks 1 and 2, an object on track 3, ten seconds long, as the profile asks.
std::string master() {
    const std::string attributes =
        " start=\"00:00:00.00000\" duration=\"00:00:10.00000\" interact=\"0\" disableDucking=\"1\"";
    const auto bed_channel = [](const std::string& digits, const std::string& label,
                                const std::string& x) {
        return test::channel(
                   "AC_" + digits, "DirectSpeakers",
                   block(digits, 1, "",
                         place(x, "1", "0") + "<speakerLabel>" + label + "</speakerLabel>")) +
               test::stream_and_track(digits);
    };
    return "<audioProgramme audioProgrammeID=\"APR_1001\" audioProgrammeName=\"Atmos_Master\">"
           "<audioContentIDRef>ACO_1001</audioContentIDRef></audioProgramme>" +
           test::content("ACO_1001", {"AO_1001", "AO_1002"},
                         "<dialogue mixedContentKind=\"0\">2</dialogue>") +
           test::object("AO_1001",
                        test::pack_ref("AP_00011001") + test::uid_ref("ATU_00000001") +
                            test::uid_ref("ATU_00000002"),
                        attributes) +
           test::object("AO_1002", test::pack_ref("AP_00031003") + test::uid_ref("ATU_00000003"),
                        attributes) +
           test::pack("AP_00011001", "DirectSpeakers",
                      channel_ref("AC_00011001") + channel_ref("AC_00011002")) +
           bed_channel("00011001", "RC_L", "-1") + bed_channel("00011002", "RC_R", "1") +
           test::uid("ATU_00000001", "AT_00011001_01", "AP_00011001") +
           test::uid("ATU_00000002", "AT_00011002_01", "AP_00011001") +
           test::pack("AP_00031003", "Objects", channel_ref("AC_00031003")) +
           test::channel("AC_00031003", "Objects",
                         block("00031003", 1, test::times("00:00:00.0", "00:00:05.0"), kFirst) +
                             block("00031003", 2, test::times("00:00:05.0", "00:00:05.0"), kNext)) +
           test::stream_and_track("00031003") +
           test::uid("ATU_00000003", "AT_00031003_01", "AP_00031003");
}

std::unique_ptr<test::MemoryWav> file_of(const std::string& body, const std::string& root = "") {
    const std::vector<ChnaRow> rows{{1, "ATU_00000001", "AT_00011001_01", "AP_00011001"},
                                    {2, "ATU_00000002", "AT_00011002_01", "AP_00011001"},
                                    {3, "ATU_00000003", "AT_00031003_01", "AP_00031003"}};
    return test::file_of(test::wrapped(body, root), rows);
}

using Rules = std::set<std::string>;
Rules rules(const Diagnostics& diagnostics) {
    Rules out;
    for (const auto& [code, count] : diagnostics.counts()) out.insert(code);
    return out;
}

Findings dolby(const std::string& body, bool with_dbmd = true) {
    const auto file = file_of(body);
    if (with_dbmd) file->add("dbmd", "x");
    Diagnostics diagnostics;
    const auto document = read_document(*file, diagnostics);
    Findings findings;
    check_dolby_profile(*document, *file, findings);
    return findings;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(DolbyProfile, AMasterOfTheProfileHasNoFinding) {
    const Findings findings = dolby(master());
    EXPECT_EQ(rules(findings.errors), Rules{});
    EXPECT_EQ(rules(findings.warnings), Rules{});
}

struct Change {
    const char* name;
    const char* rule;
    std::string from;
    std::string to;
    const char* element;
};
class DolbyChange : public testing::TestWithParam<Change> {};

TEST_P(DolbyChange, BreaksItsRule) {
    const Findings findings = dolby(replaced(master(), GetParam().from, GetParam().to));
    EXPECT_EQ(rules(findings.errors), Rules{GetParam().rule});
    ASSERT_FALSE(findings.errors.list().empty());
    EXPECT_NE(findings.errors.list()[0].message.find(GetParam().element), std::string::npos)
        << findings.errors.list()[0].message;
}

INSTANTIATE_TEST_SUITE_P(
    , DolbyChange,
    testing::Values(
        Change{"ProgrammeName", "dolby-programme", "Atmos_Master", "Master", "APR_1001"},
        Change{"Dialogue", "dolby-content", ">2</dialogue>", ">1</dialogue>", "ACO_1001"},
        Change{"Interact", "dolby-object", "interact=\"0\"", "interact=\"1\"", "AO_1001"},
        Change{"Duration", "dolby-object", "duration=\"00:00:10.00000\" interact",
               "duration=\"00:00:09.90000\" interact", "AO_1001"},
        Change{"BedOrder", "dolby-bed", channel_ref("AC_00011001") + channel_ref("AC_00011002"),
               channel_ref("AC_00011002") + channel_ref("AC_00011001"), "AP_00011001"},
        Change{"BedTimes", "dolby-bed-block", "AB_00011001_00000001\"",
               "AB_00011001_00000001\"" + test::times("00:00:00.0", "00:00:10.0"), "AC_00011001"},
        Change{"Place", "dolby-place", "<position coordinate=\"X\">-1",
               "<position coordinate=\"X\">-0.9", "AC_00011001"},
        Change{"Jump", "dolby-block", "0.005208", "0.005", "AB_00031003_00000002"},
        Change{"Extent", "dolby-block", "<jumpPosition interpolationLength=\"0\">",
               "<width>0.5</width><jumpPosition interpolationLength=\"0\">",
               "AB_00031003_00000001"},
        Change{"Diffuse", "dolby-block", "<jumpPosition interpolationLength=\"0\">",
               "<diffuse>0.5</diffuse><jumpPosition interpolationLength=\"0\">",
               "AB_00031003_00000001"}),
    [](const auto& change) { return std::string(change.param.name); });

TEST(DolbyProfile, LabelsOutsideTheProfileSpoilTheBedToo) {
    const Findings findings = dolby(replaced(master(), "RC_R", "M-030"));
    EXPECT_EQ(rules(findings.errors), (Rules{"dolby-bed", "dolby-label"}));
}

TEST(DolbyProfile, NeedsItsChunk) {
    EXPECT_EQ(rules(dolby(master(), false).errors), Rules{"dolby-dbmd"});
}

TEST(DolbyProfile, AttributesThatAreMissingAreAWarning) {
    const Findings findings = dolby(replaced(master(), " interact=\"0\" disableDucking=\"1\"", ""));
    EXPECT_EQ(rules(findings.errors), Rules{});
    EXPECT_EQ(rules(findings.warnings), Rules{"dolby-object-attributes"});
}

TEST(DolbyProfile, OtherTypesAreErrors) {
    const std::string hoa =
        test::pack("AP_00041001", "HOA", channel_ref("AC_00041001")) +
        test::channel("AC_00041001", "HOA",
                      block("00041001", 1, "", "<order>0</order><degree>0</degree>"));
    const Findings findings = dolby(master() + hoa);
    EXPECT_EQ(rules(findings.errors), Rules{"dolby-type"});
    EXPECT_EQ(findings.errors.counts().at("dolby-type"), 2U);
}

Findings ebu(const std::string& body, const std::string& root) {
    const auto file = file_of(body, root);
    Diagnostics diagnostics;
    const auto document = read_document(*file, diagnostics);
    Findings findings;
    check_ebu_profile(*document, *file, findings);
    return findings;
}

TEST(EbuProfile, AsksForEditionAndLanguages) {
    const Findings old = ebu(master(), "");
    EXPECT_EQ(rules(old.errors), Rules{"ebu-version"});
    EXPECT_EQ(old.warnings.counts().at("ebu-language"), 2U);
    std::string body = replaced(master(), "audioProgrammeName",
                                "audioProgrammeLanguage=\"en\" audioProgrammeName");
    body = replaced(body, "audioContentName", "audioContentLanguage=\"und\" audioContentName");
    const Findings now = ebu(body, test::kVersion2);
    EXPECT_EQ(rules(now.errors), Rules{});
    EXPECT_EQ(rules(now.warnings), Rules{});
}

TEST(EbuProfile, CountsWhatADecoderTakes) {
    const auto with = [](int more) {
        std::string body = master();
        for (int i = 0; i < more; ++i) body += test::object(fmt::format("AO_20{:02x}", i), "");
        return ebu(body, test::kVersion2);
    };
    EXPECT_FALSE(rules(with(46).warnings).contains("ebu-level"));
    EXPECT_TRUE(rules(with(47).warnings).contains("ebu-level"));
    EXPECT_EQ(rules(with(82).errors), Rules{});
    EXPECT_EQ(rules(with(83).errors), Rules{"ebu-level"});
}

}  // namespace
}  // namespace cavea::adm
