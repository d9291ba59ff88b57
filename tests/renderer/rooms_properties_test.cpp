// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole renders with rooms and diffuse sound, whichever engine computes them, against convolution
// and panning written out in double precision. CAVEA_TEST_ENGINE names the engine.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/dsp/decorrelator.h"
#include "core/layout/layout.h"
#include "core/plan/wet_graph.h"
#include "renderer/engines.h"
#include "renderer/render.h"
#include "tests/renderer/support/direct_renderer.h"
#include "tests/renderer/support/render_scene.h"
#include "tests/renderer/support/scene.h"
#include "tests/support/gpu.h"
#include "tests/support/support.h"

namespace cavea {
namespace {

using programme::Breakpoint;
using programme::Programme;
using test::Samples;
using Signal = std::vector<double>;

const std::string kEngine = CAVEA_TEST_ENGINE;
constexpr std::uint32_t kRate = 48000;

EngineChoice choice(std::size_t threads = 2) {
    return {kEngine, kEngine == "vulkan" ? test::test_device() : "", threads, "", {}};
}

/// Noise that dies away, labelled for a layout or mono.
std::shared_ptr<dsp::IrSet> room_response(const std::string& layout, std::uint32_t inputs,
                                          std::size_t frames, std::uint64_t seed) {
    auto out = std::make_shared<dsp::IrSet>();
    out->inputs = inputs;
    if (!layout.empty()) {
        const auto speakers = *layout::find(layout);
        for (const auto& channel : speakers.channels) out->labels.push_back(channel.name);
        out->channels = static_cast<std::uint32_t>(out->labels.size());
    }
    for (std::uint32_t i = 0; i < inputs * out->channels; ++i) {
        auto taps = test::noise(frames, seed * 100 + i, 0.05F);
        for (std::size_t k = 0; k < frames; ++k) {
            taps[k] *= static_cast<float>(
                std::exp(-5.0 * static_cast<double>(k) / static_cast<double>(frames)));
        }
        out->responses.push_back(std::move(taps));
    }
    return out;
}

double value(const std::vector<Breakpoint>& points, Frame n) {
    if (points.empty()) return 1;
    const double t = static_cast<double>(n) / kRate;
    if (t < points.front().time_s.to_double()) return points.front().gain;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double from = points[i].time_s.to_double();
        const double to = points[i + 1].time_s.to_double();
        if (t >= from && t < to) {
            return points[i].gain +
                   (points[i + 1].gain - points[i].gain) * (t - from) / (to - from);
        }
    }
    return points.back().gain;
}

Signal convolve(const Signal& x, const std::vector<float>& h, std::size_t frames) {
    Signal out(frames);
    for (std::size_t n = 0; n < frames; ++n) {
        for (std::size_t k = 0; k < h.size() && k <= n; ++k) {
            if (n - k < x.size()) out[n] += static_cast<double>(h[k]) * x[n - k];
        }
    }
    return out;
}

/// What all rooms add to a layout that has every label of theirs.
std::vector<Signal> rooms_directly(const Programme& programme, const Samples& tracks,
                                   const layout::Layout& layout, std::size_t frames) {
    std::vector<Signal> out(layout.size(), Signal(frames));
    for (std::uint32_t r = 0; r < programme.rooms.size(); ++r) {
        const programme::Room& room = programme.rooms[r];
        std::vector<Signal> sends(room.ir->inputs, Signal(frames));
        for (const auto& source : programme.sources) {
            for (const programme::Send& send : source->sends) {
                if (send.room != r) continue;
                const auto& track = tracks[source->taps.at(0).track];
                for (std::size_t n = 0; n < std::min(frames, track.size()); ++n) {
                    sends[send.input][n] += static_cast<double>(track[n]) * source->gain *
                                            value(send.gain, static_cast<Frame>(n));
                }
            }
        }
        for (std::uint32_t i = 0; i < room.ir->inputs; ++i) {
            for (std::uint32_t c = 0; c < room.ir->channels; ++c) {
                const Signal wet = convolve(sends[i], room.ir->response(i, c), frames + 1000);
                const auto add = [&](std::size_t column, const Signal& signal, std::size_t lead,
                                     double gain) {
                    for (std::size_t n = 0; n < frames; ++n) {
                        const auto from = static_cast<Frame>(n + lead) - room.predelay_frames;
                        if (from < 0 || from >= static_cast<Frame>(signal.size())) continue;
                        out[column][n] += signal[static_cast<std::size_t>(from)] * gain *
                                          room.gain *
                                          value(room.return_gain, static_cast<Frame>(n));
                    }
                };
                if (room.ir->output() == dsp::RoomOutput::Speakers) {
                    add(*layout.index_of(room.ir->labels[c]), wet, 0, 1);
                    continue;
                }
                const auto indices = dsp::decorrelator_indices(layout);
                const auto count = std::count_if(layout.channels.begin(), layout.channels.end(),
                                                 [](const auto& ch) { return !ch.lfe; });
                for (std::size_t k = 0; k < layout.size(); ++k) {
                    if (layout.channels[k].lfe) continue;
                    add(k, convolve(wet, dsp::decorrelator(indices[k]), frames + 1000),
                        dsp::kDecorrelatorDelay, 1 / std::sqrt(static_cast<double>(count)));
                }
            }
        }
    }
    return out;
}

/// Objects of constant gain with two rooms: one of loudspeakers with two inputs, one mono.
std::shared_ptr<Programme> scene_with_rooms(bool spread, Frame frames = 6000) {
    auto scene = std::make_shared<Programme>(*test::random_scene({4, 0, frames, kRate, 21, false}));
    programme::Room hall;
    hall.id = "hall";
    hall.ir = room_response("0+5+0", 2, 1500, 1);
    hall.predelay_frames = 37;
    hall.gain = 0.7;
    hall.return_gain = {{Rational(1, 50), 1}, {Rational(1, 20), 0.25}};
    scene->rooms.push_back(std::move(hall));
    if (spread) {
        programme::Room plate;
        plate.id = "plate";
        plate.ir = room_response("", 1, 900, 2);
        scene->rooms.push_back(std::move(plate));
    }
    for (std::size_t i = 0; i < scene->sources.size(); ++i) {
        auto source = std::make_shared<programme::Source>(*scene->sources[i]);
        const auto& channel = *std::get<programme::ObjectsSource>(source->metadata).channel;
        auto steady = std::make_shared<programme::ObjectsChannel>(channel);
        for (auto& block : steady->blocks) block.gain = 1;
        source->metadata = programme::ObjectsSource{std::move(steady)};
        source->start_s = Rational();
        source->duration_s.reset();
        source->sends.push_back(
            {0,
             static_cast<std::uint32_t>(i % 2),
             {{Rational(1, 100), 0.5}, {Rational(1, 16), 1}, {Rational(1, 16), 0}}});
        if (spread && i == 1) source->sends.push_back({1, 0, {{Rational(), 0.3}}});
        scene->sources[i] = std::move(source);
    }
    return scene;
}

Samples render(const std::shared_ptr<const Programme>& scene, const Samples& tracks,
               const std::string& layout, const std::function<void(RenderSettings&)>& adjust = {},
               std::size_t threads = 2) {
    return test::render_scene(
               scene, tracks, {*layout::find(layout)},
               [threads] { return make_engine(choice(threads)).engine; }, adjust,
               [threads] { return make_convolver(choice(threads)); })
        .samples;
}

class RoomsProperties : public testing::Test {
 protected:
    void SetUp() override {
        try {
            static_cast<void>(make_engine(choice()));
            static_cast<void>(make_convolver(choice()));
        } catch (const Error& error) {
            CAVEA_NO_GPU(error.what());
        }
    }
};

TEST_F(RoomsProperties, MatchConvolutionWrittenOutInDoublePrecision) {
    const auto layout = *layout::find("0+5+0");
    for (const bool spread : {false, true}) {
        const auto scene = scene_with_rooms(spread);
        const Samples tracks = test::random_tracks(*scene, 22);
        auto judge = test::render_directly(*scene, tracks, layout, {0, scene->length});
        const auto wet = rooms_directly(*scene, tracks, layout, judge[0].size());
        double energy = 0;
        for (std::size_t c = 0; c < judge.size(); ++c) {
            for (std::size_t n = 0; n < judge[c].size(); ++n) {
                judge[c][n] += wet[c][n];
                energy += wet[c][n] * wet[c][n];
            }
        }
        EXPECT_GT(energy, 1);  // the rooms are there to be judged
        const Samples ours = render(scene, tracks, "0+5+0");
        EXPECT_LE(test::peak_difference_db(ours, judge), test::kEnginesPeakDb) << spread;
    }
}

TEST_F(RoomsProperties, AStretchIsThatStretchOfTheWholeByteForByte) {
    const auto scene = scene_with_rooms(true, 50000);
    const Samples tracks = test::random_tracks(*scene, 23);
    // Small units, so that a stretch begins far behind the first one.
    const auto plan = [](RenderSettings& s) {
        s.grid = {256, 1024};
        s.conv_plan = plan::ConvPlan{512, 4};
    };
    const Samples whole = render(scene, tracks, "0+5+0", plan);
    for (const Span range :
         {Span{0, 10}, Span{2047, 2049}, Span{20000, 30001}, Span{49000, 50000}}) {
        const Samples part = render(scene, tracks, "0+5+0", [&](RenderSettings& s) {
            plan(s);
            s.range = range;
        });
        for (std::size_t c = 0; c < whole.size(); ++c) {
            EXPECT_EQ(part[c], std::vector<float>(whole[c].begin() + range.begin,
                                                  whole[c].begin() + range.end))
                << c << " from " << range.begin;
        }
    }
}

TEST_F(RoomsProperties, ThreadsDoNotChangeAByte) {
    const auto scene = scene_with_rooms(true, 20000);
    const Samples tracks = test::random_tracks(*scene, 24);
    const Samples one = render(scene, tracks, "4+7+0", {}, 1);
    EXPECT_EQ(render(scene, tracks, "4+7+0", {}, 2), one);
    EXPECT_EQ(render(scene, tracks, "4+7+0", {}, 4), one);
}

TEST_F(RoomsProperties, PlansAgree) {
    const auto scene = scene_with_rooms(true, 20000);
    const Samples tracks = test::random_tracks(*scene, 25);
    const Samples usual = render(scene, tracks, "0+5+0");
    for (const plan::ConvPlan plan : {plan::ConvPlan{256, 32}, plan::ConvPlan{4096, 2}}) {
        const Samples other =
            render(scene, tracks, "0+5+0", [&](RenderSettings& s) { s.conv_plan = plan; });
        EXPECT_LE(test::peak_difference_db(other, usual), test::kEnginesPeakDb) << plan.key();
    }
}

TEST_F(RoomsProperties, TheTailRingsOnBehindTheProgramme) {
    auto scene = scene_with_rooms(false, 4000);
    for (auto& source : scene->sources) {
        auto steady = std::make_shared<programme::Source>(*source);
        steady->sends = {{0, 0, {{Rational(), 1}}}};
        source = std::move(steady);
    }
    const Samples tracks = test::random_tracks(*scene, 26);
    const Samples out =
        render(scene, tracks, "0+5+0", [](RenderSettings& s) { s.range.end += 1500 + 37 + 100; });
    const auto energy = [&](std::size_t begin, std::size_t end) {
        double sum = 0;
        for (std::size_t n = begin; n < end; ++n) {
            sum += static_cast<double>(out[0][n]) * static_cast<double>(out[0][n]);
        }
        return sum;
    };
    EXPECT_GT(energy(4000, 4500), 1e-6);
    EXPECT_LT(energy(4000 + 1537, out[0].size()), 1e-12);
}

TEST_F(RoomsProperties, AMorphBetweenEqualRoomsIsNotHeard) {
    // Crossing the returns of two equal rooms, and moving sends between them, must null against one
    // room: below -100 dBFS is what a change may add.
    const auto one = scene_with_rooms(false, 24000);
    auto plain = std::make_shared<Programme>(*one);
    plain->rooms[0].return_gain.clear();
    for (auto& source : plain->sources) {
        auto steady = std::make_shared<programme::Source>(*source);
        steady->sends = {{0, 0, {{Rational(), 1}}}};
        source = std::move(steady);
    }
    auto morph = std::make_shared<Programme>(*plain);
    morph->rooms.push_back(morph->rooms[0]);
    morph->rooms[0].return_gain = {{Rational(1, 8), 1}, {Rational(3, 8), 0}};
    morph->rooms[1].return_gain = {{Rational(1, 8), 0}, {Rational(3, 8), 1}};
    auto cut = std::make_shared<Programme>(*plain);
    cut->rooms.push_back(cut->rooms[0]);
    for (std::size_t i = 0; i < plain->sources.size(); ++i) {
        auto both = std::make_shared<programme::Source>(*plain->sources[i]);
        both->sends = {{0, 0, {{Rational(), 1}}}, {1, 0, {{Rational(), 1}}}};
        morph->sources[i] = both;
        auto moved = std::make_shared<programme::Source>(*both);
        moved->sends[0].gain = {{Rational(1, 5), 1}, {Rational(1, 4), 0}};
        moved->sends[1].gain = {{Rational(1, 5), 0}, {Rational(1, 4), 1}};
        cut->sources[i] = moved;
    }
    const Samples tracks = test::random_tracks(*one, 27);
    const Samples wanted = render(plain, tracks, "0+5+0");
    EXPECT_LE(test::peak_difference_db(render(morph, tracks, "0+5+0"), wanted), -100);
    EXPECT_LE(test::peak_difference_db(render(cut, tracks, "0+5+0"), wanted), -100);
}

TEST_F(RoomsProperties, DiffuseSoundIsDecorrelatedAndAlignedWithTheDirect) {
    auto scene = std::make_shared<Programme>(*test::random_scene({1, 0, 4000, kRate, 28, false}));
    auto channel = std::make_shared<programme::ObjectsChannel>();
    channel->attributes.emplace_back();
    channel->attributes[0].diffuse = 0.5;
    channel->blocks.emplace_back();
    auto source = std::make_shared<programme::Source>(*scene->sources[0]);
    source->gain = 1;
    source->metadata = programme::ObjectsSource{channel};
    scene->sources[0] = source;
    const Samples tracks = test::random_tracks(*scene, 28);
    const Samples out = render(scene, tracks, "0+5+0");
    const auto layout = *layout::find("0+5+0");
    const std::size_t centre = *layout.index_of("M+000");
    const auto filter = dsp::decorrelator(dsp::decorrelator_indices(layout)[centre]);
    const Signal x(tracks[0].begin(), tracks[0].end());
    const Signal wet = convolve(x, filter, 5000);
    for (std::size_t n = 0; n < 4000; ++n) {
        const double wanted = std::sqrt(0.5) * (x[n] + wet[n + dsp::kDecorrelatorDelay]);
        EXPECT_NEAR(static_cast<double>(out[centre][n]), wanted, 3e-6) << n;
    }
}

TEST_F(RoomsProperties, SignalsForEarsPassBesideThePostConvolutionToTheSample) {
    auto scene = std::make_shared<programme::Programme>();
    scene->tracks = 3;
    scene->length = 20000;
    auto channel = std::make_shared<programme::BinauralChannel>();
    channel->blocks.emplace_back();
    for (std::uint32_t i = 0; i < 2; ++i) {
        auto source = std::make_shared<programme::Source>();
        source->taps = {{i, 1.0F, 0}};
        source->metadata = programme::BinauralSource{
            channel, i == 0 ? programme::Ear::Left : programme::Ear::Right, ""};
        scene->sources.push_back(std::move(source));
    }
    // Silent, but diffuse: everything is delayed and taken later.
    auto objects = std::make_shared<programme::ObjectsChannel>();
    objects->attributes.emplace_back().diffuse = 1;
    objects->blocks.emplace_back();
    auto silent = std::make_shared<programme::Source>();
    silent->taps = {{2, 1.0F, 0}};
    silent->mute = true;
    silent->metadata = programme::ObjectsSource{std::move(objects)};
    scene->sources.push_back(std::move(silent));

    plan::Output output = plan::Output::speakers(*layout::find("0+5+0"));
    auto post = std::make_shared<dsp::IrSet>();
    post->inputs = 6;
    post->channels = 2;
    post->labels = {"a", "b"};
    for (std::uint32_t i = 0; i < 12; ++i) {
        post->responses.push_back(room_response("", 1, 300, 40 + i)->responses[0]);
    }
    output.post = post;
    output.delivered = *layout::find("0+2+0");
    output.ears = true;
    ASSERT_GT(plan::Planner(scene, {output}, "scene").wet().latency, 0);
    const Samples tracks = test::random_tracks(*scene, 31);
    const Samples result = test::render_outputs(
                               scene, tracks, {output}, [] { return make_engine(choice()).engine; },
                               {}, [] { return make_convolver(choice()); })
                               .samples;
    ASSERT_EQ(result.size(), 2U);
    for (std::size_t c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < 20000; ++n) ASSERT_EQ(result[c][n], tracks[c][n]) << n;
    }
}

