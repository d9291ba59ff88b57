// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Feed: media to the rows that an engine plays. Tracks are decoded straight into their rows;
// sources that mix, scale or delay tracks get theirs summed behind them.
#pragma once

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/io/audio_file.h"
#include "core/plan/planner.h"

namespace cavea::plan {

class Feed {
 public:
    /// \param media  stays alive and is read by this feed alone
    /// \param rows   its tracks are the media's channels
    Feed(io::AudioFile& media, const RowMap& rows);

    /// Rows for any span; zeros outside the media. No state: the same span gives the same samples.
    ///
    /// \param out  [rows][span frames] overwritten
    /// \throws     as AudioFile::read
    void read(Span span, Planar<float> out);

 private:
    io::AudioFile& media_;
    const RowMap& rows_;
    Frame longest_delay_ = 0;
    PlanarBuffer<float> delayed_;  ///< tracks from longest_delay_ frames before the span
};

}  // namespace cavea::plan
