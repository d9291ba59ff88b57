// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "core/base/process.h"

namespace cavea::cli {
namespace {

std::string clock_text(double seconds) {
    const auto s = static_cast<long long>(seconds + 0.5);
    return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
                     : fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

void note(const std::string& text) { std::fprintf(stderr, "cavea: %s\n", text.c_str()); }

void print_warnings(const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics.list()) {
        std::fprintf(stderr, "cavea: warning: %s [%s]\n", d.message.c_str(), d.code.c_str());
    }
    for (const auto& [code, count] : diagnostics.counts()) {
        if (count <= Diagnostics::kMaxPerCode) continue;
        std::fprintf(stderr, "cavea: warning: %zu more [%s]\n", count - Diagnostics::kMaxPerCode,
                     code.c_str());
    }
}

bool print(const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return std::fflush(stdout) == 0 && written;
}

ProgressLine::ProgressLine(bool quiet, std::uint32_t rate_hz)
    : quiet_(quiet), terminal_(is_terminal(2)), rate_hz_(rate_hz) {}

ProgressLine::~ProgressLine() {
    if (shown_ && terminal_) std::fprintf(stderr, "\r\033[K");
}

void ProgressLine::show(Frame done, Frame total) {
    if (quiet_ || total <= 0) return;
    const auto now = Clock::now();
    const auto interval = std::chrono::milliseconds(terminal_ ? 100 : 10000);
    if (now - last_ < interval) return;
    last_ = now;
    shown_ = true;
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    const double part = static_cast<double>(done) / static_cast<double>(total);
    const double speed = static_cast<double>(done) / rate_hz_ / elapsed;
    const double eta = part > 0 ? elapsed * (1 - part) / part : 0;
    const std::string text =
        fmt::format("{:3.0f} %  {:.1f}x real time  ETA {}", 100 * part, speed, clock_text(eta));
    if (!terminal_) {
        std::fprintf(stderr, "cavea: %s\n", text.c_str());
        return;
    }
    const int width = std::clamp(terminal_columns() - static_cast<int>(text.size()) - 5, 0, 40);
    const int filled = static_cast<int>(part * width);
    const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                            std::string(static_cast<std::size_t>(width - filled), '.');
    std::fprintf(stderr, "\r[%s] %s\033[K", bar.c_str(), text.c_str());
    std::fflush(stderr);
}

}  // namespace cavea::cli
