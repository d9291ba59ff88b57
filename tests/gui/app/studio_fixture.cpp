// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/app/studio_fixture.h"

#include <fmt/core.h>

#include "bench/moving_scene.h"
#include "core/base/error.h"
#include "tests/support/gpu.h"

namespace cavea::test {
namespace {

/// Why no picture can be drawn here; empty when one can.
std::string why_no_device(const gui::HeadlessOptions& options) {
    gui::GpuOptions gpu;
    gpu.device = options.device;
    gpu.validation = options.validation;
    try {
        const gui::Gpu made(gpu);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

void StudioTest::SetUp() {
    listening = true;
    if (why_no_device(options()).empty()) return;
    // The layer is a developer's package: without it the tests still say whether pictures are
    // right.
    listening = false;
    const std::string why = why_no_device(options());
    if (!why.empty()) CAVEA_NO_GPU(why);
}

void StudioTest::TearDown() {
    for (const std::string& message : messages) ADD_FAILURE() << "validation layer: " << message;
}

gui::HeadlessOptions StudioTest::options() {
    gui::HeadlessOptions out;
    out.device = test_device();
    if (listening) {
        out.validation = [this](const std::string& message) { messages.push_back(message); };
    }
    return out;
}

std::unique_ptr<gui::Headless> StudioTest::with_objects(std::size_t objects) {
    gui::HeadlessOptions chosen = options();
    chosen.file = folder / fmt::format("{}.bw64", objects);
    bench::write_moving_scene({objects, 2, 25}, chosen.file);
    auto studio = std::make_unique<gui::Headless>(chosen);
    studio->wait_loaded();
    return studio;
}

void StudioTest::play(gui::Headless& studio, const std::string& script) {
    gui::ScriptRunner(studio, "test").run(gui::parse_script(script, "test"));
}

std::string StudioTest::refusal(gui::Headless& studio, const std::string& script) {
    try {
        play(studio, script);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace cavea::test
