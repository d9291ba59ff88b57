// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/room_scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "gui/view/room_parts.h"
#include "gui/view/theme.h"

namespace cavea::gui {
namespace {

constexpr double kBelowSpeaker = 0.12;
constexpr double kBelowObject = 0.06;
/// More trails than this are a tangle.
constexpr std::size_t kMostTrails = 12;
constexpr std::size_t kCrowd = 40;

bool visible(const ItemFrame& item) { return item.shown && item.state.sounds; }

}  // namespace

double lowest_of(const Scene& scene) {
    // Few enough that opening a mix of a thousand objects does not stop for it.
    constexpr std::size_t kLooks = 20'000;
    const std::size_t count = scene.items().size();
    if (count == 0) return 0;
    const std::size_t moments = std::clamp<std::size_t>(kLooks / count, 4, 64);
    double out = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (scene.items()[i].kind != ItemKind::Object) continue;
        for (const Vec3& p : scene.trail(i, 0, scene.length_s(), moments)) out = std::min(out, p.z);
    }
    return out;
}

double floor_of(const std::vector<Speaker>& speakers, double lowest) {
    double out = std::min(-parts::kEarHeight, lowest - kBelowObject);
    for (const Speaker& s : speakers) {
        if (!s.lfe) out = std::min(out, s.position.z - kBelowSpeaker);
    }
    return std::max(out, -1.2);
}

std::vector<Vec3> room_corners(double floor) {
    std::vector<Vec3> out;
    for (const double x : {-1.0, 1.0}) {
        for (const double y : {-1.0, 1.0}) {
            out.emplace_back(x, y, floor);
            out.emplace_back(x, y, 1);
        }
    }
    return out;
}

double radius_of(const ItemFrame& item) { return kObjectRadius * (0.85 + 0.35 * item.level); }

Colour colour_of(const Context& c, std::size_t item) {
    const ItemFrame& frame = c.items[item];
    const Colour stem = theme::rgb(look(c.studio.scene().items()[item].stem).rgb);
    if (!frame.audible) return theme::faded(theme::mixed(stem, theme::rgb(0x4A525C), 0.8), 0.4);
    // While nothing plays nothing is loud: colours then say which stem, at full strength.
    // What is selected stays easy to see, however soft.
    const bool marked = c.studio.selected(item) || c.studio.hovered == item;
    const double life = std::max(c.playing ? frame.level : 0.75, marked ? 0.75 : 0.0);
    return theme::faded(theme::mixed(theme::mixed(stem, theme::rgb(0x232A33), 0.55), stem, life),
                        0.45 + 0.55 * std::min(life * 1.6, 1.0));
}

void RoomScene::update(Context& c) {
    const auto programme = c.studio.has_mix() ? c.studio.programme() : nullptr;
    if (programme != programme_) {
        programme_ = programme;
        lowest_ = programme != nullptr ? lowest_of(c.studio.scene()) : 0;
    }
    const double floor = floor_of(c.speakers, lowest_);
    if (floor != floor_) {
        floor_ = floor;
        make_room();
    }
    trailing_.clear();
    if (!c.studio.has_mix() || !c.trails) return;
    trails_.update(c.studio.scene(), programme_.get(), c.position_s);
    choose_trails(c);
}

/// The room's shell, its screen and its seats.
void RoomScene::make_room() {
    room_ = {};
    parts::add_floor(room_, floor_);
    parts::add_walls(room_, floor_);
    parts::add_screen(room_);
    parts::add_audience(room_, floor_);
}

/// Selected and hovered objects first, then the loudest of those that move.
void RoomScene::choose_trails(const Context& c) {
    struct Wish {
        double rank;
        std::size_t item;
    };
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < c.items.size() && i < trails_.all().size(); ++i) {
        if (!trails_.all()[i].moves || c.items[i].held || !c.items[i].shown) continue;
        const bool asked = c.studio.selected(i) || c.studio.hovered == i;
        if (!asked && (!visible(c.items[i]) || !c.items[i].audible)) continue;
        wishes.push_back({asked ? 1000.0 : c.items[i].level_db, i});
    }
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const Wish& a, const Wish& b) { return a.rank > b.rank; });
    wishes.resize(std::min(wishes.size(), kMostTrails));
    for (const Wish& wish : wishes) trailing_.push_back(wish.item);
    std::sort(trailing_.begin(), trailing_.end());
}

