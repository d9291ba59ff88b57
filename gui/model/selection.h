// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected, in order of selecting.
#pragma once

#include <cstddef>
#include <unordered_set>
#include <vector>

namespace cavea::gui {

enum class Select { Only, Add, Toggle, Remove };

class Selection {
 public:
    void select(const std::vector<std::size_t>& items, Select how);
    void clear();
    [[nodiscard]] bool contains(std::size_t item) const { return set_.contains(item); }
    [[nodiscard]] const std::vector<std::size_t>& items() const { return order_; }

 private:
    std::vector<std::size_t> order_;
    std::unordered_set<std::size_t> set_;
};

}  // namespace cavea::gui
