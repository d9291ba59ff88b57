// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What must be seen although nobody asked: cards at the lower left of the views.
#include <fmt/format.h>

#include <algorithm>

#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

constexpr double kInfoS = 3;
constexpr double kWarningS = 10;
constexpr int kMost = 4;

ImU32 colour_of(Notice::Level level) {
    if (level == Notice::Level::Error) return theme::kBad;
    return level == Notice::Level::Warning ? theme::kWarn : theme::kAccent;
}

void begin_card(int index, Notice::Level level, const std::string& text, const Rect& area,
                float bottom) {
    const float wanted = std::clamp(text_width(text) + px(72), px(240), px(400));
    const float width = std::min(wanted, static_cast<float>(area.width) - px(24));
    ImGui::SetNextWindowPos({static_cast<float>(area.x) + px(12), bottom}, ImGuiCond_Always,
                            {0, 1});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, px(240)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::rgb(0x1C222A, 0.97));
    ImGui::Begin(fmt::format("##card{}", index).c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_AlwaysAutoResize);
    ImGui::PopStyleColor();
    const ImVec2 low = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + px(4), low.y + size.y},
                                              colour_of(level), px(2));
    ImGui::Indent(px(4));
}

void card_text(const std::string& text) {
    ImGui::PushTextWrapPos(ImGui::GetWindowWidth() - px(40));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
}

}  // namespace

/// \return whether it was closed
bool Cards::card(Context& c, int index, Notice::Level level, const std::string& text,
                 const Rect& area, float& bottom) {
    begin_card(index, level, text, area, bottom);
    card_text(text);
    ImGui::SameLine(ImGui::GetWindowWidth() - px(34));
    const bool closed = button("close", theme::icon(theme::Icon::Close), {px(22), px(20)});
    ui::tag(fmt::format("card/{}/close", index));
    hint(c, "Put this away; the log keeps it");
    bottom -= ImGui::GetWindowSize().y + px(8);
    ImGui::End();
    return closed;
}

void Cards::draw_recovery(Context& c, const Rect& area, float& bottom) {
    const std::string text = "The last session ended without saving. Its edits were kept.";
    begin_card(-1, Notice::Level::Warning, text, area, bottom);
    card_text(text);
    if (text_button("recover", "Recover the edits", true, true)) c.studio.recover();
    ui::tag("card/recover");
    ImGui::SameLine();
    if (text_button("discard", "Discard them")) c.studio.discard_recovery();
    ui::tag("card/discard");
    bottom -= ImGui::GetWindowSize().y + px(8);
    ImGui::End();
}

void Cards::draw(Context& c, const Rect& area) {
    auto bottom = static_cast<float>(area.y + area.height) - px(12);
    fading_ = false;
    if (c.studio.has_mix() && c.studio.can_recover()) draw_recovery(c, area, bottom);
    if (c.player != nullptr && !c.player->problem.empty()) {
        begin_card(-2, Notice::Level::Error, c.player->problem, area, bottom);
        card_text(c.player->problem);
        bottom -= ImGui::GetWindowSize().y + px(8);
        ImGui::End();
    }
    int shown = 0;
    const auto& notices = c.studio.notices();
    std::vector<Seen> seen;
    for (auto n = notices.rbegin(); n != notices.rend() && shown < kMost; ++n) {
        if (std::find(closed_.begin(), closed_.end(), n->number) != closed_.end()) continue;
        const auto known = std::find_if(seen_.begin(), seen_.end(),
                                        [&](const Seen& s) { return s.number == n->number; });
        const double at = known == seen_.end() ? c.time_s : known->at_s;
        const bool error = n->level == Notice::Level::Error;
        const double stays = n->level == Notice::Level::Warning ? kWarningS : kInfoS;
        if (!error && c.time_s - at > stays) {
            closed_.push_back(n->number);
            continue;
        }
        seen.push_back({n->number, at});
        fading_ = fading_ || !error;
        if (card(c, shown, n->level, n->text, area, bottom)) closed_.push_back(n->number);
        ++shown;
    }
    seen_ = std::move(seen);
}

}  // namespace cavea::gui
