// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One diagram on an Svg: axes with round ticks and labels, lines and bars in the values of the
// axes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/plot/svg.h"

namespace cavea::plot {

struct Axis {
    std::string label;  ///< with its unit
    double min = 0;
    double max = 1;
};

struct Legend {
    std::string name;
    std::string colour;
};

class Chart {
 public:
    /// Draws title, axes and grid.
    ///
    /// \param corner  top left of the whole diagram, labels included
    Chart(Svg& svg, Point corner, double width, double height, const std::string& title, Axis x,
          Axis y);

    /// \param values  in the units of the axes; what leaves the diagram is cut at its edge
    void line(const std::vector<Point>& values, const std::string& colour, double width = 1.5);
    /// From the bottom of the diagram; \p from and \p to along x.
    void bar(double from, double to, double value, const std::string& colour);
    /// Text under the x axis in the place of a number.
    void tick(double x, const std::string& text);
    /// Text inside, at a value.
    void note(Point at, const std::string& text, Anchor anchor = Anchor::Middle, double size = 10);
    /// Names with a stroke of their colour, right of the diagram.
    void legend(const std::vector<Legend>& entries);

 private:
    [[nodiscard]] Point place(Point value) const;
    void axes();

    Svg& svg_;
    Axis x_;
    Axis y_;
    Point corner_;  ///< of the area that holds values
    double width_;
    double height_;
};

/// A chart whose x axis has names instead of numbers gives it this label.
inline constexpr const char* kNamedAxis = "";

/// A round step that divides a range into at most \p most parts: 1, 2 or 5 times a power of ten.
[[nodiscard]] double round_step(double range, int most);

}  // namespace cavea::plot
