// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/decorrelator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <sstream>
#include <string>

#include "tests/support/support.h"

namespace cavea::dsp {
namespace {

TEST(Decorrelator, IsAllPass) {
    for (const std::size_t index : {0U, 1U, 23U}) {
        const auto taps = decorrelator(index);
        for (std::size_t k = 0; k <= kDecorrelatorFrames / 2; ++k) {
            std::complex<double> sum;
            for (std::size_t n = 0; n < taps.size(); ++n) {
                const double turn = static_cast<double>(k * n % kDecorrelatorFrames) /
                                    static_cast<double>(kDecorrelatorFrames);
                sum += static_cast<double>(taps[n]) * std::polar(1.0, -2 * std::numbers::pi * turn);
            }
            EXPECT_NEAR(std::abs(sum), 1, 1e-5) << index << " bin " << k;
        }
    }
}

TEST(Decorrelator, FirstTapsAreThoseOfTheReference) {
    // Tap 0 and 1 of filters 0 and 1, made by the EBU ADM Renderer 2.1.
    EXPECT_NEAR(static_cast<double>(decorrelator(0)[0]), -0.0696485642, 1e-8);
    EXPECT_NEAR(static_cast<double>(decorrelator(1)[0]), 0.0269569902, 1e-8);
    EXPECT_NEAR(static_cast<double>(decorrelator(0)[1]), 0.00923980255, 1e-8);
    EXPECT_NEAR(static_cast<double>(decorrelator(1)[1]), 0.0276605285, 1e-8);
}

TEST(Decorrelator, MatchesTheReferenceFilters) {
    const auto reference = test::reference_folder();
    if (!reference) GTEST_SKIP() << "CAVEA_REFERENCE_DIR is not set";
    std::ifstream file(*reference / "reference/bs2127/decorrelators.csv");
    std::string line;
    ASSERT_TRUE(std::getline(file, line));
    std::vector<std::vector<float>> filters;
    for (std::size_t i = 0; i < 24; ++i) filters.push_back(decorrelator(i));
    std::size_t taps = 0;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string field;
        std::getline(fields, field, ',');
        for (std::size_t i = 0; i < 24; ++i) {
            ASSERT_TRUE(std::getline(fields, field, ','));
            EXPECT_NEAR(static_cast<double>(filters[i][taps]), std::strtod(field.c_str(), nullptr),
                        1e-7);
        }
        ++taps;
    }
    EXPECT_EQ(taps, kDecorrelatorFrames);
}

TEST(DecorrelatorIndices, FollowTheNamesInAsciiOrder) {
    // LFE1 sorts before M, '+' before '-'.
    const auto layout = *layout::find("0+5+0");
    EXPECT_EQ(decorrelator_indices(layout), (std::vector<std::size_t>{2, 4, 1, 0, 3, 5}));
    EXPECT_EQ(decorrelator_indices(*layout::find("0+2+0")), (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace cavea::dsp
