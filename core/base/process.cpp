// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace cavea {
namespace {

// The one global of the program: a signal handler has no other way to reach its flag.
std::atomic<Interrupt*> g_interrupt{nullptr};

void on_stop_signal(int signal) {
    Interrupt* interrupt = g_interrupt.load(std::memory_order_relaxed);
    if (interrupt == nullptr || (interrupt->requested() && signal == SIGINT)) _exit(130);
    interrupt->request();
}

void install_signal_handlers(Interrupt& interrupt) {
    g_interrupt.store(&interrupt, std::memory_order_relaxed);
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaction(signal, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace

const Interrupt& interrupted_by_signals() {
    // Outlives the handlers, which stay until the process ends.
    static Interrupt interrupt;
    [[maybe_unused]] static const bool kInstalled = [] {
        install_signal_handlers(interrupt);
        return true;
    }();
    return interrupt;
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_rss_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

bool is_terminal(int descriptor) { return isatty(descriptor) != 0; }

int terminal_columns() {
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

}  // namespace cavea
