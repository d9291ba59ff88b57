// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/geometry.h"

namespace cavea::layout {
namespace {

/// a modulo a turn in [0, 360).
double turn(double a) {
    const double rest = std::fmod(a, 360.0);
    return rest < 0 ? rest + 360.0 : rest;
}

}  // namespace

double relative_angle(double x, double y) { return x + turn(y - x); }

bool inside_angle_range(double x, double start, double end, double tolerance) {
    double range = turn(end - start);
    if (range == 0 && end > start) range = 360.0;
    const double offset = turn(x - (start - tolerance));
    return offset <= range + 2 * tolerance;
}

}  // namespace cavea::layout
