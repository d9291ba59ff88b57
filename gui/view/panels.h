// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panels around the room; each draws itself into the child window that the frame has begun.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gui/view/context.h"
#include "gui/view/file_dialogs.h"

namespace cavea::gui {

void draw_transport(Context& context);
void draw_inspector(Context& context);
void draw_meters(Context& context);
void draw_loudness(Context& context);
void draw_log(Context& context);
void draw_status(Context& context);
/// What to do when nothing is open.
void draw_empty_state(Context& context, FileDialogs& files);
void draw_about(Context& context);

/// The list of items; remembers what it shows until the search, the filter or the order changes.
class ObjectList {
 public:
    void draw(Context& context);
    /// Items in the order of the list.
    [[nodiscard]] const std::vector<std::size_t>& rows() const { return rows_; }

 private:
    void draw_head(Context& context);
    void draw_filter(Context& context);
    void draw_rows(Context& context);
    void draw_row(Context& context, std::size_t row);
    void draw_switches(Context& context, std::size_t item, ImVec2 at, float height);
    void press(Context& context, std::size_t row);
    void arrange(const Context& context);
    void scroll(Context& context, float height);

    std::vector<std::size_t> rows_;
    double sorted_at_s_ = -1;
    std::size_t anchor_ = 0;  ///< row from which Shift+click selects
};

/// Cards over the views: problems, offers, what was just said.
class Cards {
 public:
    void draw(Context& context, const Rect& area);
    /// Whether a card will fade by itself.
    [[nodiscard]] bool fading() const { return fading_; }

 private:
    struct Seen {
        std::uint64_t number = 0;
        double at_s = 0;
    };
    bool card(Context& context, int index, Notice::Level level, const std::string& text,
              const Rect& area, float& bottom);
    void draw_recovery(Context& context, const Rect& area, float& bottom);

    std::vector<Seen> seen_;
    std::vector<std::uint64_t> closed_;
    bool fading_ = false;
};

}  // namespace cavea::gui
