// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who knows nothing: clicks, drags, types and turns wheels at random, the same way for the
// same seed.
#pragma once

#include <cstdint>
#include <random>

#include "gui/app/headless.h"
#include "gui/view/ui.h"

namespace cavea::gui {

class Monkey {
 public:
    Monkey(Headless& studio, std::uint64_t seed) : studio_(studio), random_(seed) {}
    /// One event and the frame that sees it; one frame in sixteen is painted.
    void step();
    /// Take the fingers off everything.
    void let_go();

 private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    void point();
    void type();

    Headless& studio_;
    std::mt19937_64 random_;
    std::uint64_t steps_ = 0;
    bool pressed_[3] = {};
};

}  // namespace cavea::gui
