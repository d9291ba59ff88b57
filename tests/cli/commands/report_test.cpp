// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands print: JSON with the keys that programs may rely on, text for people, warnings.
#include <cmath>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

using Json = nlohmann::json;
using Keys = std::set<std::string>;

class Report : public RenderCase {};

TEST_F(Report, OfARenderHasTheDocumentedKeys) {
    const Json json = report(scene(), "4+7+0", {"--from", "0.5"});
    EXPECT_EQ(keys(json), (Keys{"input", "programme", "sources", "rate_hz", "from_frame", "frames",
                                "seconds", "render_s", "setup_s", "x_realtime", "engine", "device",
                                "plan_key", "outputs", "warnings"}));
    EXPECT_EQ(json.at("input"), scene());
    EXPECT_EQ(json.at("programme"), "name of APR_1001");
    EXPECT_EQ(json.at("sources"), 6);
    EXPECT_EQ(json.at("rate_hz"), 48000);
    EXPECT_EQ(json.at("from_frame"), 24000);
    EXPECT_EQ(json.at("frames"), kFrames - 24000);
    EXPECT_NEAR(json.at("seconds").get<double>(), (kFrames - 24000) / 48000.0, 1e-9);
    EXPECT_GT(json.at("render_s").get<double>(), 0);
    EXPECT_EQ(json.at("engine"), "cpu");
    ASSERT_EQ(json.at("outputs").size(), 1U);
}

TEST_F(Report, OfAnOutputHasTheLevelsOfItsFile) {
    const Json json = report(scene(), "4+7+0").at("outputs").at(0);
    EXPECT_EQ(keys(json),
              (Keys{"file", "layout", "overs", "integrated_lufs", "true_peak_dbtp", "channels"}));
    EXPECT_EQ(json.at("file"), file("report.wav"));
    EXPECT_EQ(json.at("layout"), "4+7+0");
    EXPECT_EQ(json.at("overs"), 0);
    EXPECT_LT(json.at("integrated_lufs").get<double>(), -10);
    const Audio audio = read_audio(file("report.wav"));
    ASSERT_EQ(json.at("channels").size(), audio.channels);
    for (std::size_t c = 0; c < audio.channels; ++c) {
        const Json& channel = json.at("channels").at(c);
        EXPECT_EQ(keys(channel), (Keys{"name", "peak_dbfs", "true_peak_dbtp"}));
        double peak = 0;
        for (std::size_t t = 0; t < audio.frames; ++t)
            peak = std::max(peak, std::abs(audio.at(t, c)));
        if (peak == 0) {
            EXPECT_TRUE(channel.at("peak_dbfs").is_null());
            continue;
        }
        // Far below what a level in decibels is read to.
        constexpr double kToleranceDb = 1e-9;
        EXPECT_NEAR(channel.at("peak_dbfs").get<double>(), 20 * std::log10(peak), kToleranceDb);
        EXPECT_GE(channel.at("true_peak_dbtp").get<double>(),
                  channel.at("peak_dbfs").get<double>() - kToleranceDb);
    }
    EXPECT_EQ(json.at("channels").at(3).at("name"), "LFE1");
    EXPECT_TRUE(json.at("channels").at(3).at("peak_dbfs").is_null());
}

TEST_F(Report, WithoutMeasuringHasNoLevels) {
    const Json json = report(scene(), "4+7+0", {"--no-measure"});
    EXPECT_EQ(keys(json.at("outputs").at(0)), (Keys{"file", "layout", "overs"}));
}

TEST_F(Report, OfANameThatIsNoUtf8IsStillJson) {
    const std::string odd = file("caf\xe9.wav");
    write_adm(odd, {.objects = 1, .frames = 480});
    EXPECT_EQ(report(odd, "0+2+0").at("frames"), 480);
}

TEST_F(Report, CarriesWarningsWithTheirCodes) {
    // A rate that no programme here has.
    write_file(file("ir.wav"), riff(fmt_chunk({.channels = 2, .rate = 44100}) +
                                    chunk("data", counting_pcm24(2, 441))));
    const Json json = report(scene(), "0+2+0", {"--room", file("ir.wav")});
    ASSERT_EQ(json.at("warnings").size(), 1U) << json;
    EXPECT_EQ(keys(json.at("warnings").at(0)), (Keys{"code", "message"}));
    EXPECT_EQ(json.at("warnings").at(0).at("code"), "ir-resampled");
}

TEST_F(Report, InTextNamesFileLayoutLoudnessAndSpeed) {
    const Outcome outcome = render(scene(), file("o.wav"), "4+7+0");
    for (const char* part : {"o.wav", "4+7+0", "LUFS", "dBTP", "x real time", "engine cpu"}) {
        EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome;
    }
}

