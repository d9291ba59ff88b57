// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is written over the picture of a view: names, rings, directions, the lasso.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "gui/model/labels.h"
#include "gui/view/actions.h"
#include "gui/view/room_view.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

/// As many objects may all be named.
constexpr std::ptrdiff_t kNamesForAll = 24;
constexpr std::size_t kMostSounding = 12;
constexpr double kSoundingDb = -45;
/// Lower than this a view has no room for many words.
constexpr double kSmallView = 240;
constexpr std::size_t kBlocked = std::numeric_limits<std::size_t>::max();

ImVec2 at(Vec2 p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

/// Keep a place free of labels: one that finds room just there, and is not drawn.
void block(std::vector<LabelRequest>& requests, const Rect& rect) {
    constexpr double kGap = 3;  // of the labels from their points
    requests.push_back(
        {kBlocked, {rect.x - kGap, rect.y + rect.height / 2}, 0, {rect.width, rect.height}, 9});
}

const char* title_of(ViewKind kind) {
    constexpr std::array<const char*, kViews> kTitles{"3D", "Top", "Rear", "Side"};
    return kTitles[static_cast<std::size_t>(kind)];
}

}  // namespace

void RoomView::draw_overlay(Context& c, ImDrawList& list, const RoomScene& scene) {
    draw_rings(c, list);
    draw_labels(c, list, scene.floor());
    draw_lasso(list);
    draw_title(c, list);
}

void RoomView::draw_rings(const Context& c, ImDrawList& list) const {
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!places_[i]) continue;
        const bool selected = c.studio.selected(i);
        const bool hovered = c.studio.hovered == i;
        if (!selected && !hovered && !c.items[i].held) continue;
        const auto radius = static_cast<float>(radius_of(c.items[i]) * places_[i]->scale) + px(3);
        const ImVec2 p = at(places_[i]->pixel);
        if (c.items[i].held) {
            // A square: told from the round marks without colour.
            const float r = radius + px(2.5);
            list.AddRect({p.x - r, p.y - r}, {p.x + r, p.y + r}, theme::kHeld, px(2), 0, px(1.5));
        }
        if (selected) list.AddCircle(p, radius, theme::kText, 24, px(1.8));
        if (hovered && !selected) {
            list.AddCircle(p, radius, theme::faded(theme::kText, 0.55), 24, px(1.2));
        }
    }
}

/// Names in order of importance: what the pointer is on, what is selected, what is loud.
void RoomView::ask_for_objects(const Context& c, std::vector<LabelRequest>& requests,
                               std::vector<std::string>& texts) const {
    texts.assign(c.items.size(), {});
    const auto ask = [&](std::size_t i, int priority) {
        if (i >= places_.size() || !places_[i] || !texts[i].empty()) return;
        if (!rect_.contains(places_[i]->pixel)) return;
        texts[i] = elided_name(c.studio.scene().items()[i].name, px(130));
        const Vec2 size{static_cast<double>(text_width(texts[i]) + px(8)),
                        static_cast<double>(ImGui::GetFontSize() + px(2))};
        requests.push_back(
            {i, places_[i]->pixel, radius_of(c.items[i]) * places_[i]->scale + 2, size, priority});
    };
    if (c.items.empty()) return;
    if (c.studio.hovered) ask(*c.studio.hovered, 4);
    for (const std::size_t i : c.studio.selection()) ask(i, 3);
    const bool small = rect_.height < static_cast<double>(px(kSmallView));
    std::vector<std::pair<double, std::size_t>> loud;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (places_[i] && c.items[i].audible && c.items[i].level_db > kSoundingDb) {
            loud.emplace_back(-c.items[i].level_db, i);
        }
    }
    std::sort(loud.begin(), loud.end());
    loud.resize(std::min(loud.size(), small ? kMostSounding / 4 : kMostSounding));
    for (const auto& [db, i] : loud) ask(i, 2);
    const auto count =
        std::count_if(places_.begin(), places_.end(), [](const auto& p) { return p.has_value(); });
    const bool all = c.labels == LabelMode::All || (count <= kNamesForAll && !small);
    for (std::size_t i = 0; all && i < places_.size(); ++i) ask(i, c.items[i].audible ? 1 : 0);
}

/// Behind the objects' names in rank, as items behind the last object.
void RoomView::ask_for_speakers(const Context& c, std::vector<LabelRequest>& requests) const {
    // From the side loudspeakers hide each other; their names would be a heap.
    const bool flat = kind_ == ViewKind::Rear || kind_ == ViewKind::Side;
    if (flat && rect_.height < static_cast<double>(px(kSmallView))) return;
    const Camera& cam = c.cameras[static_cast<std::size_t>(kind_)];
    for (std::size_t i = 0; i < c.speakers.size(); ++i) {
        const auto place = project(cam, rect_, c.speakers[i].position);
        if (!place) continue;
        const Vec2 size{static_cast<double>(text_width(c.speakers[i].short_name)),
                        static_cast<double>(ImGui::GetFontSize())};
        requests.push_back(
            {c.items.size() + i, place->pixel, kSpeakerHalf * place->scale + 1, size, -1});
    }
}

