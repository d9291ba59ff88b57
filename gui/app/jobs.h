// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Slow work beside the window: one job at a time on a thread of its own, whose result is taken over
// by the window's thread. In scripted runs the work is done when the result is asked for, so that
// frames are the same every time.
#pragma once

#include <functional>
#include <future>
#include <string>

namespace cavea::gui {

class Jobs {
 public:
    /// Runs on the window's thread when the work is done.
    using Finish = std::function<void()>;
    using Work = std::function<Finish()>;
    using Fail = std::function<void(const std::string&)>;

    explicit Jobs(bool in_step) : in_step_(in_step) {}
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;
    /// Waits for the work that is under way.
    ~Jobs() = default;

    [[nodiscard]] bool busy() const { return result_.valid(); }
    /// \param fail  gets the line for the person when the work throws
    /// \pre !busy()
    void start(Work work, Fail fail);
    /// Take over what is done; once a frame.
    void poll();

 private:
    bool in_step_;
    Fail fail_;
    std::future<Finish> result_;
};

}  // namespace cavea::gui
