// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cavea::gui {
namespace {

void update_items(Context& c) {
    const Scene& scene = c.studio.scene();
    c.items.resize(scene.items().size());
    for (std::size_t i = 0; i < c.items.size(); ++i) {
        ItemFrame& item = c.items[i];
        item.state = c.studio.state(i, c.position_s);
        item.level_db = c.levels.item_db(i);
        item.level = deflection(item.level_db);
        item.audible = c.studio.audible(i);
        item.held = c.studio.held(i).has_value();
        item.shown = c.stem_shown[static_cast<std::size_t>(scene.items()[i].stem)];
    }
}

/// A loudspeaker is lit by the channel of its name; behind a binaural monitor none is.
void update_speakers(Context& c) {
    const layout::Layout& panned = c.host.panned_layout();
    const layout::Layout& delivered = c.host.delivered_layout();
    c.speakers = speakers_of(panned);
    c.speaker_db.assign(c.speakers.size(), kSilenceDb);
    const auto& levels = c.levels.outputs();
    for (std::size_t i = 0; i < c.speakers.size(); ++i) {
        const auto channel = delivered.index_of(c.speakers[i].name);
        if (channel && *channel < levels.size()) c.speaker_db[i] = levels[*channel].db;
    }
}

}  // namespace

void begin_frame(Context& c, double seconds) {
    c.seconds = std::clamp(std::isfinite(seconds) ? seconds : 0.0, 0.0, 1.0);
    c.time_s += c.seconds;
    c.player = c.studio.has_mix() ? c.host.player() : nullptr;
    c.playing = c.player != nullptr && c.player->playing;
    c.position_s = 0;
    if (c.player != nullptr) {
        const auto rate = static_cast<double>(c.studio.scene().programme().rate_hz);
        c.position_s = rate > 0 ? static_cast<double>(c.player->position) / rate : 0;
    }
    static const Scene kNoScene;
    c.levels.update(c.player, c.studio.has_mix() ? c.studio.scene() : kNoScene, c.seconds);
    if (c.studio.has_mix()) {
        update_items(c);
    } else {
        c.items.clear();
    }
    update_speakers(c);
    c.hovered_next.reset();
    c.hint.clear();
}

std::string timecode(double seconds, int frames_per_s) {
    const double limited = std::clamp(std::isfinite(seconds) ? seconds : 0.0, 0.0, 359'999.0);
    // A locate to a frame's start must show that frame though the sample grid rounds.
    const auto frames = static_cast<std::int64_t>(std::floor(limited * frames_per_s + 1e-3));
    const std::int64_t whole = frames / frames_per_s;
    return fmt::format("{:02}:{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60,
                       frames % frames_per_s);
}

std::string db_text(double db, int decimals) {
    if (!(db > kSilenceDb + 0.5)) return "-inf";
    return fmt::format("{:.{}f}", db, decimals);
}

}  // namespace cavea::gui
