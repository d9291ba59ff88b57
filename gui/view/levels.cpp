// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace cavea::gui {
namespace {

/// IEC 60268-10, type I: back by 20 dB in 1.7 s.
constexpr double kFallDbPerS = 20 / 1.7;
constexpr double kHoldS = 1.5;

double fallen(double from_db, double to_db_, double seconds) {
    return std::max({to_db_, from_db - kFallDbPerS * seconds, kSilenceDb});
}

}  // namespace

double to_db(double linear) {
    if (!(linear > 0)) return kSilenceDb;
    return std::max(20 * std::log10(linear), kSilenceDb);
}

double deflection(double level_db) {
    constexpr std::array<std::pair<double, double>, 7> kScale{
        {{-70, 0}, {-60, 0.025}, {-50, 0.075}, {-40, 0.15}, {-30, 0.30}, {-20, 0.50}, {0, 1}}};
    if (!(level_db > kScale.front().first)) return 0;
    for (std::size_t i = 1; i < kScale.size(); ++i) {
        const auto [low, from] = kScale[i - 1];
        const auto [high, to] = kScale[i];
        if (level_db < high) return from + (to - from) * (level_db - low) / (high - low);
    }
    return 1;
}

void Levels::update(const live::PlayerState* player, const Scene& scene, double seconds) {
    const bool sounds = player != nullptr && player->playing;
    items_.resize(scene.items().size(), kSilenceDb);
    moving_ = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        double peak = 0;
        if (sounds) {
            for (const std::size_t source : scene.items()[i].sources) {
                if (source >= player->source_peak.size()) continue;
                peak = std::max(peak, static_cast<double>(player->source_peak[source]));
            }
        }
        items_[i] = fallen(items_[i], to_db(peak), seconds);
        moving_ = moving_ || items_[i] > -70;
    }
    outputs_.resize(player != nullptr ? player->output_peak.size() : 0);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        MeterValue& m = outputs_[i];
        const double now = sounds ? to_db(static_cast<double>(player->output_peak[i])) : kSilenceDb;
        m.db = fallen(m.db, now, seconds);
        m.over = m.over || now >= 0;
        m.hold_age_s += seconds;
        if (m.db >= m.hold_db) m.hold_db = m.db, m.hold_age_s = 0;
        if (m.hold_age_s > kHoldS) m.hold_db = fallen(m.hold_db, m.db, 2 * seconds);
        moving_ = moving_ || m.hold_db > -70;
    }
}

void Levels::clear_overs() {
    for (MeterValue& m : outputs_) m.over = false;
}

double Levels::item_db(std::size_t item) const {
    return item < items_.size() ? items_[item] : kSilenceDb;
}

}  // namespace cavea::gui
