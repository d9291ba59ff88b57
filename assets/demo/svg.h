// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Just enough SVG for the picture of the scene: shapes, text, and labels that keep out of each
// other's way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cavea::demo {

struct Point {
    double x = 0;
    double y = 0;
};

struct Box {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

enum class Anchor { Start, Middle, End };

struct TextStyle {
    double size = 12;
    std::string colour = "#c8ccd4";
    Anchor anchor = Anchor::Start;
    bool bold = false;
    std::string halo = {};  ///< colour of an edge that keeps the words apart from lines below
};

/// Draws in pixels, y down. Labels are chosen when asked for, so that what is drawn first has the
/// best places.
class Svg {
 public:
    Svg(double width, double height, const std::string& background);

    void line(Point a, Point b, const std::string& colour, double width, double opacity = 1);
    void circle(Point centre, double radius, const std::string& fill, const std::string& stroke,
                double stroke_width = 1);
    void rectangle(Box box, double corner, const std::string& fill, double opacity = 1);
    void outline(Box box, double corner, const std::string& stroke, double width);
    void polyline(const std::vector<Point>& points, const std::string& colour, double width,
                  double opacity);
    /// A filled triangle at \p tip, pointing away from \p from.
    void arrow(Point from, Point tip, double size, const std::string& colour);
    void text(Point at, std::string_view words, const TextStyle& style);

    /// Keep labels out of a box.
    void reserve(Box box) { taken_.push_back(box); }
    /// Text beside a point at the first free of many places, joined to it when far; left out when
    /// all places within \p bounds are taken.
    ///
    /// \return whether it was drawn
    bool label(Point at, std::string_view words, const TextStyle& style, Box bounds);

    [[nodiscard]] std::string finish() const { return body_ + "</svg>\n"; }

 private:
    [[nodiscard]] bool is_free(const Box& box) const;
    std::string body_;
    std::vector<Box> taken_;
};

}  // namespace cavea::demo
