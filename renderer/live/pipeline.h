// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A mix rendered one block after the other from the parts of the offline render. With nothing held
// and rooms in time, the bytes are those of a render with the plan live:BLOCK.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/io/audio_file.h"
#include "core/plan/controls.h"
#include "core/plan/feed.h"
#include "core/plan/live_planner.h"
#include "core/plan/planner.h"
#include "renderer/dry_stage.h"
#include "renderer/live/player.h"
#include "renderer/live/room_thread.h"
#include "renderer/live/wet_line.h"
#include "renderer/output_stage.h"

namespace cavea::live {

class Pipeline {
 public:
    /// \throws Error  as io::open_audio, plan::Planner and the engines
    Pipeline(const Mix& mix, const PlayerSettings& settings);

    [[nodiscard]] Frame block() const { return block_; }
    [[nodiscard]] std::uint32_t delivered() const { return output_.delivered(); }
    /// Block k gives frames [k * block - latency, (k + 1) * block - latency).
    [[nodiscard]] Frame latency() const { return planner_.wet().latency; }
    /// Blocks to render and throw away for the direct sound of the next one to be whole.
    [[nodiscard]] Frame preroll_blocks() const;
    /// Frames that sound goes on behind the programme's end.
    [[nodiscard]] Frame tail() const;
    [[nodiscard]] const std::string& plan_key() const { return plan_key_; }
    /// What happened to the rooms' engine; empty = nothing.
    [[nodiscard]] std::string problem() const;

    /// Forget everything: the next block is \p k.
    void restart(Frame k);

    /// Block \p k: the one behind the block before, or that of restart().
    ///
    /// \param patient  asked while rooms are late: whether to wait for them any longer
    /// \param result   [delivered()][block] overwritten
    /// \return         whether the rooms were in time
    /// \throws Error, EngineLost  the media, a metadata block or the engine is bad
    bool render(Frame k, const plan::Controls& controls, const std::function<bool()>& patient,
                Planar<float> result);

    /// What the last block played from: [rows][block], and how loud: [sources].
    [[nodiscard]] Planar<const float> rows() const { return dry_.rows(); }
    [[nodiscard]] const std::vector<double>& levels() const { return live_.levels(); }
    [[nodiscard]] const std::vector<std::uint32_t>& source_rows() const {
        return planner_.rows().source_row;
    }

 private:
    void make_rooms(const PlayerSettings& settings);

    Frame block_;
    Diagnostics diagnostics_;
    std::unique_ptr<io::AudioFile> media_;
    plan::Planner planner_;
    plan::Feed feed_;
    plan::LivePlanner live_;
    const plan::Controls* controls_ = nullptr;  ///< of the block at hand
    DryStage dry_;
    OutputStage output_;
    std::unique_ptr<RoomThread> rooms_;
    std::unique_ptr<WetLine> wet_line_;
    PlanarBuffer<float> columns_;
    PlanarBuffer<float> wet_;
    std::string plan_key_;
};

}  // namespace cavea::live
