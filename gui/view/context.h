// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panels share while a frame is drawn: the studio, the host, the state of every item at
// this moment, how the window is arranged, and what one panel wishes of another.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/view/levels.h"
#include "gui/view/views.h"

namespace cavea::gui {

struct Panels {
    bool objects = true;
    bool inspector = true;
    bool meters = true;
    bool loudness = true;
    bool log = false;
};

enum class LabelMode { Auto, All };
enum class SortBy { Order, Name, Stem, Level };

/// An item as this frame shows it, computed once for all panels and views.
struct ItemFrame {
    ItemState state;
    double level_db = kSilenceDb;
    double level = 0;  ///< 0..1, as meters go
    bool audible = true;
    bool held = false;
    bool shown = true;  ///< its stem is not filtered away
};

/// Text that is being typed into the one numeric field that is active.
struct NumberEdit {
    unsigned field = 0;  ///< ImGui's id; 0 = none
    std::array<char, 48> text{};
    std::array<char, 48> before{};
};

struct Context {
    Context(Studio& studio_, Host& host_) : studio(studio_), host(host_) {}
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() = default;

    Studio& studio;
    Host& host;

    // This frame.
    double seconds = 0;
    double time_s = 0;  ///< since the start, sum of seconds
    const live::PlayerState* player = nullptr;
    double position_s = 0;
    bool playing = false;
    Levels levels;
    std::vector<ItemFrame> items;
    std::vector<Speaker> speakers;   ///< of the panned layout
    std::vector<double> speaker_db;  ///< their levels
    std::optional<std::size_t> hovered_next;
    std::string hint;  ///< the status line's

    // Arrangement.
    Panels panels;
    bool four_views = true;
    ViewKind single_view = ViewKind::Perspective;
    ViewKind active_view = ViewKind::Perspective;  ///< where the pointer was last
    std::array<Camera, kViews> cameras{Camera::of(ViewKind::Perspective), Camera::of(ViewKind::Top),
                                       Camera::of(ViewKind::Rear), Camera::of(ViewKind::Side)};
    std::array<bool, kViews> camera_moved{};  ///< by a person: not fitted to the window any more
    LabelMode labels = LabelMode::Auto;
    bool trails = true;
    std::array<bool, kStems> stem_shown{true, true, true, true, true, true, true, true};
    SortBy sort = SortBy::Order;
    std::array<char, 96> search{};
    float left = 292, right = 292, bottom = 168;      ///< units of design
    float views_split = 0.6F;                         ///< share of the 3d view
    std::array<float, 2> column_split{0.46F, 0.73F};  ///< ends of top and rear, shares

    // Transport.
    std::optional<std::pair<double, double>> loop;  ///< the range, whether on or not
    bool loop_on = false;
    int frames_per_s = 24;

    // Wishes.
    bool focus_numbers = false;
    bool focus_search = false;
    bool scroll_to_selection = false;
    bool frame_selection = false;
    bool keys_shown = false;
    bool about_shown = false;
    std::optional<CameraPreset> preset;
    NumberEdit number;
    bool gesture_open = false;  ///< of a drag in a view; Escape belongs to it

    [[nodiscard]] double length_s() const {
        return studio.has_mix() ? studio.scene().length_s() : 0;
    }
    /// The range that "write" means.
    [[nodiscard]] std::pair<double, double> write_range() const {
        return loop_on && loop ? *loop : std::pair{0.0, length_s()};
    }
    /// The item that the inspector shows.
    [[nodiscard]] std::optional<std::size_t> primary() const {
        const auto& all = studio.selection();
        return all.empty() ? std::nullopt : std::optional(all.back());
    }
    [[nodiscard]] bool is_object(std::size_t item) const {
        return studio.scene().items()[item].kind == ItemKind::Object;
    }
};

/// Bring the frame's part up to date.
void begin_frame(Context& context, double seconds);

/// "00:01:02:03" and a frame count that never shows frame N of N.
[[nodiscard]] std::string timecode(double seconds, int frames_per_s);
/// -12.3, or -inf for silence.
[[nodiscard]] std::string db_text(double db, int decimals = 1);

}  // namespace cavea::gui
