// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/trim_stage.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"

namespace cavea {

TrimStage::TrimStage(const std::vector<plan::Output>& outputs) {
    std::size_t column = 0;
    for (const plan::Output& output : outputs) {
        CAVEA_ASSERT(output.trims.empty() || output.trims.size() == output.delivered.size());
        for (std::size_t c = 0; c < output.trims.size(); ++c) {
            const plan::Trim& trim = output.trims[c];
            if (trim == plan::Trim{}) continue;
            channels_.push_back({column + c, trim.gain,
                                 std::vector<float>(static_cast<std::size_t>(trim.delay)), 0});
            history_frames_ = std::max(history_frames_, trim.delay);
        }
        column += output.delivered.size();
    }
}

void TrimStage::reset() {
    for (Channel& channel : channels_) {
        std::fill(channel.ring.begin(), channel.ring.end(), 0.0F);
        channel.at = 0;
    }
}

void TrimStage::process(Planar<float> columns) {
    for (Channel& channel : channels_) {
        for (float& sample : columns[channel.column]) {
            sample *= channel.gain;
            if (channel.ring.empty()) continue;
            std::swap(sample, channel.ring[channel.at]);
            if (++channel.at == channel.ring.size()) channel.at = 0;
        }
    }
}

}  // namespace cavea
