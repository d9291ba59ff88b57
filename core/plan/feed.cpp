// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/feed.h"

#include <algorithm>

#include "core/base/assert.h"

namespace cavea::plan {
namespace {

void add(std::span<const float> in, float gain, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += gain * in[i];
}

}  // namespace

Feed::Feed(io::AudioFile& media, const RowMap& rows) : media_(media), rows_(rows) {
    CAVEA_ASSERT(media.channels() == rows.tracks);
    for (const RowMap::Mix& mix : rows.mixes) {
        for (const programme::Tap& tap : mix.taps) {
            longest_delay_ = std::max(longest_delay_, tap.delay);
        }
    }
}

void Feed::read(Span span, Planar<float> out) {
    const auto frames = static_cast<std::size_t>(span.frames());
    CAVEA_ASSERT(out.channels() == rows_.rows && out.frames() == frames);
    media_.read(span.begin, out.rows(0, rows_.tracks));
    if (longest_delay_ > 0) {
        const std::size_t wanted = frames + static_cast<std::size_t>(longest_delay_);
        if (delayed_.frames() != wanted) delayed_ = PlanarBuffer<float>(rows_.tracks, wanted);
        media_.read(span.begin - longest_delay_, delayed_.view());
    }
    for (const RowMap::Mix& mix : rows_.mixes) {
        const std::span<float> row = out[mix.row];
        std::fill(row.begin(), row.end(), 0.0F);
        for (const programme::Tap& tap : mix.taps) {
            if (tap.delay == 0) {
                add(out[tap.track], tap.gain, row);
            } else {
                const auto first = static_cast<std::size_t>(longest_delay_ - tap.delay);
                add(delayed_.view()[tap.track].subspan(first, frames), tap.gain, row);
            }
        }
    }
}

}  // namespace cavea::plan
