// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loudspeaker meters, loudness, and the log.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

constexpr std::array<int, 6> kScaleDb{0, -10, -20, -30, -40, -60};

/// Levels in three colours, so that a glance tells near full scale from safe.
void draw_column(ImDrawList& list, ImVec2 low, ImVec2 high, const MeterValue& value) {
    list.AddRectFilled(low, high, theme::kBackground, px(2));
    const float height = high.y - low.y;
    const auto y_of = [&](double db) {
        return high.y - static_cast<float>(deflection(db)) * height;
    };
    const std::array<std::pair<double, ImU32>, 3> zones{
        {{-9, theme::kGood}, {-1, theme::kWarn}, {0, theme::kBad}}};
    double from = kSilenceDb;
    for (const auto& [to, colour] : zones) {
        if (value.db <= from) break;
        list.AddRectFilled({low.x, y_of(std::min(value.db, to))}, {high.x, y_of(from)}, colour);
        from = to;
    }
    if (value.hold_db > -60) {
        const float y = y_of(value.hold_db);
        list.AddRectFilled({low.x, y - px(1)}, {high.x, y + px(0.5)}, level_colour(value.hold_db));
    }
    if (value.over) list.AddRectFilled(low, {high.x, low.y + px(4)}, theme::kBad, px(1));
}

void draw_scale(ImDrawList& list, ImVec2 low, float height, float right) {
    for (const int db : kScaleDb) {
        const float y = low.y + height * (1 - static_cast<float>(deflection(db)));
        list.AddLine({low.x + px(26), y}, {right, y}, theme::faded(theme::kLine, 0.7));
        const std::string text = fmt::format("{}", db);
        draw_text(list, {low.x + px(22) - text_width(text), y - ImGui::GetFontSize() / 2},
                  theme::kFaint, text);
    }
}

std::string channel_name(const layout::Layout& layout, const std::vector<Speaker>& speakers,
                         std::size_t i) {
    if (i < speakers.size() && !speakers[i].short_name.empty()) return speakers[i].short_name;
    return i < layout.channels.size() ? layout.channels[i].name : fmt::format("{}", i + 1);
}

}  // namespace

void draw_meters(Context& c) {
    const layout::Layout& layout = c.host.delivered_layout();
    const auto& levels = c.levels.outputs();
    panel_title("Loudspeakers", c.host.monitor());
    const std::size_t count = std::max(layout.channels.size(), levels.size());
    const auto speakers = speakers_of(layout);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::GetContentRegionAvail().y;
    const float names = ImGui::GetFontSize() + px(10);
    const float bars = std::max(height - names, px(20));
    ImVec2 at = ImGui::GetCursorScreenPos();
    at.y += px(4);  // half of the number at the top
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_scale(list, at, bars, at.x + width);
    if (count == 0) return;
    const float left = px(34);
    const float pitch = std::min((width - left) / static_cast<float>(count), px(96));
    const float bar = std::max(std::floor(std::min(pitch * 0.62F, px(26))), 2.0F);
    for (std::size_t i = 0; i < count; ++i) {
        const float centre = at.x + left + pitch * (static_cast<float>(i) + 0.5F);
        const MeterValue value = i < levels.size() ? levels[i] : MeterValue{};
        const ImVec2 low{std::floor(centre - bar / 2), at.y};
        draw_column(list, low, {low.x + bar, at.y + bars}, value);
        const std::string name = channel_name(layout, speakers, i);
        const std::string text = elided(name, pitch - px(1));
        draw_text(list, {centre - text_width(text) / 2, at.y + bars + px(4)}, theme::kSoft, text);
        ImGui::SetCursorScreenPos({centre - pitch / 2, at.y});
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::InvisibleButton("bar", {pitch, std::max(height, 1.0F)})) c.levels.clear_overs();
        ImGui::PopID();
        const std::string label = i < layout.channels.size() ? layout.channels[i].name : name;
        ui::tag(fmt::format("meters/{}", label));
        if (ImGui::IsItemHovered()) {
            c.hint = fmt::format("{} ({}): {} dBFS, peak {} dBFS; click clears the marks", label,
                                 name, db_text(value.db), db_text(value.hold_db));
        }
    }
}

void draw_loudness(Context& c) {
    panel_title("Loudness", "LUFS");
    const auto text = [](const std::optional<double>& lufs) {
        return lufs ? fmt::format("{:.1f}", *lufs) : std::string("--.-");
    };
    const live::LiveLoudness none;
    const live::LiveLoudness& l = c.player != nullptr ? c.player->loudness : none;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    {
        const FontScope big(ui::fonts().big_mono);
        draw_text(list, at, l.integrated ? theme::kText : theme::kFaint, text(l.integrated));
        ImGui::Dummy({width / 2, ImGui::GetFontSize()});
    }
    ui::tag("loudness/integrated");
    hint(c, "Integrated loudness since the last locate (ITU-R BS.1770)");
    draw_text(list, {at.x, ImGui::GetCursorScreenPos().y - px(2)}, theme::kFaint, "integrated");
    const std::array<std::pair<const char*, std::string>, 2> rows{
        {{"short-term", text(l.short_term)}, {"momentary", text(l.momentary)}}};
    float y = at.y;
    for (const auto& [name, value] : rows) {
        draw_text(list, {at.x + width * 0.5F, y}, theme::kFaint, name);
        const FontScope mono(ui::fonts().mono);
        draw_text(list, {at.x + width - text_width(value), y}, theme::kText, value);
        y += ImGui::GetFontSize() + px(8);
    }
}

void draw_log(Context& c) {
    const auto& notices = c.studio.notices();
    panel_title("Log", fmt::format("{}", notices.size()));
    ImGui::BeginChild("lines");
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(notices.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            // Newest first: what just happened is what one looks for.
            const Notice& n = notices[notices.size() - 1 - static_cast<std::size_t>(i)];
            const ImU32 colour =
                n.level == Notice::Level::Error
                    ? theme::kBad
                    : (n.level == Notice::Level::Warning ? theme::kWarn : theme::kSoft);
            ImGui::PushStyleColor(ImGuiCol_Text, colour);
            ImGui::TextUnformatted(elided(n.text, ImGui::GetContentRegionAvail().x).c_str());
            ImGui::PopStyleColor();
            if (ImGui::IsItemHovered()) c.hint = n.text;
        }
    }
    clipper.End();
    ImGui::EndChild();
    ui::tag("log");
}

}  // namespace cavea::gui
