// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the demo promises, measured on what it renders to.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "assets/demo/master_metadata.h"
#include "assets/demo/motion.h"
#include "tests/demo/demo_render.h"

namespace cavea::test {
namespace {

constexpr Frame kLength = 32 * 48000;
constexpr double kDialogueLufs = -27;
constexpr double kDialogueTolerance = 0.5;
constexpr double kHighestPeakDbtp = -2;

/// One programme without those sources whose object is not \p id.
std::shared_ptr<const programme::Programme> solo(const session::Input& input,
                                                 const std::string& id) {
    return filtered(*input.programme,
                    [&](const programme::Source& source) { return source.object == id; });
}

double energy(const Samples& samples, Frame begin, Frame end) {
    double sum = 0;
    for (const auto& channel : samples) {
        for (Frame n = begin; n < end; ++n) {
            const double x = channel[static_cast<std::size_t>(n)];
            sum += x * x;
        }
    }
    return sum;
}

/// The window of \p frames within [begin, end) that has most energy, in steps of a quarter.
Frame loudest(const Samples& samples, Span within, Frame frames) {
    Frame best = within.begin;
    double most = -1;
    for (Frame at = within.begin; at + frames <= within.end; at += frames / 4) {
        const double e = energy(samples, at, at + frames);
        if (e > most) {
            most = e;
            best = at;
        }
    }
    return best;
}

class DemoInLanguage : public testing::TestWithParam<const char*> {
 protected:
    Demo demo_{GetParam()};
};

TEST_P(DemoInLanguage, DialogueIsAtMinus27Lkfs) {
    const session::Input input = demo_.open(false);
    const auto dialogue = filtered(*input.programme, [&](const programme::Source& source) {
        for (std::size_t i = 0; i < demo_.scene().objects.size(); ++i) {
            if (source.object == demo::audio_object_id(i)) {
                return demo_.scene().objects[i].stem == "dialogue";
            }
        }
        return false;
    });
    EXPECT_EQ(dialogue->sources.size(), 5U);
    for (const Rendered& out : render_demo(input, dialogue, {"4+7+0"}, {0, kLength})) {
        const double loudness = loudness_lufs(out, 48000);
        RecordProperty("lufs", std::to_string(loudness));
        EXPECT_NEAR(loudness, kDialogueLufs, kDialogueTolerance);
    }
}

TEST_P(DemoInLanguage, EveryOutputIs32SecondsBelowMinus2DbtpWetAndDry) {
    for (const bool wet : {false, true}) {
        const session::Input input = demo_.open(wet);
        EXPECT_EQ(input.programme->length, kLength);
        for (const Rendered& out :
             render_demo(input, input.programme, {"4+7+0", "0+5+0", "0+2+0", "binaural"},
                         {0, input.programme->length})) {
            EXPECT_EQ(out.samples[0].size(), static_cast<std::size_t>(kLength));
            EXPECT_LE(true_peak_db(out, 48000), kHighestPeakDbtp)
                << out.layout.name << (wet ? " wet" : " dry");
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, DemoInLanguage, testing::Values("en", "pt", "fr"),
                         [](const auto& test) { return std::string(test.param); });

TEST(Demo, EveryObjectSounds) {
    constexpr double kAudible = 1e-4;  // RMS of the sum of all channels, -80 dBFS
    constexpr Frame kWindow = 48000;
    const Demo demo("en");
    const session::Input input = demo.open(false);
    PlanarBuffer<float> tracks(input.media->channels(), static_cast<std::size_t>(kLength));
    input.media->read(0, tracks.view());
    ASSERT_GE(demo.scene().objects.size(), 36U);
    for (std::size_t i = 0; i < demo.scene().objects.size(); ++i) {
        const auto alone = solo(input, demo::audio_object_id(i));
        ASSERT_EQ(alone->sources.size(), 1U) << demo.scene().objects[i].id;
        const auto row = tracks.view()[alone->sources[0]->taps.at(0).track];
        const Samples track{{row.begin(), row.end()}};
        const Frame at = loudest(track, {0, kLength}, kWindow);
        const auto out = render_demo(input, alone, {"4+7+0"}, {at, at + kWindow});
        EXPECT_GT(std::sqrt(energy(out[0].samples, 0, kWindow) / kWindow), kAudible)
            << demo.scene().objects[i].id;
    }
}

/// Direction of the energy vector: where a listener in the middle hears it from.
layout::Cartesian energy_vector(const Rendered& out, Frame begin, Frame end) {
    layout::Cartesian sum;
    for (std::size_t c = 0; c < out.samples.size(); ++c) {
        if (out.layout.channels[c].lfe) continue;
        const double e = energy({out.samples[c]}, begin, end);
        const double azimuth = out.layout.channels[c].real.azimuth_deg * std::numbers::pi / 180;
        const double elevation = out.layout.channels[c].real.elevation_deg * std::numbers::pi / 180;
        sum.x -= e * std::sin(azimuth) * std::cos(elevation);
        sum.y += e * std::cos(azimuth) * std::cos(elevation);
        sum.z += e * std::sin(elevation);
    }
    return sum;
}

double angle_deg(layout::Cartesian a, layout::Cartesian b) {
    const double dot = a.x * b.x + a.y * b.y + a.z * b.z;
    const double lengths = std::hypot(a.x, a.y, a.z) * std::hypot(b.x, b.y, b.z);
    return std::acos(std::clamp(dot / lengths, -1.0, 1.0)) * 180 / std::numbers::pi;
}

TEST(Demo, TheBirdIsHeardWhereItsPathIs) {
    constexpr double kTolerance_deg = 15;
    constexpr Frame kWindow = 2400;  // 50 ms: the fastest stretch is 80 degrees per second
    constexpr int kTimes = 6;
    const Demo demo("en");
    const std::size_t bird = demo.index_of("bird");
    const demo::Object& object = demo.scene().objects[bird];
    ASSERT_TRUE(object.hero);
    const session::Input input = demo.open(false);
    const auto out =
        render_demo(input, solo(input, demo::audio_object_id(bird)), {"9+10+3"}, {0, kLength});
    for (int i = 0; i < kTimes; ++i) {
        const Span part{kLength * i / kTimes, kLength * (i + 1) / kTimes};
        const Frame at = loudest(out[0].samples, part, kWindow);
        const double time_s = static_cast<double>(at + kWindow / 2) / 48000;
        const layout::Cartesian heard = energy_vector(out[0], at, at + kWindow);
        ASSERT_GT(std::hypot(heard.x, heard.y, heard.z), 0) << time_s;
        EXPECT_LE(angle_deg(heard, demo::place_at(object, time_s)), kTolerance_deg) << time_s;
    }
}

TEST(Demo, TheRoomsAreHeard) {
    const Demo demo("en");
    const session::Input dry = demo.open(false);
    const session::Input wet = demo.open(true);
    const auto a = render_demo(dry, dry.programme, {"4+7+0"}, {0, kLength});
    const auto b = render_demo(wet, wet.programme, {"4+7+0"}, {0, kLength});
    const auto room_db = [&](double begin_s, double end_s) {
        const auto begin = static_cast<Frame>(begin_s * 48000);
        const auto end = static_cast<Frame>(end_s * 48000);
        double difference = 0;
        for (std::size_t c = 0; c < a[0].samples.size(); ++c) {
            for (Frame n = begin; n < end; ++n) {
                const auto k = static_cast<std::size_t>(n);
                const double d = static_cast<double>(b[0].samples[c][k]) - a[0].samples[c][k];
                difference += d * d;
            }
        }
        return 10 * std::log10(difference / energy(a[0].samples, begin, end));
    };
    // The hall answers as loudly as what plays in it; the kiosk, once the hall has rung out,
    // hardly.
    EXPECT_GT(room_db(11, 19.5), -8);
    EXPECT_LT(room_db(23.5, 24.5), room_db(11, 19.5) - 3);
}

/// Seconds to fall by 60 dB, from -5 to -35 dB of the backward integral.
double decay_s(const Samples& samples, Frame begin, Frame end) {
    std::vector<double> left(static_cast<std::size_t>(end - begin) + 1, 0.0);
    for (Frame n = end - 1; n >= begin; --n) {
        const auto k = static_cast<std::size_t>(n - begin);
        left[k] = left[k + 1] + energy(samples, n, n + 1);
    }
    const auto time_at = [&](double db) {
        const double level = left[0] * std::pow(10.0, db / 10);
        const auto found =
            std::find_if(left.begin(), left.end(), [&](double e) { return e < level; });
        return static_cast<double>(found - left.begin()) / 48000;
    };
    return 2 * (time_at(-35) - time_at(-5));
}

TEST(Demo, TheHallRingsFor4Point2Seconds) {
    constexpr double kRt60_s = 4.2;
    constexpr double kTolerance = 0.05;
    const Demo demo("en");
    const session::Input wet = demo.open(true);
    // The door falls shut once and is silent from then on: what is left is the hall alone.
    const auto door = solo(wet, demo::audio_object_id(demo.index_of("door")));
    const auto out = render_demo(wet, door, {"4+7+0"}, {0, kLength});
    const auto silent = static_cast<Frame>(8.0 * 48000);
    EXPECT_NEAR(decay_s(out[0].samples, silent, silent + 8 * 48000), kRt60_s, kTolerance * kRt60_s);
}

}  // namespace
}  // namespace cavea::test
