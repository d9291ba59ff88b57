// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/transport.h"

#include <algorithm>

namespace cavea::live {

Transport::Transport(Pipeline& pipeline, Frame length, std::uint32_t rate_hz)
    : pipeline_(pipeline),
      length_(length),
      tail_(pipeline.tail()),
      block_(pipeline.delivered(), static_cast<std::size_t>(pipeline.block())) {
    const auto longest = static_cast<Frame>(kLongestTailS * rate_hz);
    tail_is_cut_ = tail_ > longest;
    tail_ = std::min(tail_, longest);
}

void Transport::play() {
    if (playing_) {
        // The fade of a stop that is under way turns into a locate to where it ends.
        if (fade_out_end_ && !jump_to_) jump_to_ = *fade_out_end_;
        return;
    }
    if (cursor_ >= length_) cursor_ = 0;
    begin(cursor_);
}

void Transport::stop() {
    if (!playing_) return;
    jump_to_.reset();
    if (!fade_out_end_) fade_out_end_ = cursor_ + pipeline_.block();
}

void Transport::locate(Frame frame) {
    frame = std::clamp<Frame>(frame, 0, length_);
    if (!playing_) {
        cursor_ = frame;
        return;
    }
    if (!fade_out_end_) fade_out_end_ = cursor_ + pipeline_.block();
    jump_to_ = frame;
}

void Transport::set_loop(std::optional<Span> loop) {
    if (loop) *loop = intersect(*loop, {0, length_});
    if (loop && loop->frames() < kShortestLoop * pipeline_.block()) loop.reset();
    loop_ = loop;
}

void Transport::set_end(std::optional<Frame> end) { end_ = end; }

void Transport::begin(Frame frame) {
    playing_ = true;
    cursor_ = frame;
    ++starts_;
    fade_out_end_.reset();
    jump_to_.reset();
    fade_in_from_.reset();
    if (frame > 0) fade_in_from_ = frame;  // nothing is before the first frame
    const Frame holds = (frame + pipeline_.latency()) / pipeline_.block();
    next_block_ = std::max<Frame>(0, holds - pipeline_.preroll_blocks());
    pipeline_.restart(next_block_);
}

bool Transport::looping() const { return loop_ && cursor_ < loop_->end; }

Frame Transport::stretch_end() const {
    Frame end = length_ + tail_;
    if (end_ && cursor_ < *end_) end = std::min(end, *end_);
    if (looping()) end = std::min(end, loop_->end);
    if (fade_out_end_) end = std::min(end, *fade_out_end_);
    return end;
}

double Transport::gain(Frame n) const {
    const auto block = static_cast<double>(pipeline_.block());
    double gain = 1;
    if (fade_in_from_) gain = std::min(gain, static_cast<double>(n - *fade_in_from_) / block);
    const auto falls_to = [&](Frame end) {
        gain = std::min(gain, static_cast<double>(end - n) / block);
    };
    if (fade_out_end_) falls_to(*fade_out_end_);
    if (looping()) falls_to(loop_->end);
    if (tail_is_cut_) falls_to(length_ + tail_);
    return gain;
}

void Transport::fade(Span heard, Planar<float> samples) const {
    for (Frame n = heard.begin; n < heard.end; ++n) {
        const double g = gain(n);
        if (g == 1) continue;
        const auto i = static_cast<std::size_t>(n - heard.begin);
        for (std::size_t c = 0; c < samples.channels(); ++c) {
            samples[c][i] = static_cast<float>(samples[c][i] * g);
        }
    }
}

/// At the end of a stretch. A fade that was under way is over too: whatever ends, ends at silence.
void Transport::arrive() {
    if (fade_out_end_ && jump_to_) return begin(*jump_to_);
    if (!fade_out_end_ && loop_ && cursor_ == loop_->end) return begin(loop_->begin);
    cursor_ = std::min(cursor_, length_);
    fade_out_end_.reset();
    playing_ = false;
}

std::optional<Transport::Piece> Transport::next(const plan::Controls& controls,
                                                const std::function<bool()>& patient) {
    if (!playing_) return std::nullopt;
    const Frame size = pipeline_.block();
    const bool with_rooms = pipeline_.render(next_block_, controls, patient, block_.view());
    const Frame first = next_block_ * size - pipeline_.latency();
    ++next_block_;
    const Frame end = stretch_end();
    const Span heard = intersect({first, first + size}, {cursor_, end});
    if (heard.empty()) {
        if (cursor_ >= end) arrive();
        return std::nullopt;
    }
    const auto samples = block_.view().slice(static_cast<std::size_t>(heard.begin - first),
                                             static_cast<std::size_t>(heard.frames()));
    fade(heard, samples);
    cursor_ = heard.end;
    if (fade_in_from_ && cursor_ >= *fade_in_from_ + size) fade_in_from_.reset();
    if (cursor_ >= end) arrive();
    return Piece{heard.begin, samples, with_rooms};
}

}  // namespace cavea::live
