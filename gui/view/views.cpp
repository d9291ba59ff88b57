// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frame: where each panel lies, and the order in which all is drawn.
#include "gui/view/views.h"

#include <algorithm>
#include <cmath>

#include "gui/view/commands.h"
#include "gui/view/dump.h"
#include "gui/view/panels.h"
#include "gui/view/room_views.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

constexpr ImGuiWindowFlags kFixed =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

/// Rectangles of the panels in this frame; a width of nothing = hidden.
struct Areas {
    Rect transport, objects, views, meters, log, inspector, loudness, status;
    Rect left_edge, right_edge, bottom_edge;
};

Areas arrange(const Context& c, const Panels& shown, const Rect& all) {
    const auto u = [](double design) { return static_cast<double>(std::round(px(design))); };
    Areas a;
    const double gap = u(5);
    a.transport = {all.x, all.y, all.width, u(48)};
    const double status = u(24);
    const double y = all.y + a.transport.height + gap;
    const double height = std::max(all.height - a.transport.height - status - gap, 10.0);
    a.status = {all.x, y + height, all.width, status};
    // Panels give way before the room does.
    const double most = std::floor(all.width * 0.32);
    const bool right_column = shown.inspector || shown.loudness;
    const double left = shown.objects ? std::min(u(static_cast<double>(c.left)), most) : 0;
    const double right = right_column ? std::min(u(static_cast<double>(c.right)), most) : 0;
    double x0 = all.x + gap;
    double x1 = all.x + all.width - gap;
    if (left > 0) {
        a.objects = {x0, y, left, height};
        x0 += left + gap;
        a.left_edge = {x0 - gap, y, gap, height};
    }
    if (right > 0) {
        const double loudness = shown.loudness ? u(106) : 0;
        const double x = x1 - right;
        if (shown.loudness) {
            const double h = shown.inspector ? loudness : height;
            a.loudness = {x, y + height - h, right, h};
        }
        if (shown.inspector) {
            const double h = shown.loudness ? height - loudness - gap : height;
            a.inspector = {x, y, right, h};
        }
        x1 = x - gap;
        a.right_edge = {x1, y, gap, height};
    }
    const bool bottom_row = shown.meters || shown.log;
    const double wanted = u(static_cast<double>(c.bottom));
    const double bottom = bottom_row ? std::min(wanted, std::floor(height * 0.5)) : 0;
    a.views = {x0, y, std::max(x1 - x0, 10.0), height - (bottom_row ? bottom + gap : 0)};
    if (bottom_row) {
        const double by = y + height - bottom;
        a.bottom_edge = {x0, by - gap, x1 - x0, gap};
        const double width = x1 - x0;
        const double meters = shown.log ? std::floor((width - gap) / 2) : width;
        if (shown.meters) a.meters = {x0, by, meters, bottom};
        const double lx = shown.meters ? x0 + meters + gap : x0;
        if (shown.log) a.log = {lx, by, x1 - lx, bottom};
    }
    return a;
}

template <class Draw>
void panel(const char* id, const Rect& rect, Draw draw, bool padded = true,
           ImGuiWindowFlags more = ImGuiWindowFlags_NoScrollbar |
                                   ImGuiWindowFlags_NoScrollWithMouse) {
    if (rect.width < 1 || rect.height < 1) return;
    ImGui::SetCursorScreenPos({static_cast<float>(rect.x), static_cast<float>(rect.y)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(12), px(8)});
    ImGui::BeginChild(id, {static_cast<float>(rect.width), static_cast<float>(rect.height)}, false,
                      padded ? ImGuiWindowFlags_AlwaysUseWindowPadding | more
                             : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    draw();
    ImGui::EndChild();
}

}  // namespace

struct Views::Impl {
    Impl(Studio& studio, Host& host)
        : context(studio, host), files(context), commands(make_commands(context, files)) {}

    void draw(double seconds);
    void draw_panels(const Areas& areas);
    void move_edges(const Areas& areas);
    void follow_mix();

