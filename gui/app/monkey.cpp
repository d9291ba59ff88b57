// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/monkey.h"

#include <imgui.h>

#include <iterator>

namespace cavea::gui {
namespace {

/// Files and the end of the program are left alone: the monkey shall not write over what it finds.
bool spared(const std::string& name) {
    for (const char* part : {"save", "open", "file", "quit", "recent", "discard", "browse"}) {
        if (name.find(part) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

/// Half of the time something that has a name, else any pixel.
void Monkey::point() {
    const auto& rects = ui::registry().rects();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    Vec2 at(static_cast<double>(below(static_cast<std::uint64_t>(size.x) + 1)),
            static_cast<double>(below(static_cast<std::uint64_t>(size.y) + 1)));
    if (!rects.empty() && below(2) == 0) {
        const auto chosen =
            std::next(rects.begin(), static_cast<std::ptrdiff_t>(below(rects.size())));
        const Rect& r = chosen->second;
        if (!spared(chosen->first)) at = {r.x + r.width / 2, r.y + r.height / 2};
    }
    ui::send_pointer(at);
}

void Monkey::type() {
    constexpr const char* kTexts[] = {"-",           "1.25",     "90", "abc",
                                      "99999999999", "\xc3\xa9", " ",  "nan"};
    ui::send_text(kTexts[below(std::size(kTexts))]);
}

void Monkey::step() {
    switch (below(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            point();
            break;
        case 4:
        case 5:
        case 6:
        case 7: {
            const auto button = below(8) == 0 ? below(3) : 0;
            pressed_[button] = !pressed_[button];
            ui::send_button(static_cast<int>(button), pressed_[button]);
            break;
        }
        case 8:
            ui::send_wheel(static_cast<double>(below(7)) - 3);
            break;
        case 9: {
            auto key = static_cast<ui::Key>(below(static_cast<std::uint64_t>(ui::Key::Count)));
            // Ctrl+O, S, Q and N meet files and the end.
            const bool with_ctrl = below(4) == 0 && key != ui::Key::O && key != ui::Key::S &&
                                   key != ui::Key::Q && key != ui::Key::N;
            ui::send_modifiers({with_ctrl, below(4) == 0, below(8) == 0});
            ui::send_key(key, true);
            studio_.frame();
            ui::send_key(key, false);
            break;
        }
        case 10:
            ui::send_modifiers({below(4) == 0, below(4) == 0, below(4) == 0});
            break;
        default:
            type();
            break;
    }
    studio_.frame(++steps_ % 16 == 0 ? Headless::Paint::Yes : Headless::Paint::No);
}

void Monkey::let_go() {
    for (int button = 0; button < 3; ++button) ui::send_button(button, false);
    ui::send_modifiers({});
    studio_.frame(Headless::Paint::Yes);
}

}  // namespace cavea::gui
