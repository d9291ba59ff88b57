// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/pipeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "renderer/engines.h"
#include "renderer/wet_stage.h"

namespace cavea::live {
namespace {

OutputStage::Parts parts(const EngineChoice& choice) {
    return {[choice] { return make_engine(choice).engine; },
            [choice] { return make_convolver(choice); }};
}

std::unique_ptr<io::AudioFile> open_media(const Mix& mix, Diagnostics& diagnostics) {
    auto media = io::open_audio(mix.media, diagnostics);
    const programme::Programme& programme = *mix.programme;
    if (media->channels() != programme.tracks || media->rate_hz() != programme.rate_hz) {
        throw refused(
            mix.media, "",
            fmt::format("has {} channels at {} Hz, but the mix was made of {} at {} Hz; "
                        "open it again",
                        media->channels(), media->rate_hz(), programme.tracks, programme.rate_hz));
    }
    return media;
}

Frame blocks_for(Frame frames, Frame block) { return (frames + block - 1) / block; }

}  // namespace

Pipeline::Pipeline(const Mix& mix, const PlayerSettings& settings)
    : block_(live_plan(settings.block).grid.block),
      media_(open_media(mix, diagnostics_)),
      planner_(mix.programme, {mix.output}, mix.media),
      feed_(*media_, planner_.rows()),
      live_(planner_),
      dry_(
          planner_, feed_,
          [this](Span span, plan::SpanPlan& out) { live_.plan(span, *controls_, out); },
          make_engine(settings.dry).engine, live_plan(settings.block).grid),
      output_(planner_, parts(settings.dry), live_plan(settings.block).grid, block_),
      columns_(planner_.columns(), settings.block),
      wet_(planner_.wet().rows, settings.block) {
    if (!planner_.wet().empty()) make_rooms(settings);
    plan_key_ = dry_.engine().plan_key();
    if (rooms_) plan_key_ += ";" + rooms_->plan_key();
    plan_key_ += output_.plan_key();
}

void Pipeline::make_rooms(const PlayerSettings& settings) {
    const EngineChoice wet = settings.wet;
    const EngineChoice cpu{"cpu", "", wet.threads, "", std::nullopt};
    const RoomThread::Maker chosen =
        settings.make_rooms ? settings.make_rooms : [wet] { return make_convolver(wet); };
    rooms_ = std::make_unique<RoomThread>(
        rooms_setup(planner_.wet(), *live_plan(settings.block).conv_plan), chosen,
        [cpu] { return make_convolver(cpu); });
    wet_line_ = std::make_unique<WetLine>(planner_.wet().rows, settings.block);
}

Frame Pipeline::preroll_blocks() const {
    return output_.history_blocks() + blocks_for(latency(), block_);
}

Frame Pipeline::tail() const {
    const Frame rooms = planner_.wet().longest;
    const plan::Output& output = planner_.outputs().front();
    Frame longest_delay = 0;
    for (const plan::Trim& trim : output.trims) longest_delay = std::max(longest_delay, trim.delay);
    const Frame post = output.post ? static_cast<Frame>(output.post->frames()) : 0;
    return rooms + longest_delay + post;
}

std::string Pipeline::problem() const { return rooms_ ? rooms_->problem() : std::string(); }

void Pipeline::restart(Frame k) {
    live_.reset();
    output_.reset();
    if (!rooms_) return;
    rooms_->restart(k > 0);
    wet_line_->reset();
}

bool Pipeline::render(Frame k, const plan::Controls& controls, const std::function<bool()>& patient,
                      Planar<float> result) {
    const Span span{k * block_, (k + 1) * block_};
    controls_ = &controls;
    dry_.seek(span.begin, span.end);
    dry_.next(columns_.view());
    bool in_time = true;
    if (rooms_) {
        rooms_->start(columns_.view().rows(planner_.output_columns(), planner_.wet().inputs));
        in_time = rooms_->collect(patient, wet_.view());
        if (in_time) {
            wet_line_->play(wet_.view());
        } else {
            wet_line_->conceal(wet_.view());
        }
    }
    output_.process(span, columns_.view(), wet_.view(), result);
    return in_time;
}

}  // namespace cavea::live
