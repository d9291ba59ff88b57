// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/jobs.h"

#include <chrono>
#include <utility>

#include "core/base/assert.h"
#include "core/base/error.h"

namespace cavea::gui {

void Jobs::start(Work work, Fail fail) {
    CAVEA_ASSERT(!busy());
    fail_ = std::move(fail);
    result_ = std::async(in_step_ ? std::launch::deferred : std::launch::async, std::move(work));
}

void Jobs::poll() {
    if (!busy()) return;
    if (result_.wait_for(std::chrono::seconds(0)) == std::future_status::timeout) return;
    const Fail fail = std::move(fail_);
    try {
        // get() leaves the future empty, so that what finishes may start the next job.
        const Finish finish = result_.get();
        if (finish) finish();
    } catch (const Error& error) {
        fail(error.what());
    } catch (const std::exception& error) {
        fail(printable(error.what()));
    }
}

}  // namespace cavea::gui
