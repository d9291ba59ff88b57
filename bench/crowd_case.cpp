// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/crowd_case.h"

#include <memory>
#include <utility>

#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "core/base/process.h"
#include "core/layout/layout.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/render.h"

namespace cavea::bench {
namespace {

constexpr std::size_t kObjects = 10'000;
constexpr std::size_t kBlockFrames = 12'000;  // a new position four times a second
constexpr double kSeconds = 60;
constexpr std::uint32_t kDistinct = 128;

class NullSink final : public Sink {
 public:
    void write(Planar<const float>) override {}
};

}  // namespace

Result run_crowd(const Settings& settings) {
    const double seconds = settings.seconds > 0 ? settings.seconds : kSeconds;
    const Stopwatch opening(settings.engine.threads == 1);
    const auto programme =
        std::make_shared<programme::Programme>(moving_programme(kObjects, kBlockFrames, seconds));
    const plan::Planner planner(programme, {plan::Output::speakers(*layout::find("4+7+0"))},
                                "crowd");
    NoiseMedia media(kObjects, W3::kFirstStream, programme->length, kDistinct);
    RenderSettings render_settings;
    render_settings.range = {0, programme->length};
    render_settings.threads = settings.engine.threads;
    render_settings.grid = choose_grid(planner.rows().rows);
    plan::Feed feed(media, planner.rows());
    NullSink sink;
    const EngineSource engines{[&] { return make_engine(settings.engine).engine; }, {}};
    const double opening_s = opening.seconds();
    const Stopwatch watch(settings.engine.threads == 1);
    const RenderResult rendered = render(planner, feed, engines, {&sink}, render_settings);
    const double render_s = watch.seconds() - rendered.setup_s;

    Result result;
    result.id = "B12";
    result.workload = "10,000 objects to 4+7+0, a new position every 250 ms";
    result.figures = {{"threads", static_cast<double>(settings.engine.threads)},
                      {"seconds", static_cast<double>(programme->length) / kRateHz},
                      {"x_realtime", static_cast<double>(programme->length) / kRateHz / render_s},
                      {"rss_mb", peak_rss_mb()},
                      {"setup_s", opening_s + rendered.setup_s}};
    return result;
}

}  // namespace cavea::bench
