// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/selection.h"

namespace cavea::gui {

void Selection::select(const std::vector<std::size_t>& items, Select how) {
    if (how == Select::Only) clear();
    std::unordered_set<std::size_t> gone;
    for (const std::size_t item : items) {
        const bool in = set_.contains(item);
        if (in && (how == Select::Toggle || how == Select::Remove)) {
            set_.erase(item);
            gone.insert(item);
        } else if (!in && how != Select::Remove && !gone.contains(item)) {
            set_.insert(item);
            order_.push_back(item);
        }
    }
    if (!gone.empty()) std::erase_if(order_, [&](std::size_t i) { return gone.contains(i); });
}

void Selection::clear() {
    order_.clear();
    set_.clear();
}

}  // namespace cavea::gui