void RoomScene::add_speakers(const Context& c, ViewScene& out) const {
    for (std::size_t i = 0; i < c.speakers.size(); ++i) {
        const Speaker& s = c.speakers[i];
        const double level = deflection(c.speaker_db[i]);
        const Colour rest = theme::rgb(0x5A6675);
        parts::add_speaker(out, s, floor_, theme::mixed(rest, theme::rgb(0x5CE0A8), level), level);
    }
}

void RoomScene::add_trail(const Context& c, std::size_t item, ViewScene& out) const {
    const Trails::Trail& t = trails_.all()[item];
    if (t.points.size() < 2) return;
    const Colour stem = theme::rgb(look(c.studio.scene().items()[item].stem).rgb);
    const double now = c.position_s / Trails::kStepS;
    // What comes is brighter than what was; both fade away from now.
    const auto at = [&](std::size_t k) {
        const double d = static_cast<double>(t.first + static_cast<std::int64_t>(k)) - now;
        const double near = std::max(0.0, 1 - std::abs(d) / static_cast<double>(Trails::kReach));
        return parts::vertex(t.points[k], theme::faded(stem, (d < 0 ? 0.45 : 0.9) * near));
    };
    for (std::size_t k = 1; k < t.points.size(); ++k) {
        if (t.points[k] == t.points[k - 1]) continue;
        out.lines.push_back(at(k - 1));
        out.lines.push_back(at(k));
    }
}

void RoomScene::add_objects(const Context& c, ViewKind view, ViewScene& out) const {
    const auto crowd = static_cast<std::size_t>(std::count_if(
        c.items.begin(), c.items.end(), [](const ItemFrame& i) { return visible(i); }));
    for (std::size_t i = 0; i < c.items.size(); ++i) {
        const ItemFrame& item = c.items[i];
        if (!c.is_object(i)) continue;
        const bool marked = c.studio.selected(i) || c.studio.hovered == i;
        if (!visible(item) && !(marked && item.shown)) continue;
        const Vec3 p = item.state.position;
        const Colour colour = colour_of(c, i);
        const auto r = static_cast<float>(radius_of(item));
        const float glow = c.playing && item.audible ? static_cast<float>(item.level) * 0.6F : 0;
        out.spheres.push_back({static_cast<float>(p.x), static_cast<float>(p.y),
                               static_cast<float>(p.z), r, colour, glow});
        const Vec3 e = item.state.extent;
        if (std::max({e.x, e.y, e.z}) > 0.01) {
            out.shells.push_back({static_cast<float>(p.x), static_cast<float>(p.y),
                                  static_cast<float>(p.z), static_cast<float>(std::max(e.x, 0.02)),
                                  static_cast<float>(std::max(e.y, 0.02)),
                                  static_cast<float>(std::max(e.z, 0.02)),
                                  theme::faded(colour, marked ? 0.30 : 0.16)});
        }
        if (view == ViewKind::Top) continue;
        if (view == ViewKind::Perspective)
            parts::add_shadow(out, p, floor_, crowd > kCrowd ? 6 : 12);
        // Height of each of many is noise; of those that matter it is what one looks for.
        if (marked || (crowd <= kCrowd && view == ViewKind::Perspective)) {
            parts::add_stalk(out, p, floor_, theme::faded(colour, marked ? 0.9 : 0.4));
        }
    }
}

ViewScene RoomScene::build(const Context& c, ViewKind view) const {
    ViewScene out = room_;
    out.view = view;
    add_speakers(c, out);
    if (!c.studio.has_mix()) return out;
    for (const std::size_t item : trailing_) add_trail(c, item, out);
    add_objects(c, view, out);
    return out;
}

}  // namespace cavea::gui
