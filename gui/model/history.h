// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Undo: steps that know what each changed part was before and after. The parts are immutable, so a
// step costs what it changed and nothing is ever computed backwards.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/session/project.h"
#include "gui/model/geometry.h"

namespace cavea::gui {

/// What a person did to an item by hand and did not write yet.
struct Override {
    Vec3 position{};
    friend bool operator==(const Override&, const Override&) = default;
};

template <class T>
using Part = std::shared_ptr<const T>;  ///< null = not there

/// Values of some parts of the state; what is not named is not meant.
struct Parts {
    std::map<std::string, Part<session::ObjectEdit>> objects;  ///< their moves left empty
    std::map<std::string, Part<std::vector<session::Move>>> moves;
    std::map<std::string, Part<std::vector<session::ProjectSend>>> sends;
    std::map<std::size_t, std::optional<Override>> holds;
    std::map<std::size_t, bool> solos;

    [[nodiscard]] bool empty() const {
        return objects.empty() && moves.empty() && sends.empty() && holds.empty() && solos.empty();
    }
    [[nodiscard]] bool saved() const {
        return !(objects.empty() && moves.empty() && sends.empty());
    }
};

struct Step {
    std::string name;
    Parts before;
    Parts after;
};

/// Steps that were done, and behind them those that were undone.
class History {
 public:
    /// What could be redone is gone.
    void add(Step step);
    void clear();
    [[nodiscard]] const Step* last() const { return at_ == 0 ? nullptr : &steps_[at_ - 1]; }
    [[nodiscard]] const Step* next() const { return at_ == steps_.size() ? nullptr : &steps_[at_]; }
    /// \pre  there is one
    const Step& step_back() { return steps_[--at_]; }
    const Step& step_forward() { return steps_[at_++]; }

 private:
    std::vector<Step> steps_;
    std::size_t at_ = 0;
};

}  // namespace cavea::gui
