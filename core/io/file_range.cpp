// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_range.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/io/audio_file.h"

namespace cavea::io {

Planar<float> zero_outside(Frame at, Frame frames, Planar<float> out) {
    const auto length = static_cast<Frame>(out.frames());
    // Compared without adding to `at`, which may be anything.
    const Frame skip = at >= 0 ? 0 : (at <= -length ? length : -at);
    const Frame begin = at >= 0 ? at : 0;
    const Frame count = std::max<Frame>(0, std::min(length - skip, frames - begin));
    const auto head = static_cast<std::size_t>(skip);
    const auto used = static_cast<std::size_t>(count);
    for (std::size_t c = 0; c < out.channels(); ++c) {
        const auto row = out[c];
        std::fill_n(row.begin(), skip, 0.0F);
        std::fill(row.begin() + skip + count, row.end(), 0.0F);
    }
    return out.slice(head, used);
}

Error bad_sample_error(const std::filesystem::path& path, Frame first, const BadSample& bad) {
    return refused(
        path.string(),
        fmt::format("frame {} of channel {}", first + static_cast<Frame>(bad.frame),
                    bad.channel + 1),
        fmt::format("the sample is {:g}, not within +-{:g}; repair the file or export it "
                    "again",
                    bad.value, AudioFile::kMaxSample));
}

}  // namespace cavea::io
