// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The transport bar: buttons, timecode, the whole length with the loop range, the monitor, the
// load.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/view/actions.h"
#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::Icon;
using theme::px;

constexpr double kRow = 34;

void draw_buttons(Context& c) {
    const ImVec2 size{px(38), px(kRow)};
    ButtonLook look;
    look.enabled = c.player != nullptr;
    look.flat = false;
    if (button("start", theme::icon(Icon::Start), size, look)) locate(c, 0);
    ui::tag("transport/start");
    hint(c, "Go to the start (Home)");
    ImGui::SameLine(0, px(4));
    look.on = c.playing;
    look.on_fill = theme::rgb(0x1E7A56);
    const ImVec2 wide{px(52), px(kRow)};
    if (button("play", theme::icon(c.playing ? Icon::Stop : Icon::Play), wide, look)) {
        toggle_play(c);
    }
    ui::tag("transport/play");
    hint(c, c.playing ? "Stop here (Space)" : "Play from here (Space)");
    ImGui::SameLine(0, px(4));
    look.on = c.loop_on;
    look.on_fill = theme::kSelected;
    look.on_text = theme::kAccent;
    if (button("loop", theme::icon(Icon::Loop), size, look)) toggle_loop(c);
    ui::tag("transport/loop");
    hint(c, "Loop the range over the timeline (L); [ and ] put its ends at the position");
}

void draw_time(Context& c) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 colour = c.studio.has_mix() ? theme::kText : theme::kFaint;
    float width = 0;
    {
        const FontScope big(ui::fonts().big_mono);
        const std::string code = timecode(c.position_s, c.frames_per_s);
        width = text_width(code);
        draw_text_in(list, at, px(kRow), colour, code);
    }
    const FontScope mono(ui::fonts().mono);
    const std::string seconds = fmt::format("{:.3f} s", c.position_s);
    draw_text_in(list, {at.x + width + px(12), at.y}, px(kRow / 2), theme::kSoft, seconds);
    const std::string length = fmt::format("of {:.1f} s", c.length_s());
    draw_text_in(list, {at.x + width + px(12), at.y + px(kRow / 2)}, px(kRow / 2), theme::kFaint,
                 length);
    ImGui::Dummy({width + px(12) + px(92), px(kRow)});
    ui::tag("transport/time");
    hint(c, "Hours, minutes, seconds, frames; and seconds of the mix");
}

double tick_step(double length_s, double width) {
    const double wanted = length_s / std::max(width / px(90), 1.0);
    for (const double step : {0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0}) {
        if (step >= wanted) return step;
    }
    return 3600;
}

void draw_ruler(const Context& c, ImDrawList& list, ImVec2 at, float width) {
    const double length = c.length_s();
    const double step = tick_step(length, static_cast<double>(width));
    const FontScope mono(ui::fonts().mono);
    for (double t = step; t < length - step / 3; t += step) {
        const float x = at.x + static_cast<float>(t / length) * width;
        list.AddLine({x, at.y + px(24)}, {x, at.y + px(30)}, theme::rgb(0x4A5664));
        const std::string text =
            step < 1 ? fmt::format("{:.1f}", t)
                     : fmt::format("{}:{:02}", static_cast<int>(t) / 60, static_cast<int>(t) % 60);
        draw_text(list, {x + px(4), at.y + px(17)}, theme::kFaint, text);
    }
}

/// Upper part: the loop range; lower part: the position.
void timeline_input(Context& c, ImVec2 at, float width) {
    static_assert(kRow > 20);
    const ImGuiIO& io = ImGui::GetIO();
    const double length = c.length_s();
    const auto time_at = [&](float x) {
        return std::clamp(static_cast<double>((x - at.x) / width), 0.0, 1.0) * length;
    };
    const float strip = px(11);
    const bool on_strip = io.MouseClickedPos[0].y < at.y + strip || io.KeyShift;
    if (!ImGui::IsItemActive()) return;
    const double from = time_at(io.MouseClickedPos[0].x);
    const double now = time_at(io.MousePos.x);
    if (!on_strip) {
        if (ImGui::IsItemActivated() || io.MouseDelta.x != 0) locate(c, now);
    } else if (ImGui::IsMouseDragging(0, px(3)) && io.MouseDelta.x != 0) {
        set_loop(c, std::pair{std::min(from, now), std::max(from, now)}, true);
    }
}

void draw_timeline(Context& c, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = px(kRow);
    ImGui::InvisibleButton("timeline", {width, height});
    ui::tag("transport/timeline");
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, theme::kBackground, px(4));
    const double length = c.length_s();
    if (!(length > 0)) return;
    hint(c, "Click to go there; drag along the upper edge (or with Shift) to set the loop");
    timeline_input(c, at, width);
    const auto place = [&](double t) {
        return at.x + static_cast<float>(std::clamp(t / length, 0.0, 1.0)) * width;
    };
    if (c.loop) {
        const ImU32 colour = c.loop_on ? theme::kAccent : theme::kFaint;
        const float x0 = place(c.loop->first);
        const float x1 = place(c.loop->second);
        list.AddRectFilled({x0, at.y}, {x1, at.y + height}, theme::faded(colour, 0.16));
        list.AddRectFilled({x0, at.y}, {x1, at.y + px(5)}, colour, px(2));
    }
    draw_ruler(c, list, at, width);
    const float x = place(c.position_s);
    list.AddRectFilled({at.x, at.y + height - px(3)}, {x, at.y + height},
                       theme::faded(theme::kAccent, 0.7), px(2));
    list.AddLine({x, at.y}, {x, at.y + height}, theme::kText, px(1.5));
    list.AddTriangleFilled({x - px(5), at.y}, {x + px(5), at.y}, {x, at.y + px(7)}, theme::kText);
}