void RoomView::draw_labels(const Context& c, ImDrawList& list, double floor) const {
    std::vector<LabelRequest> requests;
    std::vector<std::string> texts;
    // The title's corners are taken.
    const auto head = static_cast<double>(px(26));
    block(requests, {rect_.x, rect_.y, static_cast<double>(px(48)), head});
    block(requests, {rect_.x + rect_.width - head - 6, rect_.y, head + 6, head});
    const bool tiny = rect_.width < static_cast<double>(px(200));
    if (!tiny) draw_directions(c, list, floor, requests);
    ask_for_objects(c, requests, texts);
    if (!tiny) ask_for_speakers(c, requests);
    for (const PlacedLabel& label : place_labels(requests, rect_)) {
        if (label.item == kBlocked) continue;
        const ImVec2 low = at({label.rect.x, label.rect.y});
        if (label.item >= c.items.size()) {
            const std::size_t s = label.item - c.items.size();
            const bool lit = c.speaker_db[s] > kSoundingDb;
            draw_text(list, low, lit ? theme::rgb(0x8FDDBB) : theme::rgb(0x7C8896),
                      c.speakers[s].short_name);
            continue;
        }
        const bool marked = c.studio.selected(label.item) || c.studio.hovered == label.item;
        const ImVec2 high = at({label.rect.x + label.rect.width, label.rect.y + label.rect.height});
        list.AddRectFilled(low, high, theme::rgb(0x0C0F13, marked ? 0.85 : 0.5), px(3));
        const ImU32 colour =
            marked ? theme::kText
                   : (c.items[label.item].audible ? theme::rgb(0xC4CCD6) : theme::kFaint);
        draw_text(list, {low.x + px(4), low.y + px(1)}, colour, texts[label.item]);
    }
}

void RoomView::draw_directions(const Context& c, ImDrawList& list, double floor,
                               std::vector<LabelRequest>& requests) const {
    struct Mark {
        const char* text;
        Vec3 place;          ///< on the wall
        float across, down;  ///< which way out of the room, in the flat views
    };
    std::vector<Mark> marks;
    const bool flat = kind_ != ViewKind::Perspective;
    const double out = flat ? 1 : 1.13;
    if (kind_ == ViewKind::Perspective || kind_ == ViewKind::Top) {
        marks = {{"front", {0, out, floor}, 0, -1},
                 {"back", {0, -out, floor}, 0, 1},
                 {"left", {-out, 0, floor}, -1, 0},
                 {"right", {out, 0, floor}, 1, 0}};
    } else if (kind_ == ViewKind::Rear) {
        marks = {{"left", {-1, 0, floor / 2}, -1, 0}, {"right", {1, 0, floor / 2}, 1, 0}};
    } else {
        marks = {{"back", {0, -1, floor / 2}, -1, 0}, {"front", {0, 1, floor / 2}, 1, 0}};
    }
    const Camera& cam = c.cameras[static_cast<std::size_t>(kind_)];
    const float height = ImGui::GetFontSize();
    for (const Mark& mark : marks) {
        const auto place = project(cam, rect_, mark.place);
        if (!place) continue;
        const float width = text_width(mark.text);
        ImVec2 low = at(place->pixel);
        low.x -= width / 2;
        low.y -= height / 2;
        if (flat) {
            low.x += mark.across * (width / 2 + px(10));
            low.y += mark.down * (height / 2 + px(8));
        }
        draw_text(list, low, theme::kFaint, mark.text);
        block(requests, {static_cast<double>(low.x), static_cast<double>(low.y),
                         static_cast<double>(width), static_cast<double>(height)});
    }
}

void RoomView::draw_lasso(ImDrawList& list) const {
    if (doing_ != Doing::Lasso || lasso_.size() < 2) return;
    std::vector<ImVec2> points;
    points.reserve(lasso_.size());
    for (const Vec2& p : lasso_) points.push_back(at(p));
    list.AddPolyline(points.data(), static_cast<int>(points.size()), theme::kAccent,
                     ImDrawFlags_Closed, px(1.5));
}

void RoomView::draw_title(Context& c, ImDrawList& list) {
    const ImVec2 low = at({rect_.x, rect_.y});
    {
        const FontScope strong(ui::fonts().strong);
        draw_text(list, {low.x + px(10), low.y + px(7)}, theme::kSoft, title_of(kind_));
    }
    ImGui::PushID(title_of(kind_));
    const ImVec2 size{px(24), px(22)};
    ImGui::SetCursorScreenPos(
        {low.x + static_cast<float>(rect_.width) - size.x - px(5), low.y + px(4)});
    const bool alone = !c.four_views;
    if (button("grow", theme::icon(alone ? theme::Icon::Shrink : theme::Icon::Expand), size)) {
        c.four_views = alone;
        c.single_view = kind_;
    }
    ui::tag(fmt::format("{}/maximise", name(kind_)));
    hint(c, alone ? "All four views (0)" : "This view alone (1 to 4)");
    ImGui::PopID();
}

}  // namespace cavea::gui