TEST_F(RoomsProperties, APostConvolutionDeliversWhatItsResponsesMake) {
    // Two virtual loudspeakers to three channels, as binaural does with 24 to 2.
    const auto scene = scene_with_rooms(false);
    const Samples tracks = test::random_tracks(*scene, 29);
    plan::Output output = plan::Output::speakers(*layout::find("0+2+0"));
    const auto set = room_response("", 1, 300, 9);
    auto post = std::make_shared<dsp::IrSet>();
    post->inputs = 2;
    post->channels = 3;
    post->labels = {"a", "b", "c"};
    for (std::uint32_t i = 0; i < 6; ++i) {
        post->responses.push_back(room_response("", 1, 300, 40 + i)->responses[0]);
    }
    output.post = post;
    output.delivered.channels.push_back(output.delivered.channels[0]);
    const Samples result = test::render_outputs(
                               scene, tracks, {output}, [] { return make_engine(choice()).engine; },
                               {}, [] { return make_convolver(choice()); })
                               .samples;
    const Samples speakers = render(scene, tracks, "0+2+0");
    ASSERT_EQ(result.size(), 3U);
    for (std::uint32_t c = 0; c < 3; ++c) {
        Signal wanted(speakers[0].size());
        for (std::uint32_t i = 0; i < 2; ++i) {
            const Signal x(speakers[i].begin(), speakers[i].end());
            const Signal part = convolve(x, post->response(i, c), wanted.size());
            for (std::size_t n = 0; n < wanted.size(); ++n) wanted[n] += part[n];
        }
        for (std::size_t n = 0; n < wanted.size(); ++n) {
            EXPECT_NEAR(static_cast<double>(result[c][n]), wanted[n], 3e-6) << n;
        }
    }
}

}  // namespace
}  // namespace cavea
