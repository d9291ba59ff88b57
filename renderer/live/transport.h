// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which frames of a mix are heard one after the other: start and stop, locate, loop and the end,
// each with a fade over a block, so that nothing clicks. Renders through a Pipeline and hands out
// what it gives; used by one thread.
#pragma once

#include <functional>
#include <optional>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/controls.h"
#include "renderer/live/pipeline.h"

namespace cavea::live {

class Transport {
 public:
    /// \param length  of the programme, frames
    Transport(Pipeline& pipeline, Frame length, std::uint32_t rate_hz);

    void play();
    void stop();
    void locate(Frame frame);
    /// Shorter than kShortestLoop blocks is none.
    void set_loop(std::optional<Span> loop);
    /// Stop at this frame instead of the end.
    void set_end(std::optional<Frame> end);

    /// Silence from now on; something is broken.
    void halt() { playing_ = false; }

    [[nodiscard]] bool playing() const { return playing_; }
    /// Fading to a stop.
    [[nodiscard]] bool stopping() const { return fade_out_end_ && !jump_to_; }
    /// The next frame to be heard.
    [[nodiscard]] Frame cursor() const { return cursor_; }
    /// Where sound begins anew, once it does: rises with each start, locate and loop.
    [[nodiscard]] std::uint64_t starts() const { return starts_; }

    struct Piece {
        Frame first = 0;              ///< programme frame of its first one
        Planar<const float> samples;  ///< [delivered][frames]; until the next call
        bool with_rooms = true;
    };
    /// Render a block.
    ///
    /// \return nothing to hear when stopped, and while what is heard next is being prepared
    /// \throws as Pipeline::render
    std::optional<Piece> next(const plan::Controls& controls, const std::function<bool()>& patient);

    static constexpr Frame kShortestLoop = 4;
    static constexpr double kLongestTailS = 4;

 private:
    void begin(Frame frame);
    void fade(Span heard, Planar<float> samples) const;
    void arrive();
    [[nodiscard]] bool looping() const;
    /// The frame at which what is heard now ends.
    [[nodiscard]] Frame stretch_end() const;
    [[nodiscard]] double gain(Frame n) const;

    Pipeline& pipeline_;
    Frame length_;
    Frame tail_;
    bool tail_is_cut_ = false;
    PlanarBuffer<float> block_;
    bool playing_ = false;
    Frame cursor_ = 0;
    std::uint64_t starts_ = 0;
    Frame next_block_ = 0;
    std::optional<Frame> fade_in_from_;
    std::optional<Frame> fade_out_end_;  ///< of a stop or a locate
    std::optional<Frame> jump_to_;       ///< behind that fade; none = stop
    std::optional<Span> loop_;
    std::optional<Frame> end_;
};

}  // namespace cavea::live
