// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small writer of SVG 1.1 pictures: lines, areas and text, in pixels from the top left. Knows
// nothing of sound; chart.h draws with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cavea::plot {

struct Point {
    double x = 0;
    double y = 0;
};

enum class Anchor { Start, Middle, End };

class Svg {
 public:
    /// On a white ground.
    Svg(double width, double height);

    void line(Point from, Point to, std::string_view colour, double width = 1);
    /// Points that are not finite break the line.
    void polyline(const std::vector<Point>& points, std::string_view colour, double width = 1.5);
    void rectangle(Point corner, double width, double height, std::string_view colour);
    /// \param degrees  turned clockwise about \p at
    void text(Point at, std::string_view text, Anchor anchor = Anchor::Start, double size = 12,
              double degrees = 0, std::string_view colour = "#222222");

    /// The whole document.
    [[nodiscard]] std::string document() const;

 private:
    double width_;
    double height_;
    std::string body_;
};

/// Text with the characters that mean something to XML replaced, control characters left out.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace cavea::plot