    Context context;
    FileDialogs files;
    std::vector<Command> commands;
    ObjectList objects;
    RoomViews rooms;
    Cards cards;
    Rect views_area;
    float style_scale = 0;
    /// Of the mix that the loop and the filter belong to.
    std::shared_ptr<const programme::Programme> master;
};

/// Another mix begins with nothing filtered away, no loop, and nothing in the hand.
void Views::Impl::follow_mix() {
    const auto now = context.studio.has_mix() ? context.studio.mix().master : nullptr;
    if (now == master) return;
    master = now;
    rooms.let_go(context);
    context.stem_shown.fill(true);
    context.search[0] = '\0';
    if (context.loop_on) context.host.set_loop(std::nullopt);
    context.loop.reset();
    context.loop_on = false;
}

void Views::Impl::draw_panels(const Areas& a) {
    Context& c = context;
    panel(
        "transport", a.transport, [&] { draw_transport(c); }, false);
    const bool mix = c.studio.has_mix();
    panel("objects", a.objects, [&] {
        if (mix) objects.draw(c);
    });
    // The only one whose content may be longer than itself; lists scroll within.
    panel(
        "inspector", a.inspector, [&] { draw_inspector(c); }, true, 0);
    panel("loudness", a.loudness, [&] { draw_loudness(c); });
    panel("meters", a.meters, [&] { draw_meters(c); });
    panel("log", a.log, [&] { draw_log(c); });
    panel(
        "views", a.views,
        [&] {
            if (mix) {
                rooms.draw(c, a.views);
            } else {
                rooms.draw_still(c, a.views);
                draw_empty_state(c, files);
            }
        },
        false);
    panel(
        "status", a.status, [&] { draw_status(c); }, false);
}

void Views::Impl::move_edges(const Areas& a) {
    Context& c = context;
    const float unit = 1 / ui::scale();
    c.left = std::clamp(c.left + splitter("##left", a.left_edge, true) * unit, 200.0F, 640.0F);
    c.right = std::clamp(c.right - splitter("##right", a.right_edge, true) * unit, 250.0F, 640.0F);
    c.bottom =
        std::clamp(c.bottom - splitter("##bottom", a.bottom_edge, false) * unit, 90.0F, 600.0F);
}

void Views::Impl::draw(double seconds) {
    if (style_scale != ui::scale()) {
        style_scale = ui::scale();
        theme::apply();
    }
    Context& c = context;
    begin_frame(c, seconds);
    follow_mix();
    const bool modal = files.shown();
    const bool page = c.keys_shown || c.about_shown;
    const bool escape = ui::pressed(ui::Key::Escape);
    if (!modal && !(escape && (page || c.gesture_open))) run_keys(commands);
    draw_menu_bar(c, commands, files);
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen.WorkPos);
    ImGui::SetNextWindowSize(screen.WorkSize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::kBackground);
    ImGui::Begin("##frame", nullptr, kFixed);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    const Rect all{static_cast<double>(screen.WorkPos.x), static_cast<double>(screen.WorkPos.y),
                   static_cast<double>(screen.WorkSize.x), static_cast<double>(screen.WorkSize.y)};
    // Without a mix there is nothing to inspect or to measure.
    const Areas areas =
        arrange(c, c.studio.has_mix() ? c.panels : Panels{false, false, false, false, false}, all);
    views_area = areas.views;
    draw_panels(areas);
    move_edges(areas);
    ImGui::End();
    cards.draw(c, areas.views);
    draw_key_overlay(c, commands);
    draw_about(c);
    files.draw();
    c.studio.hovered = c.hovered_next;
}

Views::Views(Studio& studio, Host& host) : impl_(std::make_unique<Impl>(studio, host)) {}
Views::~Views() = default;

void Views::draw(double seconds) { impl_->draw(seconds); }

bool Views::wants_frame() const {
    const Context& c = impl_->context;
    return c.playing || c.levels.moving() || impl_->cards.fading() || impl_->rooms.busy() ||
           c.host.loading() || !impl_->rooms.scene().trails().complete();
}

std::string Views::dump() const { return gui::dump(impl_->context, impl_->files); }

}  // namespace cavea::gui
