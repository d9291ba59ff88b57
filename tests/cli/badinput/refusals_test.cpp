// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The contract for what is refused: an exit code, one line on stderr that names the file and the
// place and says what to do, and nothing left behind.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "tests/cli/support/adm_file.h"
#include "tests/cli/support/process.h"
#include "tests/core/adm/scene.h"
#include "tests/core/io/wav_builder.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

namespace fs = std::filesystem;

class Refusals : public testing::Test {
 protected:
    void SetUp() override { fs::create_directory(folder_ / "out"); }

    [[nodiscard]] fs::path good() {
        const fs::path path = folder_ / "good.wav";
        if (!fs::exists(path)) write_adm(path, {.objects = 2, .frames = 4800});
        return path;
    }

    /// An ADM file of one channel with this axml.
    [[nodiscard]] fs::path with_axml(const std::string& axml) {
        const auto rows = adm::serialise_chna(std::vector{adm::test::chain_row(1)});
        const std::string chna(reinterpret_cast<const char*>(rows.data()), rows.size());
        return write_file(folder_ / "bad.wav",
                          riff(fmt_chunk({.channels = 1}) + chunk("chna", chna) +
                               chunk("axml", axml) + chunk("data", counting_pcm24(1, 480))));
    }

    [[nodiscard]] Outcome render(const fs::path& input, const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"render",          input.string(), "-o",
                                       output().string(), "-l",           "4+7+0"};
        words.insert(words.end(), more.begin(), more.end());
        return cavea(words);
    }

    /// \param parts  of the line
    void expect_refused(const Outcome& outcome, int exit_code,
                        const std::vector<std::string>& parts) {
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome;
        EXPECT_EQ(outcome.out, "");
        const std::vector<std::string> lines = outcome.lines();
        ASSERT_EQ(lines.size(), 1U) << outcome;
        EXPECT_EQ(lines[0].rfind("cavea: ", 0), 0U) << outcome;
        for (const std::string& part : parts) {
            EXPECT_NE(lines[0].find(part), std::string::npos) << part << " in " << outcome;
        }
        EXPECT_EQ(entries_of(folder_ / "out"), std::vector<std::string>());
    }

    [[nodiscard]] fs::path output() const { return folder_ / "out/o.wav"; }

    const TemporaryFolder folder_;
};

TEST_F(Refusals, GoodFileIsRenderedSoThatTheOthersMeanSomething) {
    const Outcome outcome = render(good());
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_EQ(entries_of(folder_ / "out"), std::vector<std::string>{"o.wav"});
}

TEST_F(Refusals, CutFileNamesTheDataChunk) {
    const fs::path bad = folder_ / "cut.wav";
    write_file(bad, file_bytes(good()));
    fs::resize_file(bad, fs::file_size(bad) - 1000);
    expect_refused(render(bad), 1, {"cut.wav: ", "data", "; "});
}

TEST_F(Refusals, TextFile) {
    expect_refused(render(write_file(folder_ / "page.wav", "<html>not found</html>")), 1,
                   {"page.wav: ", "; "});
}

TEST_F(Refusals, EmptyFile) {
    expect_refused(render(write_file(folder_ / "empty.wav", "")), 1, {"empty.wav: "});
}

TEST_F(Refusals, MissingFile) {
    expect_refused(render(folder_ / "nowhere.wav"), 1, {"nowhere.wav: "});
}

TEST_F(Refusals, FileWithoutData) {
    expect_refused(render(write_file(folder_ / "bare.wav", riff(fmt_chunk()))), 1,
                   {"bare.wav: ", "data"});
}

TEST_F(Refusals, ChnaWithATrackThatTheFileLacksNamesItsUid) {
    auto row = adm::test::chain_row(1);
    row.track = 99;
    const auto rows = adm::serialise_chna(std::vector{row});
    const std::string chna(reinterpret_cast<const char*>(rows.data()), rows.size());
    const std::string axml = adm::test::wrapped(
        adm::test::one_object(adm::test::block("00031001", 1, "", adm::test::kPolar)));
    expect_refused(
        render(write_file(folder_ / "rows.wav",
                          riff(fmt_chunk({.channels = 1}) + chunk("chna", chna) +
                               chunk("axml", axml) + chunk("data", counting_pcm24(1, 480))))),
        1, {"rows.wav: ", "ATU_00000001", "99"});
}

