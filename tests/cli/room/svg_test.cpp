// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plot/svg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "cli/plot/chart.h"

namespace cavea::plot {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

TEST(Svg, TextCannotBreakOutOfItsElement) {
    Svg svg(100, 50);
    svg.text({1, 2}, "a<b>&\"c\"\n\x1b[31m");
    const std::string document = svg.document();
    EXPECT_NE(document.find("a&lt;b&gt;&amp;&quot;c&quot;[31m</text>"), std::string::npos);
    EXPECT_EQ(document.find('\x1b'), std::string::npos);
}

TEST(Svg, LinesBreakAtWhatIsNotFinite) {
    Svg svg(100, 50);
    svg.polyline({{0, 0}, {1, 1}, {2, std::nan("")}, {3, 3}, {4, 4}}, "#123456");
    const std::string document = svg.document();
    EXPECT_EQ(count(document, "<polyline"), 2U);
    EXPECT_NE(document.find("0.00,0.00 1.00,1.00"), std::string::npos);
    EXPECT_EQ(document.find("nan"), std::string::npos);
    EXPECT_EQ(document.find("inf"), std::string::npos);
}

TEST(Svg, DocumentIsOneElementOfTheGivenSize) {
    const std::string document = Svg(640, 480).document();
    EXPECT_EQ(count(document, "<svg"), 1U);
    EXPECT_TRUE(document.ends_with("</svg>\n"));
    EXPECT_NE(document.find("viewBox=\"0 0 640 480\""), std::string::npos);
}

TEST(Chart, StepsAreOneTwoOrFive) {
    EXPECT_DOUBLE_EQ(round_step(10, 10), 1);
    EXPECT_DOUBLE_EQ(round_step(10, 6), 2);
    EXPECT_DOUBLE_EQ(round_step(80, 7), 20);
    EXPECT_DOUBLE_EQ(round_step(0.3, 10), 0.05);
    EXPECT_DOUBLE_EQ(round_step(4.2, 10), 0.5);
    EXPECT_EQ(round_step(0, 10), 1);
    EXPECT_EQ(round_step(std::nan(""), 10), 1);
}

TEST(Chart, ValuesLieWhereTheAxesSay) {
    Svg svg(400, 300);
    Chart chart(svg, {0, 0}, 400, 300, "title", {"s", 0, 2}, {"dB", -60, 0});
    chart.line({{0, -60}, {2, 0}, {1, -30}, {5, 100}}, "#abcdef");
    const std::string document = svg.document();
    const std::size_t at = document.find("<polyline points=\"");
    ASSERT_NE(at, std::string::npos);
    double p[8];
    ASSERT_EQ(
        std::sscanf(document.c_str() + at, "<polyline points=\"%lf,%lf %lf,%lf %lf,%lf %lf,%lf",
                    &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7]),
        8);
    EXPECT_LT(p[0], p[2]);  // later is further right, louder further up
    EXPECT_GT(p[1], p[3]);
    EXPECT_NEAR(p[4], (p[0] + p[2]) / 2, 0.011);
    EXPECT_NEAR(p[5], (p[1] + p[3]) / 2, 0.011);
    EXPECT_EQ(p[6], p[2]);  // cut at the edge
    EXPECT_EQ(p[7], p[3]);
}

}  // namespace
}  // namespace cavea::plot
