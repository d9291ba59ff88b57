// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/ui_context.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/view/theme.h"
#include "gui/view/ui.h"

namespace cavea::gui {

UiContext::UiContext(FontFiles files) : files_(std::move(files)) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // what is worth keeping stands in the studio's own file
    io.LogFilename = nullptr;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    fit(1, "");
}

UiContext::~UiContext() {
    ui::fonts() = {};
    ImGui::DestroyContext();
}

bool UiContext::fit(double scale, const std::string& characters) {
    const double wanted = std::isfinite(scale) ? std::clamp(scale, 0.5, 5.0) : 1.0;
    if (wanted == scale_ && characters == characters_) return false;
    scale_ = wanted;
    characters_ = characters;
    build_fonts(files_, static_cast<float>(wanted), characters_);
    theme::apply();
    return true;
}

}  // namespace cavea::gui
