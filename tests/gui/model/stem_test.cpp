// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/stem.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/session/project.h"

namespace cavea::gui {
namespace {

struct Case {
    const char* name;
    const char* content;
    Stem stem;
};

TEST(Stem, IsToldByContentThenPrefixThenWords) {
    const std::vector<Case> cases{
        // The demo, with and without its contents.
        {"Bed", "Ambience", Stem::Ambience},
        {"Bed", "", Stem::Other},
        {"Shoe voice", "", Stem::Dialogue},
        {"Slipper feet", "", Stem::Foley},
        {"Shoe joints", "", Stem::Foley},
        {"Announcement left", "Dialogue", Stem::Dialogue},
        {"Announcement left", "", Stem::Dialogue},
        {"Door", "Foley", Stem::Foley},
        {"Door", "", Stem::Effects},
        {"Trolley", "", Stem::Effects},
        {"Train front", "", Stem::Effects},
        {"Hall bell", "", Stem::Effects},
        {"Umbrella", "", Stem::Foley},
        {"Electric car", "", Stem::Effects},
        {"Strings 1", "Music", Stem::Music},
        {"Bird wings", "", Stem::Effects},
        // As editors name tracks.
        {"DX_Anna", "", Stem::Dialogue},
        {"DX Anna", "", Stem::Dialogue},
        {"DIA-03 phone", "", Stem::Dialogue},
        {"MX_rain song", "", Stem::Music},
        {"mus 2", "", Stem::Music},
        {"FX_voice of the door", "", Stem::Effects},
        {"SFX2", "", Stem::Effects},
        {"FOL_Cloth", "", Stem::Foley},
        {"AMB_City", "", Stem::Ambience},
        {"GRP_Market", "", Stem::Group},
        {"NAR_Intro", "", Stem::Narration},
        // Words.
        {"Anna's dialogue", "", Stem::Dialogue},
        {"End score", "", Stem::Music},
        {"footsteps of Ben", "", Stem::Foley},
        {"Heavy rain", "", Stem::Ambience},
        {"Wind in the trees", "", Stem::Ambience},
        {"A crowd", "", Stem::Group},
        {"carpet", "", Stem::Other},
        {"Xylophone", "", Stem::Other},
        {"", "", Stem::Other},
        // What content says goes before names, and says nothing when it is about everything.
        {"Dragon", "Main content", Stem::Effects},
        {"Rain song", "FX stem", Stem::Effects},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(guess_stem(c.name, c.content), c.stem)
            << "'" << c.name << "' in '" << c.content << "' is "
            << look(guess_stem(c.name, c.content)).name;
    }
}

TEST(Stem, AnyNameIsSomething) {
    EXPECT_EQ(guess_stem(std::string(10000, 'x'), ""), Stem::Other);
    EXPECT_EQ(guess_stem("\xe5\xa3\xb0 \xd0\xb4\xd0\xbe\xd0\xb6\xd0\xb4\xd1\x8c", "\xff\xfe"),
              Stem::Other);
    EXPECT_EQ(guess_stem("DX_\xe5\xa3\xb0", ""), Stem::Dialogue);
}

TEST(Stem, ShortNamesAreThoseOfProjects) {
    for (int i = 0; i < kStems; ++i) {
        const auto stem = static_cast<Stem>(i);
        EXPECT_STREQ(look(stem).short_name, session::kStemNames[static_cast<std::size_t>(i)]);
        EXPECT_EQ(stem_named(look(stem).short_name), stem);
    }
    EXPECT_FALSE(stem_named("XX"));
}

using Rgb = std::array<double, 3>;

Rgb linear(std::uint32_t rgb) {
    Rgb out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double c = static_cast<double>((rgb >> (16 - 8 * i)) & 0xFFU) / 255;
        out[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

/// Viénot, Brettel, Mollon 1999, "Digital video colourmaps for checking the legibility of displays
/// by dichromats": what protanopes and deuteranopes are left with, in linear light.
Rgb protan(const Rgb& c) {
    const double first = 0.11238 * c[0] + 0.88762 * c[1];
    return {first, first, 0.00401 * c[0] - 0.00401 * c[1] + c[2]};
}
Rgb deutan(const Rgb& c) {
    const double first = 0.29275 * c[0] + 0.70725 * c[1];
    return {first, first, -0.02234 * c[0] + 0.02234 * c[1] + c[2]};
}

/// CIE 1976 L*a*b*.
Rgb lab(const Rgb& c) {
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
    const double y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
    const double z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const Rgb& a, const Rgb& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

TEST(Stem, ColoursAreToldApartByEveryEye) {
    // A just noticeable difference is 2.3; dots of a few pixels need several of them.
    constexpr double kLeast = 15;
    for (int i = 0; i < kStems; ++i) {
        for (int k = 0; k < i; ++k) {
            const Rgb a = linear(look(static_cast<Stem>(i)).rgb);
            const Rgb b = linear(look(static_cast<Stem>(k)).rgb);
            EXPECT_GT(difference(lab(a), lab(b)), kLeast) << i << " " << k;
            EXPECT_GT(difference(lab(protan(a)), lab(protan(b))), kLeast) << i << " " << k;
            EXPECT_GT(difference(lab(deutan(a)), lab(deutan(b))), kLeast) << i << " " << k;
        }
    }
}

TEST(Stem, ColoursStandOutFromADarkWindow) {
    const auto luminance = [](std::uint32_t rgb) {
        const Rgb c = linear(rgb);
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    };
    for (int i = 0; i < kStems; ++i) {
        // WCAG 2.1, 1.4.11: graphics need a contrast of 3.
        const double contrast =
            (luminance(look(static_cast<Stem>(i)).rgb) + 0.05) / (luminance(0x16181C) + 0.05);
        EXPECT_GE(contrast, 3) << look(static_cast<Stem>(i)).name;
    }
}

}  // namespace
}  // namespace cavea::gui
