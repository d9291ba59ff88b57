// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/actions.h"

#include <algorithm>
#include <vector>

namespace cavea::gui {
namespace {

constexpr double kShortestLoopS = 0.05;

}  // namespace

void toggle_play(Context& c) {
    if (c.player == nullptr) return;
    if (c.playing) {
        c.host.stop();
    } else {
        c.host.play();
    }
}

void locate(Context& c, double seconds) {
    if (c.studio.has_mix()) c.host.locate(std::clamp(seconds, 0.0, c.length_s()));
}

void step_frames(Context& c, int frames) {
    locate(c, c.position_s + static_cast<double>(frames) / c.frames_per_s);
}

void set_loop(Context& c, std::optional<std::pair<double, double>> range, bool on) {
    if (range) {
        range->first = std::clamp(range->first, 0.0, c.length_s());
        range->second = std::clamp(range->second, 0.0, c.length_s());
        if (range->second - range->first < kShortestLoopS) range.reset();
    }
    c.loop = range;
    c.loop_on = on && range.has_value();
    c.host.set_loop(c.loop_on ? range : std::nullopt);
}

void toggle_loop(Context& c) {
    if (!c.studio.has_mix()) return;
    const auto all = std::optional(std::pair{0.0, c.length_s()});
    set_loop(c, c.loop ? c.loop : all, !c.loop_on);
}

void mark_loop(Context& c, bool begin) {
    if (!c.studio.has_mix()) return;
    auto range = c.loop.value_or(std::pair{0.0, c.length_s()});
    (begin ? range.first : range.second) = c.position_s;
    // The other end follows a mark that passes it, to the end of the mix it opens to.
    if (range.second - range.first < kShortestLoopS) {
        range = begin ? std::pair{c.position_s, c.length_s()} : std::pair{0.0, c.position_s};
    }
    set_loop(c, range, true);
}

void edit_selection(Context& c, const std::string& name,
                    const std::function<void(std::size_t)>& edit) {
    const std::vector<std::size_t> items = c.studio.selection();
    if (items.empty()) return;
    c.studio.begin_gesture(name);
    for (const std::size_t item : items) edit(item);
    c.studio.end_gesture();
}

void mute_selection(Context& c) {
    const auto& items = c.studio.selection();
    const bool mute =
        std::any_of(items.begin(), items.end(), [&](std::size_t i) { return !c.studio.muted(i); });
    edit_selection(c, mute ? "Mute" : "Unmute", [&](std::size_t i) { c.studio.set_mute(i, mute); });
}

void solo_selection(Context& c) {
    const auto& items = c.studio.selection();
    const bool solo =
        std::any_of(items.begin(), items.end(), [&](std::size_t i) { return !c.studio.soloed(i); });
    edit_selection(c, solo ? "Solo" : "Unsolo", [&](std::size_t i) { c.studio.set_solo(i, solo); });
}

bool holds_selection(const Context& c) {
    const auto& items = c.studio.selection();
    return std::any_of(items.begin(), items.end(),
                       [&](std::size_t i) { return c.studio.held(i).has_value(); });
}

void release_selection(Context& c) {
    if (!holds_selection(c)) return;
    edit_selection(c, "Release", [&](std::size_t i) {
        if (c.studio.held(i)) c.studio.release(i);
    });
}

void write_selection(Context& c) {
    std::vector<std::size_t> items;
    for (const std::size_t i : c.studio.selection()) {
        if (c.studio.held(i)) items.push_back(i);
    }
    if (items.empty()) return;
    const auto [from, to] = c.write_range();
    c.studio.write_held(items, from, to);
}

void select_shown(Context& c) {
    std::vector<std::size_t> items;
    for (std::size_t i = 0; i < c.items.size(); ++i) {
        if (c.items[i].shown) items.push_back(i);
    }
    c.studio.select(items, Select::Only);
}

void show_stem(Context& c, std::size_t stem, bool add) {
    const auto shown = std::count(c.stem_shown.begin(), c.stem_shown.end(), true);
    if (add) {
        c.stem_shown[stem] = !c.stem_shown[stem];
    } else if (shown == 1 && c.stem_shown[stem]) {
        c.stem_shown.fill(true);
    } else {
        c.stem_shown.fill(false);
        c.stem_shown[stem] = true;
    }
    if (std::none_of(c.stem_shown.begin(), c.stem_shown.end(), [](bool b) { return b; })) {
        c.stem_shown.fill(true);
    }
}

}  // namespace cavea::gui