TEST_F(Refusals, XmlThatEndsTooEarlyNamesItsLine) {
    expect_refused(render(with_axml("<?xml version=\"1.0\"?>\n<ebuCoreMain>\n<coreMetadata")), 1,
                   {"bad.wav: ", "axml", "line 3"});
}

TEST_F(Refusals, ReferenceLoopNamesTheElement) {
    const std::string axml =
        adm::test::wrapped(adm::test::programme("APR_1001", {"ACO_1001"}) +
                           adm::test::content("ACO_1001", {"AO_1001"}) +
                           adm::test::object("AO_1001", adm::test::object_ref("AO_1001")) +
                           adm::test::objects_chain(1));
    expect_refused(render(with_axml(axml)), 1, {"bad.wav: ", "AO_1001"});
}

TEST_F(Refusals, PositionThatIsNoNumberNamesBlockAndLine) {
    const std::string axml = adm::test::wrapped(adm::test::one_object(
        adm::test::block("00031001", 1, "",
                         "<position coordinate=\"azimuth\">left</position>\n"
                         "<position coordinate=\"elevation\">0</position>\n")));
    expect_refused(render(with_axml(axml)), 1, {"bad.wav: ", "AB_00031001_00000001", "line "});
}

TEST_F(Refusals, SampleThatIsNotANumberNamesItsFrame) {
    auto columns = decaying_noise(2, 9000, 1);
    columns[1][7777] = std::numeric_limits<float>::quiet_NaN();
    write_plain(folder_ / "nan.wav", columns);
    const Outcome outcome = render(folder_ / "nan.wav", {"--quiet"});
    expect_refused(outcome, 1, {"nan.wav: ", "7777"});
}

TEST_F(Refusals, OutputThatIsTheInputThroughALink) {
    const std::string before = file_bytes(good());
    fs::create_symlink(good(), folder_ / "link.wav");
    const Outcome outcome =
        cavea({"render", good().string(), "-o", folder_ / "link.wav", "-l", "4+7+0", "--quiet"});
    expect_refused(outcome, 1, {"link.wav"});
    EXPECT_EQ(file_bytes(good()), before);
}

TEST_F(Refusals, OutputThatIsTheRoom) {
    const fs::path room = folder_ / "room.wav";
    write_plain(room, decaying_noise(2, 480, 3));
    const std::string before = file_bytes(room);
    const Outcome outcome = cavea({"render", good().string(), "-o", room.string(), "-l", "4+7+0",
                                   "--room", room.string(), "--quiet"});
    expect_refused(outcome, 1, {"room.wav"});
    EXPECT_EQ(file_bytes(room), before);
}

TEST_F(Refusals, MissingOutputFolderIsTheMachinesFault) {
    const Outcome outcome = cavea(
        {"render", good().string(), "-o", folder_ / "no/such/o.wav", "-l", "4+7+0", "--quiet"});
    expect_refused(outcome, 3, {"no/such/o.wav"});
}

TEST_F(Refusals, OlderOutputStaysWhenARenderFails) {
    write_file(output(), "older");
    EXPECT_EQ(render(write_file(folder_ / "page.wav", "text")).exit_code, 1);
    EXPECT_EQ(file_bytes(output()), "older");
    EXPECT_EQ(entries_of(folder_ / "out"), std::vector<std::string>{"o.wav"});
}

TEST_F(Refusals, SecondOutputThatCannotBeWrittenLeavesTheFirstUnwritten) {
    const Outcome outcome = cavea({"render", good().string(), "-o", output().string(), "-l",
                                   "4+7+0", "-o", folder_ / "no/o.wav", "-l", "0+2+0", "--quiet"});
    expect_refused(outcome, 3, {"no/o.wav"});
}

TEST_F(Refusals, ControlCharactersOfANameStayOffTheTerminal) {
    const Outcome outcome = render(folder_ / "\x1b[31mred\n.wav");
    expect_refused(outcome, 1, {"[31mred"});
    EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos);
}

