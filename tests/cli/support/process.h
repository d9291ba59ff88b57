// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Running programs from tests: what they print, how they end and what they used.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cavea::test {

struct Command {
    std::vector<std::string> words;                       ///< the program first; looked up in PATH
    std::filesystem::path folder = {};                    ///< to run in; empty = the caller's
    std::map<std::string, std::string> environment = {};  ///< beyond the caller's
    bool terminal = false;  ///< stderr is a terminal of 80 columns instead of a file
    double limit_s = 100;   ///< then it is killed; see slowness()
};

struct Outcome {
    int exit_code = -1;  ///< -1 when it died of a signal
    int signal = 0;      ///< that it died of; SIGKILL also when it ran into its limit
    std::string out;
    std::string err;
    double seconds = 0;
    double peak_rss_mib = 0;

    /// Lines of stderr.
    [[nodiscard]] std::vector<std::string> lines() const;
};

/// For failure messages: how it ended and what it said.
std::ostream& operator<<(std::ostream& stream, const Outcome& outcome);

/// A program that runs. Killed when destroyed before wait().
class Process {
 public:
    explicit Process(const Command& command);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process();

    void send(int signal) const;
    [[nodiscard]] Outcome wait();
    /// Whether it has not ended; leaves the outcome to wait().
    [[nodiscard]] bool runs() const;
    /// What it has written to stderr.
    [[nodiscard]] std::string err();

 private:
    void drain();

    pid_t pid_ = -1;
    int out_ = -1;
    int err_ = -1;
    bool terminal_ = false;
    double limit_s_ = 0;
    std::string from_terminal_;
};

[[nodiscard]] Outcome run(const Command& command);

/// The binary under test.
[[nodiscard]] std::string cavea_binary();
/// `cavea WORDS...`.
[[nodiscard]] Outcome cavea(const std::vector<std::string>& words);
[[nodiscard]] Command cavea_command(const std::vector<std::string>& words);

/// How many times slower the binary may be than an optimised one: 10 with sanitizers, else 1.
[[nodiscard]] int slowness();

/// Whether the device for GPU tests is there; else why not.
[[nodiscard]] std::optional<std::string> no_vulkan_device();

}  // namespace cavea::test
