// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Some 220 damaged files and faults of the machine, when that set is at hand: nothing crashes,
// hangs or lies, refusals name file and place, nothing is left behind.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/support/adm_file.h"
#include "tests/cli/support/process.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

namespace fs = std::filesystem;

/// The set is written once per test: ctest runs each in a process of its own.
class BadInputSet : public testing::Test {
 protected:
    void SetUp() override {
        const auto reference = reference_folder();
        if (!reference) GTEST_SKIP() << "CAVEA_REFERENCE_DIR is not set";
        scripts_ = fs::absolute(*reference / "badinput");
        if (!fs::exists(scripts_)) GTEST_SKIP() << scripts_ << " is not there";
        if (run({{"sh", "-c", "command -v python3"}}).exit_code != 0) {
            GTEST_SKIP() << "there is no python3";
        }
        const Outcome made = python("make_badinput.py", {folder_ / "bad"});
        ASSERT_EQ(made.exit_code, 0) << made;
    }

    [[nodiscard]] Outcome python(const std::string& script, const std::vector<std::string>& words) {
        Command command{{"python3", scripts_ / script}};
        command.words.insert(command.words.end(), words.begin(), words.end());
        command.environment = {{"PYTHONDONTWRITEBYTECODE", "1"}};
        command.limit_s = 280;
        return run(command);
    }

    /// \param words  options of run_badinput.py
    void expect_all_held(const std::vector<std::string>& words) {
        std::vector<std::string> all{folder_ / "bad", "--skip", "sparse", "--slow",
                                     std::to_string(slowness())};
        all.insert(all.end(), words.begin(), words.end());
        if (slowness() > 1) all.emplace_back("--no-mem");
        const Outcome outcome = python("run_badinput.py", all);
        EXPECT_EQ(outcome.exit_code, 0) << outcome;
        EXPECT_NE(outcome.out.find(" cases, 0 failed"), std::string::npos) << outcome;
    }

    [[nodiscard]] static std::string render_command() {
        return cavea_binary() + " render {in} -o {out} --layout 4+7+0";
    }

    /// A master whose render takes at least two seconds, to be interrupted: as long as the speed of
    /// this machine asks for.
    [[nodiscard]] fs::path long_master() {
        AdmScene scene{.objects = 256, .frames = 5 * 48000, .blocks_per_second = 0, .silent = true};
        const fs::path path = folder_ / "long.wav";
        write_adm(path, scene);
        const Outcome probe = cavea({"render", path, "-o", folder_ / "probe.wav", "-l", "4+7+0"});
        EXPECT_EQ(probe.exit_code, 0) << probe;
        const double factor = std::clamp(3 / probe.seconds, 1.0, 1000.0);
        scene.frames = static_cast<std::int64_t>(static_cast<double>(scene.frames) * factor);
        write_adm(path, scene);
        return path;
    }

    TemporaryFolder folder_;
    fs::path scripts_;
};

TEST_F(BadInputSet, FilesHoldTheContract) {
    expect_all_held({"--group", "wav,chna,axml", "--cmd", render_command()});
}

TEST_F(BadInputSet, FaultsOfTheMachineHoldTheContract) {
    expect_all_held({"--group", "env", "--cmd", render_command(), "--long", long_master()});
}

TEST_F(BadInputSet, RoomsHoldTheContract) {
    const std::string good = folder_ / "bad/chna-good/in.wav";
    expect_all_held({"--group", "ir", "--cmd", render_command(), "--ir-cmd",
                     cavea_binary() + " render " + good + " --room {in} -o {out} --layout 4+7+0"});
}

TEST_F(BadInputSet, EarsHoldTheContract) {
    const std::string good = folder_ / "bad/chna-good/in.wav";
    expect_all_held(
        {"--group", "sofa", "--cmd", render_command(), "--sofa-cmd",
         cavea_binary() + " render " + good + " --sofa {in} -o {out} --layout binaural"});
}

}  // namespace
}  // namespace cavea::test
