// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A render that lasts: progress while it runs, and what is left when it is stopped.
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

using namespace std::chrono_literals;

class LongRender : public RenderCase {
 protected:
    void SetUp() override { std::filesystem::create_directory(folder_ / "out"); }

    /// `cavea render` of an hour of silence from 64 objects.
    [[nodiscard]] Command command() const {
        const auto input = folder_ / "hour.wav";
        if (!std::filesystem::exists(input)) {
            write_adm(input, {.objects = 64,
                              .frames = std::int64_t{3600} * 48000,
                              .blocks_per_second = 0,
                              .silent = true});
        }
        return cavea_command({"render", input, "-o", file("out/o.wav"), "-l", "0+2+0", "-l",
                              "0+2+0", "-o", file("out/p.wav"), "--threads", "1"});
    }

    /// Whether the render has begun to write.
    [[nodiscard]] bool writes() const { return entries_of(folder_ / "out").size() == 2; }

    /// Let it run until it has said this.
    static void wait_until_it_says(Process& process, const std::string& text) {
        while (process.runs() && process.err().find(text) == std::string::npos) {
            std::this_thread::sleep_for(5ms);
        }
        ASSERT_TRUE(process.runs()) << process.err();
    }

    void wait_until_it_writes(const Process& process) const {
        while (process.runs() && !writes()) std::this_thread::sleep_for(1ms);
        std::this_thread::sleep_for(50ms);
        ASSERT_TRUE(process.runs()) << "the render is too short to be interrupted";
    }
};

TEST_F(LongRender, ThatIsInterruptedEndsWith130AndLeavesNothing) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        Process process(command());
        wait_until_it_writes(process);
        process.send(signal);
        const Outcome outcome = process.wait();
        EXPECT_EQ(outcome.exit_code, 130) << outcome;
        ASSERT_FALSE(outcome.lines().empty());
        EXPECT_NE(outcome.lines().back().find("interrupted"), std::string::npos) << outcome;
        EXPECT_EQ(entries_of(folder_ / "out"), std::vector<std::string>());
    }
}

TEST_F(LongRender, PrintsPlainLinesOfProgressToAFile) {
    Process process(command());
    wait_until_it_writes(process);
    // Lines come every ten seconds: time that passes as well while the render stands still.
    process.send(SIGSTOP);
    std::this_thread::sleep_for(10100ms);
    process.send(SIGCONT);
    wait_until_it_says(process, "x real time  ETA ");
    process.send(SIGINT);
    const Outcome outcome = process.wait();
    EXPECT_EQ(outcome.err.find('\r'), std::string::npos) << outcome;
    EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos) << outcome;
}

TEST_F(LongRender, DrawsABarOnATerminalAndRemovesIt) {
    Command on_terminal = command();
    on_terminal.terminal = true;
    Process process(on_terminal);
    wait_until_it_writes(process);
    wait_until_it_says(process, "x real time  ETA ");
    process.send(SIGINT);
    const Outcome outcome = process.wait();
    EXPECT_NE(outcome.err.find("\r["), std::string::npos) << outcome;
    EXPECT_NE(outcome.err.find("\r\x1b[Kcavea: "), std::string::npos) << outcome;
}

}  // namespace
}  // namespace cavea::test
