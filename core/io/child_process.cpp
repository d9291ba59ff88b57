// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/io/posix_file.h"

namespace cavea::io {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void machine_error(const char* what) {
    throw Error(ErrorCode::Machine, std::string(what) + ": " +
                                        std::generic_category().message(errno) +
                                        "; close other programs and try again");
}

void limit(decltype(RLIMIT_CPU) resource, std::uint64_t soft, std::uint64_t hard) {
    const rlimit both{soft, hard};
    setrlimit(resource, &both);
}

/// Mapped by this process already: a graphics driver takes gigabytes of address space. 0 when it
/// cannot be told.
[[maybe_unused]] std::uint64_t address_space_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    if (!(statm >> pages)) return 0;
    return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

/// A crash here is an answer, so nobody needs to hear or store it.
void quieten(const ChildLimits& limits) {
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGPIPE}) {
        std::signal(number, SIG_DFL);
    }
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, SIG_DFL);
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {0, 1, 2}) dup2(null, stream);
    limit(RLIMIT_CORE, 0, 0);
    // The soft limit ends it by SIGXCPU, which tells the reason; the hard one would by SIGKILL.
    const auto seconds = static_cast<std::uint64_t>(limits.seconds);
    limit(RLIMIT_CPU, seconds, seconds + 1);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    if (const std::uint64_t now = address_space_bytes(); now > 0) {
        limit(RLIMIT_AS, now + limits.memory_bytes, now + limits.memory_bytes);
    }
#endif
}

bool write_all(int fd, const std::vector<std::byte>& bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t count = write(fd, bytes.data() + at, bytes.size() - at);
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) at += static_cast<std::size_t>(count);
    }
    return true;
}

[[noreturn]] void be_the_child(const std::function<std::vector<std::byte>()>& work, int fd,
                               const ChildLimits& limits) noexcept {
    bool done = false;
    try {
        quieten(limits);
        done = write_all(fd, work());
    } catch (...) {  // out of memory, most likely; all the parent can know is that it failed
    }
    // Not exit(): what the parent registered for its end is not the child's business.
    _exit(done ? 0 : 1);
}

/// Read until the other side closes. \return false when it is too much or too late
bool read_all(int fd, const ChildLimits& limits, std::vector<std::byte>& out) {
    const auto until = Clock::now() + std::chrono::seconds(2 * limits.seconds);
    std::array<std::byte, 65536> buffer{};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        if (left <= 0 || out.size() > limits.result_bytes) return false;
        pollfd waiting{fd, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno != EINTR) machine_error("waiting for a reader process");
        if (ready <= 0) continue;
        const ssize_t count = read(fd, buffer.data(), buffer.size());
        if (count == 0) return true;
        if (count < 0 && errno != EINTR) machine_error("reading from a reader process");
        if (count > 0) out.insert(out.end(), buffer.begin(), buffer.begin() + count);
    }
}

int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status;
}

/// Ends the child when reading from it throws.
class Child {
 public:
    explicit Child(pid_t id) : id_(id) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (id_ <= 0) return;
        kill(id_, SIGKILL);
        wait_for(id_);
    }
    void kill_now() const { kill(id_, SIGKILL); }
    int wait() { return wait_for(std::exchange(id_, 0)); }

 private:
    pid_t id_;
};

}  // namespace

ChildResult run_in_child(const std::function<std::vector<std::byte>()>& work,
                         const ChildLimits& limits) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) machine_error("opening a pipe");
    Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    const pid_t id = fork();
    if (id < 0) machine_error("starting a reader process");
    if (id == 0) be_the_child(work, writing.get(), limits);
    Child child(id);
    writing.close();
    ChildResult out;
    const bool whole = read_all(reading.get(), limits, out.result);
    if (!whole) child.kill_now();
    const int status = child.wait();
    if (!whole || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        return {ChildOutcome::TooLong, {}};
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {ChildOutcome::Failed, {}};
    out.outcome = ChildOutcome::Done;
    return out;
}

}  // namespace cavea::io