TEST_F(Refusals, UnusableRoom) {
    expect_refused(render(good(), {"--quiet", "--room", write_file(folder_ / "ir.wav", "text")}), 1,
                   {"ir.wav: "});
}

TEST_F(Refusals, UnusableSofa) {
    const Outcome outcome =
        cavea({"render", good().string(), "-o", output().string(), "-l", "binaural", "--quiet",
               "--sofa", write_file(folder_ / "ears.sofa", "text")});
    expect_refused(outcome, 1, {"ears.sofa: "});
}

TEST_F(Refusals, ProjectWithAnUnknownKeyNamesItsPlace) {
    write_text(folder_ / "a.cavea",
               "{\"cavea\": 1, \"master\": \"good.wav\", \"rooms\": [{\"id\": \"r\", \"ir\": "
               "\"ir.wav\", \"reverse\": true}]}");
    expect_refused(render(folder_ / "a.cavea"), 1, {"a.cavea: ", "/rooms/0", "reverse"});
}

TEST_F(Refusals, ProjectThatIsNoJsonNamesLineAndColumn) {
    write_text(folder_ / "a.cavea", "{\"cavea\": 1,\n \"master\": }");
    expect_refused(render(folder_ / "a.cavea"), 1, {"a.cavea: ", "line 2"});
}

struct UsageCase {
    const char* name;
    std::vector<std::string> words;  ///< IN and OUT stand for files
    std::string part;                ///< of the message
};

std::ostream& operator<<(std::ostream& stream, const UsageCase& usage) {
    return stream << usage.name;
}

class Usage : public testing::TestWithParam<UsageCase> {};

TEST_P(Usage, IsExitCodeTwoAndOneLine) {
    const TemporaryFolder folder;
    write_adm(folder / "in.wav", {.objects = 1, .frames = 480});
    fs::create_directory(folder / "out");
    std::vector<std::string> words = GetParam().words;
    for (std::string& word : words) {
        if (word == "IN") word = folder / "in.wav";
        if (word == "OUT") word = folder / "out/o.wav";
    }
    const Outcome outcome = cavea(words);
    EXPECT_EQ(outcome.exit_code, 2) << outcome;
    EXPECT_EQ(outcome.lines().size(), 1U) << outcome;
    EXPECT_NE(outcome.err.find(GetParam().part), std::string::npos) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(fs::is_empty(folder / "out"));
}

INSTANTIATE_TEST_SUITE_P(
    Cli, Usage,
    testing::Values(
        UsageCase{"NoSubcommand", {}, "subcommand"},
        UsageCase{"UnknownSubcommand", {"transmogrify"}, "transmogrify"},
        UsageCase{
            "UnknownOption", {"render", "IN", "-o", "OUT", "-l", "4+7+0", "--loud"}, "--loud"},
        UsageCase{"UnknownLayout", {"render", "IN", "-o", "OUT", "-l", "8.2.1"}, "9+10+3"},
        UsageCase{"NoLayout", {"render", "IN", "-o", "OUT"}, "--layout"},
        UsageCase{"TwoOutputsOneLayout",
                  {"render", "IN", "-o", "OUT", "-o", "b.wav", "-l", "7.1.4"},
                  "2 outputs and 1 layouts"},
        UsageCase{"SameOutputTwice",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "-o", "OUT", "-l", "5.1", "-q"},
                  "twice"},
        UsageCase{"TimeThatIsNone",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "--from", "noon", "-q"},
                  "--from"},
        UsageCase{"TailThatIsNone",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "--tail", "long", "-q"},
                  "--tail"},
        UsageCase{"UnknownFormat",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "--format", "mp3"},
                  "mp3"},
        UsageCase{"UnknownEngine",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "--engine", "abacus"},
                  "abacus"},
        UsageCase{"PlanKeyThatIsNone",
                  {"render", "IN", "-o", "OUT", "-l", "7.1.4", "--plan", "fast", "-q"},
                  "fast"},
        UsageCase{"UnknownBench", {"bench", "B99"}, "B99"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace cavea::test