void draw_monitor(Context& c) {
    const std::string current = c.host.monitor();
    ImGui::SetNextItemWidth(px(104));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(9), (px(kRow) - ImGui::GetFontSize()) / 2});
    if (ImGui::BeginCombo("##monitor", current.c_str(), ImGuiComboFlags_HeightLarge)) {
        const auto names = c.host.monitor_names();
        for (std::size_t i = 0; i < names.size(); ++i) {
            ImGui::PushID(static_cast<int>(i));
            if (ImGui::Selectable(names[i].c_str(), names[i] == current)) {
                c.host.set_monitor(names[i]);
            }
            ui::tag(fmt::format("monitor/{}", names[i]));
            ImGui::PopID();
        }
        ImGui::EndCombo();
    } else {
        ui::tag("transport/monitor");
        hint(c, "Monitor: the loudspeakers, or headphones, that the mix is rendered to now");
    }
    ImGui::PopStyleVar();
    ImGui::SameLine(0, px(4));
    ButtonLook look;
    look.flat = false;
    look.on = c.host.dim();
    look.on_fill = theme::rgb(0x6A4E1A);
    look.on_text = theme::kHeld;
    if (button("dim", "DIM", {px(42), px(kRow)}, look)) c.host.set_dim(!c.host.dim());
    ui::tag("transport/dim");
    hint(c, "Dim the monitor by 20 dB (D)");
    ImGui::SameLine(0, px(4));
    look.on = c.host.monitor_mute();
    look.on_fill = theme::rgb(0x742A2A);
    look.on_text = theme::rgb(0xFFB0AE);
    if (button("mute", "MUTE", {px(48), px(kRow)}, look)) {
        c.host.set_monitor_mute(!c.host.monitor_mute());
    }
    ui::tag("transport/mute");
    hint(c, "Mute the monitor (Shift+M)");
}

void draw_load(Context& c) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = px(92);
    ImGui::Dummy({width, px(kRow)});
    ui::tag("transport/load");
    const double load = c.player != nullptr ? c.player->load : 0;
    const double peak = c.player != nullptr ? c.player->peak_load : 0;
    const std::uint64_t late = c.player != nullptr ? c.player->late_blocks + c.player->late_wet : 0;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float half = px(kRow / 2);
    const std::string text =
        c.host.loading() ? "preparing" : fmt::format("load {:.0f} %", 100 * load);
    draw_text_in(list, at, half, c.player != nullptr ? theme::kSoft : theme::kFaint, text);
    if (late > 0) {
        const std::string count = fmt::format("{} late", late);
        draw_text_in(list, {at.x + width - text_width(count), at.y}, half, theme::kWarn, count);
    }
    const float y = at.y + half + px(5);
    list.AddRectFilled({at.x, y}, {at.x + width, y + px(5)}, theme::kRaised, px(2));
    const ImU32 colour = load > 0.9 ? theme::kBad : (load > 0.7 ? theme::kWarn : theme::kGood);
    const float end = at.x + static_cast<float>(std::min(load, 1.0)) * width;
    list.AddRectFilled({at.x, y}, {end, y + px(5)}, colour, px(2));
    const float top = at.x + static_cast<float>(std::min(peak, 1.0)) * width;
    if (peak > 0.01) {
        list.AddLine({top, y - px(1)}, {top, y + px(6)}, peak > 0.9 ? theme::kBad : theme::kSoft);
    }
    if (c.player == nullptr) return hint(c, "How busy the player is");
    hint(c, fmt::format("Load {:.0f} %, at worst {:.0f} %; {} blocks late, {} without rooms; rooms "
                        "by {}",
                        100 * load, 100 * peak, c.player->late_blocks, c.player->late_wet,
                        c.host.wet_engine()));
}

}  // namespace

void draw_transport(Context& c) {
    ImGui::SetCursorPos({px(10), px(7)});
    draw_buttons(c);
    ImGui::SameLine(0, px(16));
    draw_time(c);
    ImGui::SameLine(0, px(12));
    const float tail = px(104 + 42 + 48 + 8 + 92 + 16 + 10 + 14);
    const float width = std::max(ImGui::GetContentRegionAvail().x - tail, px(80));
    draw_timeline(c, width);
    ImGui::SameLine(0, px(14));
    draw_monitor(c);
    ImGui::SameLine(0, px(16));
    draw_load(c);
}

}  // namespace cavea::gui
