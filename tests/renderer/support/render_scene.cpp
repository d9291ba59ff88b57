// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/support/render_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "renderer/engines.h"
#include "tests/renderer/support/scene.h"

namespace cavea::test {
namespace {

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

template <class T>
double difference(const Samples& a, const std::vector<std::vector<T>>& b) {
    if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
    double worst = 0;
    for (std::size_t c = 0; c < a.size(); ++c) {
        if (a[c].size() != b[c].size()) return std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < a[c].size(); ++i) {
            const double d = static_cast<double>(a[c][i]) - static_cast<double>(b[c][i]);
            // Written so that a NaN is the worst of all.
            if (!(std::abs(d) <= worst)) worst = std::isnan(d) ? 1e300 : std::abs(d);
        }
    }
    return 20 * std::log10(worst);
}

}  // namespace

SceneRender render_scene(const std::shared_ptr<const programme::Programme>& programme,
                         const Samples& tracks, const std::vector<layout::Layout>& layouts,
                         const EngineMaker& engine,
                         const std::function<void(RenderSettings&)>& adjust,
                         const ConvolverMaker& convolver) {
    std::vector<plan::Output> outputs;
    for (const layout::Layout& layout : layouts) {
        outputs.push_back(plan::Output::speakers(layout));
    }
    return render_outputs(programme, tracks, outputs, engine, adjust, convolver);
}

SceneRender render_outputs(const std::shared_ptr<const programme::Programme>& programme,
                           const Samples& tracks, const std::vector<plan::Output>& outputs,
                           const EngineMaker& engine,
                           const std::function<void(RenderSettings&)>& adjust,
                           const ConvolverMaker& convolver) {
    const plan::Planner planner(programme, outputs, "scene");
    MemoryMedia media(tracks, programme->rate_hz);
    plan::Feed feed(media, planner.rows());
    MemorySink sink;
    RenderSettings settings;
    settings.range = {0, programme->length};
    settings.grid = choose_grid(planner.rows().rows);
    settings.threads = 2;
    if (adjust) adjust(settings);
    SceneRender out;
    const ConvolverMaker wet = convolver ? convolver : [] {
        return make_convolver({"cpu", "", 2, "", {}});
    };
    out.result = render(planner, feed, {engine, wet}, {&sink}, settings);
    out.samples = std::move(sink.samples);
    return out;
}

double peak_difference_db(const Samples& a, const std::vector<std::vector<double>>& b) {
    return difference(a, b);
}
double peak_difference_db(const Samples& a, const Samples& b) { return difference(a, b); }

}  // namespace cavea::test