TEST_F(Report, SaysWhenALayoutIsNotStandard) {
    EXPECT_NE(render(scene(), file("o.wav"), "9.1.6").err.find("not one of ITU-R BS.2051"),
              std::string::npos);
    EXPECT_EQ(render(scene(), file("o.wav"), "7.1.4").err.find("BS.2051"), std::string::npos);
}

TEST_F(Report, QuietPrintsNothing) {
    const Outcome outcome = render(scene(), file("o.wav"), "9.1.6", {"--quiet"});
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Report, OversAreCountedAndWarnedOfWhereTheFormatCannotHoldThem) {
    // Seven frames of both channels at 0.75, and a room that adds the same again.
    std::vector<std::vector<float>> columns(2, std::vector<float>(1000, 0.0F));
    for (std::size_t t = 100; t < 107; ++t) columns[0][t] = columns[1][t] = 0.75F;
    write_plain(file("hot.wav"), columns);
    std::vector<std::vector<float>> unit(2, std::vector<float>(1, 1.0F));
    write_plain(file("unit.wav"), unit);
    const std::vector<std::string> double_up{"--room", file("unit.wav"), "--send-db", "0"};
    std::vector<std::string> s16 = double_up;
    s16.insert(s16.end(), {"--format", "s16", "--json", "--quiet"});
    const Outcome outcome = render(file("hot.wav"), file("o.wav"), "0+2+0", s16);
    const Json json = Json::parse(outcome.out);
    EXPECT_EQ(json.at("outputs").at(0).at("overs"), 14);
    ASSERT_EQ(json.at("warnings").size(), 1U);
    EXPECT_EQ(json.at("warnings").at(0).at("code"), "overs");
    EXPECT_NE(outcome.err.find("14 samples"), std::string::npos) << outcome;
    EXPECT_EQ(report(file("hot.wav"), "0+2+0", double_up).at("outputs").at(0).at("overs"), 0);
}

class Info : public RenderCase {
 protected:
    [[nodiscard]] static Outcome info(const std::vector<std::string>& words) {
        std::vector<std::string> all{"info"};
        all.insert(all.end(), words.begin(), words.end());
        Outcome outcome = cavea(all);
        EXPECT_EQ(outcome.exit_code, 0) << outcome;
        return outcome;
    }
};

TEST_F(Info, OfAnAdmFileHasTheDocumentedKeys) {
    const Json json = Json::parse(info({scene(), "--json"}).out);
    EXPECT_EQ(keys(json), (Keys{"file", "format", "channels", "rate_hz", "frames", "seconds",
                                "chunks", "adm", "warnings"}));
    EXPECT_EQ(json.at("format"), "BW64 PCM 16 bit");
    EXPECT_EQ(json.at("channels"), 6);
    EXPECT_EQ(json.at("frames"), kFrames);
    EXPECT_EQ(keys(json.at("chunks").at(0)), (Keys{"id", "bytes"}));
    const Json& adm = json.at("adm");
    EXPECT_EQ(keys(adm), (Keys{"version", "programmes", "objects", "channels", "track_uids"}));
    EXPECT_EQ(keys(adm.at("programmes").at(0)), (Keys{"id", "name", "language"}));
    EXPECT_EQ(adm.at("programmes").at(0).at("id"), "APR_1001");
    EXPECT_EQ(adm.at("objects").size(), 6U);
    EXPECT_EQ(keys(adm.at("objects").at(5)), (Keys{"id", "name", "tracks", "pack"}));
    EXPECT_EQ(adm.at("objects").at(5).at("id"), "AO_1006");
    EXPECT_EQ(keys(adm.at("channels").at(0)), (Keys{"id", "name", "type", "blocks"}));
    EXPECT_EQ(adm.at("channels").at(0).at("type"), "Objects");
    EXPECT_EQ(adm.at("channels").at(0).at("blocks"), 21);
    EXPECT_EQ(adm.at("track_uids"), 6);
}

TEST_F(Info, InTextNamesWhatTheFileHolds) {
    const Outcome outcome = info({scene()});
    for (const char* part : {"6 channel(s)", "48000 Hz", "0:00:02.083", "chna", "axml", "APR_1001",
                             "AO_1006", "21 block(s)"}) {
        EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome;
    }
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Info, OfAPlainFileSaysWhichLayoutItIsTakenFor) {
    const auto noise_of = [](std::size_t channels) { return decaying_noise(channels, 100, 5); };
    write_plain(file("5.1.wav"), noise_of(6), kFivePointOne);
    write_plain(file("six.wav"), noise_of(6));
    EXPECT_NE(info({file("5.1.wav")}).out.find("layout 0+5+0"), std::string::npos);
    EXPECT_NE(info({file("six.wav")}).out.find("--input-layout"), std::string::npos);
    EXPECT_FALSE(Json::parse(info({file("six.wav"), "--json"}).out).contains("adm"));
}

