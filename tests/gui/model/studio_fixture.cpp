// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/model/studio_fixture.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <vector>

#include "core/io/audio_writer.h"
#include "core/plan/live_planner.h"
#include "core/programme/bed.h"
#include "core/session/project_file.h"
#include "core/session/project_programme.h"
#include "tests/core/session/session_support.h"

namespace cavea::gui::test {
namespace {

namespace fs = std::filesystem;
using programme::Programme;
using session::test::cartesian;
using session::test::channel_of;
using session::test::kRate;
using session::test::object;
using session::test::programme_of;

void write_response(const fs::path& path, const std::string& layout) {
    Diagnostics diagnostics;
    io::WriterSettings settings;
    settings.path = path;
    settings.rate_hz = kRate;
    settings.layout = *layout::find(layout);
    const auto writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> samples(settings.layout.size(), 480);
    for (std::size_t c = 0; c < samples.channels(); ++c) {
        const auto noise = cavea::test::noise(samples.frames(), c + 1, 0.1F);
        std::copy(noise.begin(), noise.end(), samples.view()[c].begin());
    }
    writer->write(samples.view());
    writer->commit();
}

}  // namespace

Programme master() {
    auto dragon = object(1, channel_of({{0, 2, {-1, 1, 0}, cartesian()},
                                        {2, 2, {1, 1, 0}, cartesian(), 0.5},
                                        {4, 2, {1, -1, 1}, cartesian()}}));
    dragon->name = "Dragon";
    auto voice = object(2, channel_of({{0, 3, {30, 0, 1}, {}}, {3, 3, {-110, 30, 1}, {}}}));
    voice->name = "Shoe voice";
    voice->gain = 0.5;
    voice->mute = true;
    Programme out = programme_of({dragon, voice}, 8 * kRate);
    for (const auto& from : programme::bed(*layout::find("0+2+0"), kRate, kRate).sources) {
        auto source = std::make_shared<programme::Source>(*from);
        source->object = "AO_1009";
        source->id = "AO_1009 " + from->id;
        source->name = "Rain";
        source->taps[0].track += 2;
        out.sources.push_back(std::move(source));
    }
    out.tracks = 4;
    return out;
}

void StudioTest::SetUp() {
    write_response(folder_ / "hall.wav", "0+5+0");
    path_ = folder_ / "mix.cavea";
    std::ofstream(path_) << R"({"cavea": 1, "master": "m.wav",
        "rooms": [{"id": "hall", "ir": "hall.wav"}, {"id": "plate", "ir": "hall.wav"}],
        "sends": {"AO_1001": [{"room": "hall", "level_db": -12}],
                  "*": [{"room": "plate", "level_db": -20}]},
        "objects": {"AO_1001": {"gain_db": -6}}})";
    open(studio_);
}

void StudioTest::open(Studio& studio) {
    OpenedMix mix;
    mix.path = path_;
    mix.is_project = true;
    mix.project = session::read_project(path_);
    mix.master = std::make_shared<const Programme>(master());
    mix.programme = std::make_shared<const Programme>(
        session::with_rooms(*mix.master, mix.project, diagnostics_));
    mix.media = "m.wav";
    studio.open(std::move(mix));
}

void StudioTest::expect_the_same_sound(const Programme& of) {
    const auto offline =
        session::test::planner_of(session::with_rooms(of, studio_.project(), diagnostics_));
    const plan::Planner planner(studio_.programme(),
                                {plan::Output::speakers(*layout::find("4+7+0"))}, "m.wav");
    ASSERT_EQ(planner.columns(), offline.columns());
    plan::LivePlanner live(planner);
    for (Frame frame = 100; frame < 7 * kRate; frame += 9973) {
        live.reset();
        plan::SpanPlan plan;
        live.plan({frame - 1, frame}, *studio_.controls(), plan);
        std::vector<double> heard(planner.columns() * planner.rows().rows);
        for (const plan::Segment& s : plan.direct) {
            const bool held = !control_of_row(planner, s.row).idle();
            // What is not held plays the frame before.
            if (held) heard[s.row * planner.columns() + s.column] += s.gain_begin;
        }
        const auto want = session::test::gains_at(offline, frame);
        const auto own = session::test::gains_at(planner, frame);
        for (std::size_t i = 0; i < want.size(); ++i) {
            const auto row = static_cast<std::uint32_t>(i / planner.columns());
            const double is = control_of_row(planner, row).idle() ? own[i] : heard[i];
            ASSERT_NEAR(is, want[i], 1e-9) << "row " << row << " frame " << frame;
        }
    }
}

plan::SourceControl StudioTest::control_of_row(const plan::Planner& planner,
                                               std::uint32_t row) const {
    for (std::size_t i = 0; i < planner.rows().source_row.size(); ++i) {
        if (planner.rows().source_row[i] == row) return control(i);
    }
    return {};
}

}  // namespace cavea::gui::test
