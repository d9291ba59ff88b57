// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What buttons, menus and keys do to the studio and the transport; each is one step of undo.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "gui/view/context.h"

namespace cavea::gui {

void toggle_play(Context& context);
/// Clamped to the mix.
void locate(Context& context, double seconds);
void step_frames(Context& context, int frames);
/// A range that is empty or missing switches the loop off.
void set_loop(Context& context, std::optional<std::pair<double, double>> range, bool on);
void toggle_loop(Context& context);
/// Move one end of the loop to the position of now.
void mark_loop(Context& context, bool begin);

/// For all that is selected, as one step.
void edit_selection(Context& context, const std::string& name,
                    const std::function<void(std::size_t)>& edit);
void mute_selection(Context& context);
void solo_selection(Context& context);
void release_selection(Context& context);
void write_selection(Context& context);
[[nodiscard]] bool holds_selection(const Context& context);
void select_shown(Context& context);
/// Show these stems only; the only one shown again shows all.
void show_stem(Context& context, std::size_t stem, bool add);

}  // namespace cavea::gui