TEST_F(Info, OfAProjectAddsItsRoomsAndSends) {
    const Json json = Json::parse(info({project(), "--json"}).out);
    EXPECT_TRUE(json.contains("adm"));
    const Json& project = json.at("project");
    EXPECT_EQ(keys(project), (Keys{"file", "master", "rooms", "sends"}));
    EXPECT_EQ(keys(project.at("rooms").at(1)), (Keys{"id", "name", "ir"}));
    EXPECT_EQ(project.at("rooms").at(1).at("id"), "hall");
    EXPECT_EQ(project.at("sends").size(), 4U);
    EXPECT_EQ(keys(project.at("sends").at(0)), (Keys{"object", "room", "input"}));
    const Outcome text = info({file("mix.cavea")});
    for (const char* part : {"room hall", "AO_1002", "1 point(s)", "2 point(s)"}) {
        EXPECT_NE(text.out.find(part), std::string::npos) << part << " in " << text;
    }
}

TEST(Devices, ListTheCpuFirstInTextAndJson) {
    const Outcome text = cavea({"devices"});
    EXPECT_EQ(text.exit_code, 0) << text;
    EXPECT_EQ(text.out.rfind("cpu", 0), 0U) << text;
    const Outcome outcome = cavea({"devices", "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    const Json json = Json::parse(outcome.out);
    ASSERT_GE(json.at("devices").size(), 1U);
    const Json& cpu = json.at("devices").at(0);
    EXPECT_EQ(keys(cpu), (Keys{"engine", "name", "detail", "only_when_named"}));
    EXPECT_EQ(cpu.at("engine"), "cpu");
    EXPECT_EQ(cpu.at("only_when_named"), false);
    for (std::size_t i = 1; i < json.at("devices").size(); ++i) {
        EXPECT_EQ(json.at("devices").at(i).at("index"), static_cast<int>(i) - 1);
    }
}

TEST(Devices, WithoutADriverSayWhyThereIsNone) {
    Command command = cavea_command({"devices", "--json"});
    command.environment = {{"VK_DRIVER_FILES", "/nowhere.json"},
                           {"VK_ICD_FILENAMES", "/nowhere.json"}};
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    const Json json = Json::parse(outcome.out);
    EXPECT_EQ(json.at("devices").size(), 1U);
    EXPECT_FALSE(json.at("problem").get<std::string>().empty());
}

TEST(Bench, PrintsOneLineWithTheDocumentedKeys) {
    const Outcome outcome = cavea({"bench", "B5", "--seconds", "1"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << outcome;
    const Json json = Json::parse(outcome.out);
    EXPECT_EQ(keys(json), (Keys{"id", "workload", "engine", "device", "threads", "x_realtime",
                                "reference_x_realtime", "ratio", "error_db", "rss_mb", "setup_s"}));
    EXPECT_EQ(json.at("id"), "B5");
    EXPECT_EQ(json.at("engine"), "cpu");
    EXPECT_EQ(json.at("threads"), 1);
    EXPECT_GT(json.at("x_realtime").get<double>(), 0);
    EXPECT_LE(json.at("error_db").get<double>(), kPanningPeakDb);
}

TEST(Bench, PrintsFiguresOfItsOwnForACaseWithoutReference) {
    const Outcome outcome = cavea({"bench", "B6"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome;
    const Json json = Json::parse(outcome.out);
    EXPECT_EQ(keys(json), (Keys{"id", "workload", "polar_point_us", "polar_extent_30_us",
                                "cartesian_point_us", "cartesian_extent_us"}));
    EXPECT_GT(json.at("polar_point_us").get<double>(), 0);
}

TEST(Version, IsPrintedOnStdout) {
    const Outcome outcome = cavea({"--version"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_EQ(outcome.out.rfind("cavea ", 0), 0U) << outcome;
}

TEST(Help, NamesEverySubcommandAndEndsWithZero) {
    const Outcome outcome = cavea({"--help"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    for (const char* name : {"render", "room", "info", "check", "gains", "devices", "bench"}) {
        EXPECT_NE(outcome.out.find(name), std::string::npos) << name;
        EXPECT_EQ(cavea({name, "--help"}).exit_code, 0) << name;
    }
}

}  // namespace
}  // namespace cavea::test
