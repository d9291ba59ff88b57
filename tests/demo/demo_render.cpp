// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/demo/demo_render.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "assets/demo/master.h"
#include "cli/room_command.h"
#include "core/meter/loudness.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/engines.h"
#include "renderer/render.h"

namespace cavea::test {
namespace {

/// The impulse response of a room of the scene, as scripts/demo has it made.
void write_room(const demo::Room& room, const std::filesystem::path& folder) {
    cli::RoomOptions options;
    const auto& size = room.shoebox_m;
    options.shoebox = fmt::format("{:g}x{:g}x{:g}", size[0], size[1], size[2]);
    options.rt60 = {room.rt60_s};
    options.layout = "4+7+0";
    options.direct = false;
    options.output = (folder / (room.id + ".wav")).string();
    options.common.quiet = true;
    if (cli::run_room(options) != 0) throw std::runtime_error("no room " + room.id);
}

class MemorySink final : public Sink {
 public:
    void write(Planar<const float> columns) override {
        samples.resize(columns.channels());
        for (std::size_t c = 0; c < columns.channels(); ++c) {
            samples[c].insert(samples[c].end(), columns[c].begin(), columns[c].end());
        }
    }
    Samples samples;
};

}  // namespace

Demo::Demo(const std::string& language) {
    for (const demo::Room& room : scene_.rooms) write_room(room, folder());
    demo::write_master(scene_, demo::language_of(scene_, language), folder());
}

session::Input Demo::open(bool wet) const {
    Diagnostics diagnostics;
    session::InputChoice choice;
    choice.path = (folder_ / (wet ? "demo.cavea" : "demo.bw64")).string();
    return session::open_input(choice, diagnostics);
}

std::size_t Demo::index_of(const std::string& object_id) const {
    for (std::size_t i = 0; i < scene_.objects.size(); ++i) {
        if (scene_.objects[i].id == object_id) return i;
    }
    throw std::runtime_error("the scene has no object " + object_id);
}

std::shared_ptr<const programme::Programme> filtered(
    const programme::Programme& programme,
    const std::function<bool(const programme::Source&)>& keep) {
    auto out = std::make_shared<programme::Programme>(programme);
    std::erase_if(out->sources, [&](const auto& source) { return !keep(*source); });
    return out;
}

std::vector<Rendered> render_demo(const session::Input& input,
                                  const std::shared_ptr<const programme::Programme>& programme,
                                  const std::vector<std::string>& outputs, Span range) {
    Diagnostics diagnostics;
    std::vector<plan::Output> wanted;
    for (const std::string& name : outputs) {
        wanted.push_back(session::output_named(name, "", programme->rate_hz, diagnostics));
    }
    const plan::Planner planner(programme, wanted, "demo");
    plan::Feed feed(*input.media, planner.rows());
    MemorySink sink;
    RenderSettings settings;
    settings.range = range;
    settings.grid = choose_grid(planner.rows().rows);
    const EngineChoice cpu{"cpu", "", 0, "", {}};
    const EngineSource engines{[&] { return make_engine(cpu).engine; },
                               [&] { return make_convolver(cpu); }};
    static_cast<void>(render(planner, feed, engines, {&sink}, settings));
    std::vector<Rendered> out;
    auto column = sink.samples.begin();
    for (const plan::Output& output : wanted) {
        const auto end = column + static_cast<std::ptrdiff_t>(output.delivered.size());
        out.push_back({output.delivered, Samples(column, end)});
        column = end;
    }
    return out;
}

double loudness_lufs(const Rendered& rendered, std::uint32_t rate_hz) {
    meter::LoudnessMeter meter(rendered.layout, rate_hz);
    const std::size_t frames = rendered.samples[0].size();
    PlanarBuffer<float> buffer(rendered.samples.size(), frames);
    for (std::size_t c = 0; c < rendered.samples.size(); ++c) {
        std::copy(rendered.samples[c].begin(), rendered.samples[c].end(), buffer.view()[c].begin());
    }
    meter.add(buffer.view());
    return meter.integrated_lufs().value_or(-std::numeric_limits<double>::infinity());
}

double true_peak_db(const Rendered& rendered, std::uint32_t rate_hz) {
    double peak = 0;
    for (const std::vector<float>& channel : rendered.samples) {
        meter::PeakMeter meter(rate_hz);
        meter.add(channel);
        peak = std::max(peak, meter.true_peak());
    }
    return 20 * std::log10(peak);
}

}  // namespace cavea::test
