// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>  // mkstemp
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <system_error>
#include <thread>

#include "tests/support/gpu.h"

extern char** environ;  // POSIX declares it nowhere

namespace cavea::test {
namespace {

using Clock = std::chrono::steady_clock;

void check(int error, const char* what) {
    if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// A file without a name: a program can write any amount without waiting for the test.
int nameless_file() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cavea-out-XXXXXX").string();
    const int descriptor = mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0) check(errno, "mkostemp");
    unlink(pattern.c_str());
    return descriptor;
}

std::string content(int descriptor) {
    std::string text;
    std::array<char, 65536> buffer{};
    for (off_t at = 0;;) {
        const ssize_t count = pread(descriptor, buffer.data(), buffer.size(), at);
        if (count <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        at += count;
    }
}

/// The caller's environment with changes, as "NAME=value".
std::vector<std::string> environment(const std::map<std::string, std::string>& changes) {
    std::vector<std::string> out;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (!changes.contains(text.substr(0, text.find('=')))) out.push_back(text);
    }
    for (const auto& [name, value] : changes) {
        std::string entry = name;
        out.push_back(entry.append("=").append(value));
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

pid_t spawn(const Command& command, int out, int err) {
    std::vector<std::string> words = command.words;
    std::vector<std::string> variables = environment(command.environment);
    posix_spawn_file_actions_t actions;
    check(posix_spawn_file_actions_init(&actions), "posix_spawn");
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, err, 2);
    if (!command.folder.empty()) {
        posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
    }
    pid_t pid = -1;
    const int error = posix_spawnp(&pid, words.front().c_str(), &actions, nullptr,
                                   pointers(words).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    check(error, words.front().c_str());
    return pid;
}

}  // namespace

std::vector<std::string> Outcome::lines() const {
    std::vector<std::string> list;
    std::istringstream stream(err);
    for (std::string line; std::getline(stream, line);) list.push_back(line);
    return list;
}

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome) {
    return stream << "exit code " << outcome.exit_code << ", signal " << outcome.signal << " after "
                  << outcome.seconds << " s\nstdout: " << outcome.out.substr(0, 4000)
                  << "\nstderr: " << outcome.err.substr(0, 4000);
}

Process::Process(const Command& command)
    : out_(nameless_file()), terminal_(command.terminal), limit_s_(command.limit_s * slowness()) {
    if (!terminal_) {
        err_ = nameless_file();
        pid_ = spawn(command, out_, err_);
        return;
    }
    int slave = -1;
    const winsize size{24, 80, 0, 0};
    if (openpty(&err_, &slave, nullptr, nullptr, &size) != 0) check(errno, "openpty");
    fcntl(err_, F_SETFD, FD_CLOEXEC);
    pid_ = spawn(command, out_, slave);
    close(slave);
}

Process::~Process() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close(out_);
    close(err_);
}

void Process::send(int signal) const { kill(pid_, signal); }

bool Process::runs() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

std::string Process::err() {
    if (!terminal_) return content(err_);
    drain();
    return from_terminal_;
}

/// A terminal holds little: what is not read stops the program.
void Process::drain() {
    std::array<char, 4096> buffer{};
    pollfd waiting{err_, POLLIN, 0};
    while (poll(&waiting, 1, 0) > 0) {
        const ssize_t count = read(err_, buffer.data(), buffer.size());
        if (count <= 0) return;
        from_terminal_.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

Outcome Process::wait() {
    const auto start = Clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    int status = 0;
    rusage usage{};
    for (pid_t ended = 0; ended == 0;) {
        ended = wait4(pid_, &status, WNOHANG, &usage);
        if (ended < 0) check(errno, "wait4");
        if (terminal_) drain();
        if (ended == 0 && seconds() > limit_s_) kill(pid_, SIGKILL);
        if (ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    pid_ = -1;
    Outcome outcome;
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    outcome.out = content(out_);
    outcome.err = err();
    outcome.seconds = seconds();
    outcome.peak_rss_mib = static_cast<double>(usage.ru_maxrss) / 1024;
    return outcome;
}

Outcome run(const Command& command) { return Process(command).wait(); }

std::string cavea_binary() { return CAVEA_BINARY; }

Command cavea_command(const std::vector<std::string>& words) {
    Command command{{CAVEA_BINARY}};
    command.words.insert(command.words.end(), words.begin(), words.end());
    return command;
}

Outcome cavea(const std::vector<std::string>& words) { return run(cavea_command(words)); }

int slowness() { return CAVEA_SANITIZED != 0 ? 10 : 1; }

std::optional<std::string> no_vulkan_device() {
    const Outcome list = cavea({"devices", "--json"});
    if (list.exit_code != 0) return "cavea devices failed: " + list.err;
    const auto json = nlohmann::json::parse(list.out);
    for (const auto& device : json.at("devices")) {
        if (device.at("engine") != "vulkan" || device.contains("problem")) continue;
        const auto name = device.at("name").get<std::string>();
        if (name.find(test_device()) != std::string::npos) return std::nullopt;
    }
    return "there is no Vulkan device " + test_device();
}

}  // namespace cavea::test
