// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/commands.h"

#include <algorithm>
#include <utility>

#include "gui/view/actions.h"
#include "gui/view/file_dialogs.h"

namespace cavea::gui {
namespace {

using ui::Key;
using Run = std::function<void()>;
using Test = std::function<bool()>;

/// The list under construction; one function per menu fills it.
struct Builder {
    Context& c;
    FileDialogs& files;
    std::vector<Command> out;

    Command& add(const char* menu, const char* label, Chord chord, Run run, const char* says,
                 Test enabled = {}, Test checked = {}) {
        out.push_back({menu, label, says, chord, std::move(run), std::move(enabled),
                       std::move(checked), std::nullopt});
        return out.back();
    }
    void line(const char* menu) { out.push_back({menu, "", "", {}, {}, {}, {}, {}}); }
    [[nodiscard]] Test mix() const {
        return [&c = c] { return c.studio.has_mix(); };
    }
    [[nodiscard]] Test selected() const {
        return [&c = c] { return c.studio.has_mix() && !c.studio.selection().empty(); };
    }
};

Chord key(Key k) { return {k, false, false}; }
Chord ctrl(Key k) { return {k, true, false}; }
Chord shift(Key k) { return {k, false, true}; }
Chord ctrl_shift(Key k) { return {k, true, true}; }

void file_menu(Builder& b) {
    FileDialogs& files = b.files;
    b.add(
        "File", "Open...", ctrl(Key::O), [&files] { files.ask_open(); },
        "Open a master (ADM BW64, WAV) or a project");
    b.add(
        "File", "Open demo", ctrl(Key::D), [&files] { files.open_demo(); },
        "A short scene that comes with cavea");
    b.line("File");
    b.add(
        "File", "Save", ctrl(Key::S), [&files] { files.save(); },
        "Write the project; a master itself is never changed", b.mix());
    b.add(
        "File", "Save as...", ctrl_shift(Key::S), [&files] { files.save_as(); },
        "Write the project under another name", b.mix());
    b.line("File");
    b.add(
        "File", "Quit", ctrl(Key::Q), [&files] { files.quit(); }, "Leave cavea");
}

void edit_menu(Builder& b) {
    Context& c = b.c;
    b.add(
        "Edit", "Undo", ctrl(Key::Z), [&c] { c.studio.undo(); }, "Take back the last edit",
        [&c] { return c.studio.has_mix() && c.studio.undo_name().has_value(); });
    b.add(
         "Edit", "Redo", ctrl(Key::Y), [&c] { c.studio.redo(); }, "Do again what was taken back",
         [&c] { return c.studio.has_mix() && c.studio.redo_name().has_value(); })
        .other = ctrl_shift(Key::Z);
    b.line("Edit");
    b.add(
        "Edit", "Select all", ctrl(Key::A), [&c] { select_shown(c); },
        "Everything that the stem filter shows", b.mix());
    b.add(
        "Edit", "Select none", key(Key::Escape), [&c] { c.studio.clear_selection(); },
        "Nothing is selected", b.selected());
    const auto next = [&c](int step) {
        c.studio.select_next(step);
        c.scroll_to_selection = true;
    };
    b.add(
        "Edit", "Next object", key(Key::Tab), [next] { next(1); },
        "Select the next object of the list", b.mix());
    b.add(
        "Edit", "Previous object", shift(Key::Tab), [next] { next(-1); }, "Select the one before",
        b.mix());
    b.add(
         "Edit", "Find object", key(Key::Slash), [&c] { c.focus_search = c.panels.objects = true; },
         "Search the list by name", b.mix())
        .other = ctrl(Key::F);
    b.line("Edit");
    b.add(
        "Edit", "Numbers", key(Key::Enter), [&c] { c.focus_numbers = c.panels.inspector = true; },
        "Type the position of the selected object", b.selected());
    b.add(
        "Edit", "Mute", key(Key::M), [&c] { mute_selection(c); },
        "Silence the selection, or let it sound again", b.selected());
    b.add(
        "Edit", "Solo", key(Key::S), [&c] { solo_selection(c); },
        "Hear the selection alone, or everything again", b.selected());
    b.add(
        "Edit", "Clear solos", shift(Key::S), [&c] { c.studio.clear_solos(); },
        "Nothing is soloed any more", b.mix());
    b.add(
        "Edit", "Release hold", key(Key::R), [&c] { release_selection(c); },
        "Held objects follow their metadata again",
        [&c] { return c.studio.has_mix() && holds_selection(c); });
    b.add(
        "Edit", "Write hold", key(Key::W), [&c] { write_selection(c); },
        "Held positions become automation, of the loop range or of the whole mix",
        [&c] { return c.studio.has_mix() && holds_selection(c); });
}

void view_menu(Builder& b) {
    Context& c = b.c;
    const auto single = [&](const char* label, Key k, ViewKind kind, const char* says) {
        b.add(
            "View", label, key(k),
            [&c, kind] {
                c.four_views = !c.four_views && c.single_view == kind;
                c.single_view = c.active_view = kind;
            },
            says, {}, [&c, kind] { return !c.four_views && c.single_view == kind; });
    };
    b.add(
         "View", "Four views", key(Key::Digit0), [&c] { c.four_views = true; }, "All views at once",
         {}, [&c] { return c.four_views; })
        .other = key(Key::Digit5);
    single("3D", Key::Digit1, ViewKind::Perspective, "The room in perspective alone");
    single("Top", Key::Digit2, ViewKind::Top, "The room from above alone");
    single("Rear", Key::Digit3, ViewKind::Rear, "The room from behind the audience alone");
    single("Side", Key::Digit4, ViewKind::Side, "The room from its right side alone");
    b.line("View");
    b.add(
        "View", "Frame selection", key(Key::F), [&c] { c.frame_selection = true; },
        "Bring the selection, or the whole room, into the picture");
    const std::pair<const char*, CameraPreset> presets[] = {
        {"Audience", CameraPreset::Audience}, {"Oblique", CameraPreset::Oblique},
        {"From above", CameraPreset::Top},    {"From the screen", CameraPreset::Front},
        {"From behind", CameraPreset::Rear},  {"From the side", CameraPreset::Side}};
    auto digit = static_cast<int>(Key::Digit1);
    for (const auto& [label, preset] : presets) {
        b.add(
            "View/Camera", label, shift(static_cast<Key>(digit++)),
            [&c, p = preset] { c.preset = p; }, "Turn the 3D view");
    }
    b.line("View");
    const auto panel = [&](const char* label, Key k, bool Panels::*which) {
        b.add(
            "View", label, ctrl(k), [&c, which] { c.panels.*which = !(c.panels.*which); },
            "Show or hide this panel", {}, [&c, which] { return c.panels.*which; });
    };
    panel("Object list", Key::Digit1, &Panels::objects);
    panel("Inspector", Key::Digit2, &Panels::inspector);
    panel("Meters", Key::Digit3, &Panels::meters);
    panel("Loudness", Key::Digit4, &Panels::loudness);
    panel("Log", Key::Digit5, &Panels::log);
    b.line("View");
    b.add(
        "View", "Names of all objects", key(Key::N),
        [&c] { c.labels = c.labels == LabelMode::All ? LabelMode::Auto : LabelMode::All; },
        "Otherwise the selected, the hovered and the sounding ones", {},
        [&c] { return c.labels == LabelMode::All; });
    b.add(
        "View", "Trails", key(Key::T), [&c] { c.trails = !c.trails; },
        "Two seconds of motion behind and ahead", {}, [&c] { return c.trails; });
    b.line("View");
    const auto zoom = [&c](double factor) {
        c.host.set_ui_scale(std::clamp(c.host.ui_scale() * factor, 0.8, 2.5));
    };
    b.add(
        "View", "Larger", ctrl(Key::Equal), [zoom] { zoom(1.1); }, "Everything larger");
    b.add(
        "View", "Smaller", ctrl(Key::Minus), [zoom] { zoom(1 / 1.1); }, "Everything smaller");
    b.add(
        "View", "Normal size", ctrl(Key::Digit0), [&c] { c.host.set_ui_scale(1); },
        "As the screen suggests");
}

void transport_menu(Builder& b) {
    Context& c = b.c;
    b.add(
        "Transport", "Play / stop", key(Key::Space), [&c] { toggle_play(c); },
        "Play from here, or stop", b.mix());
    b.add(
        "Transport", "To the start", key(Key::Home), [&c] { locate(c, 0); }, "Go to 00:00:00:00",
        b.mix());
    b.add(
        "Transport", "To the end", key(Key::End), [&c] { locate(c, c.length_s()); },
        "Go to the last frame", b.mix());
    b.add(
        "Transport", "Frame back", key(Key::Comma), [&c] { step_frames(c, -1); },
        "One frame of timecode earlier", b.mix());
    b.add(
        "Transport", "Frame forward", key(Key::Period), [&c] { step_frames(c, 1); },
        "One frame of timecode later", b.mix());
    b.add(
        "Transport", "Second back", key(Key::Left), [&c] { locate(c, c.position_s - 1); },
        "One second earlier", b.mix());
    b.add(
        "Transport", "Second forward", key(Key::Right), [&c] { locate(c, c.position_s + 1); },
        "One second later", b.mix());
    b.line("Transport");
    b.add(
        "Transport", "Loop", key(Key::L), [&c] { toggle_loop(c); },
        "Play the loop range again and again", b.mix(), [&c] { return c.loop_on; });
    b.add(
        "Transport", "Loop starts here", key(Key::LeftBracket), [&c] { mark_loop(c, true); },
        "Put the start of the loop at the position", b.mix());
    b.add(
        "Transport", "Loop ends here", key(Key::RightBracket), [&c] { mark_loop(c, false); },
        "Put the end of the loop at the position", b.mix());
    b.line("Transport");
    for (const auto& [label, rate] : {std::pair{"24 frames/s", 24}, std::pair{"25 frames/s", 25},
                                      std::pair{"30 frames/s", 30}}) {
        b.add(
            "Transport/Timecode", label, {}, [&c, r = rate] { c.frames_per_s = r; },
            "Frames per second of the timecode", {},
            [&c, r = rate] { return c.frames_per_s == r; });
    }
}

void other_menus(Builder& b) {
    Context& c = b.c;
    b.add(
        "Monitor", "Dim", key(Key::D), [&c] { c.host.set_dim(!c.host.dim()); }, "20 dB softer", {},
        [&c] { return c.host.dim(); });
    b.add(
        "Monitor", "Mute monitor", shift(Key::M),
        [&c] { c.host.set_monitor_mute(!c.host.monitor_mute()); }, "Nothing is heard", {},
        [&c] { return c.host.monitor_mute(); });
    b.add(
        "Monitor", "Reset meters", key(Key::X), [&c] { c.levels.clear_overs(); },
        "Clear the marks of full scale");
    b.add(
        "Help", "Keys", key(Key::F1), [&c] { c.keys_shown = !c.keys_shown; },
        "All keys on one page");
    b.add(
        "Help", "About cavea", {}, [&c] { c.about_shown = true; }, "What this is");
}

}  // namespace

std::vector<Command> make_commands(Context& context, FileDialogs& files) {
    Builder b{context, files, {}};
    file_menu(b);
    edit_menu(b);
    view_menu(b);
    transport_menu(b);
    other_menus(b);
    return std::move(b.out);
}

}  // namespace cavea::gui
