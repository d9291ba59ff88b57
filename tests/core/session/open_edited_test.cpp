// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What opens a project for rendering opens it with its edits.
#include <gtest/gtest.h>

#include <fstream>

#include "core/io/audio_writer.h"
#include "core/session/input.h"
#include "tests/support/support.h"

namespace cavea::session {
namespace {

TEST(OpenInput, OfAProjectHasItsEdits) {
    const test::TemporaryFolder folder;
    Diagnostics diagnostics;
    io::WriterSettings settings;
    settings.path = folder / "film.wav";
    settings.rate_hz = 48000;
    settings.layout = *layout::find("0+2+0");
    const auto writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> samples(2, 480);
    writer->write(samples.view());
    writer->commit();
    std::ofstream(folder / "mix.cavea") << R"({"cavea": 1, "master": "film.wav",
               "objects": {"M+030": {"gain_db": -20}, "M-030": {"mute": true}}})";
    InputChoice choice;
    choice.path = (folder / "mix.cavea").string();
    const Input input = open_input(choice, diagnostics);
    EXPECT_NEAR(input.programme->sources.at(0)->gain, 0.1, 1e-15);
    EXPECT_TRUE(input.programme->sources.at(1)->mute);
    EXPECT_EQ(input.master->sources.at(0)->gain, 1);
    EXPECT_FALSE(input.master->sources.at(1)->mute);
    ASSERT_TRUE(input.project);
    EXPECT_TRUE(input.project->stamp);
}

}  // namespace
}  // namespace cavea::session
