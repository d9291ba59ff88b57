// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/history.h"

#include <utility>

namespace cavea::gui {

void History::add(Step step) {
    steps_.resize(at_);
    steps_.push_back(std::move(step));
    ++at_;
}

void History::clear() {
    steps_.clear();
    at_ = 0;
}

}  // namespace cavea::gui
