// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the window without the window: an open mix, what is selected and held, edits with
// undo, transport as the person sees it. No ImGui, no file dialogs, no thread: the views call these
// functions and draw what they find; the app carries controls to the player.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/controls.h"
#include "core/session/project.h"
#include "gui/model/camera.h"
#include "gui/model/history.h"
#include "gui/model/scene.h"
#include "gui/model/selection.h"

namespace cavea::gui {

/// A mix as it was opened: session::Input without its open file.
struct OpenedMix {
    std::filesystem::path path;  ///< master or project, as named
    bool is_project = false;
    bool is_sample = false;    ///< came with cavea: is saved under another name only
    session::Project project;  ///< of a bare master: anything, it is made anew
    std::shared_ptr<const programme::Programme> master;     ///< without rooms, sends and edits
    std::shared_ptr<const programme::Programme> programme;  ///< with them; null = as the master
    std::string media;
    std::vector<std::string> warnings;
};

/// A line of the log or a card over the views.
struct Notice {
    enum class Level { Info, Warning, Error };
    Level level = Level::Info;
    std::string text;
    std::uint64_t number = 0;  ///< rises
};

class Studio {
 public:
    Studio();
    ~Studio();
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    // The document.
    /// Replaces everything; the selection, the overrides and the history are empty afterwards.
    void open(OpenedMix mix);
    [[nodiscard]] bool has_mix() const;
    [[nodiscard]] const OpenedMix& mix() const;
    /// The project as edited.
    [[nodiscard]] const session::Project& project() const;
    /// Rises with every edit that changes what would be saved.
    [[nodiscard]] std::uint64_t revision() const;
    [[nodiscard]] bool dirty() const;
    /// Write the project; a bare master is never written: \p path has to end with .cavea.
    ///
    /// \throws Error  as session::write_project; the file on disk is then as it was
    /// \pre  has_mix()
    void save(const std::filesystem::path& path);
    [[nodiscard]] const Scene& scene() const;

    // Selection.
    void select(std::size_t item, Select how);
    void select(const std::vector<std::size_t>& items, Select how);
    void clear_selection();
    void select_next(int step);
    [[nodiscard]] bool selected(std::size_t item) const;
    [[nodiscard]] const std::vector<std::size_t>& selection() const;  ///< in order of selecting
    std::optional<std::size_t> hovered;

    // Gestures: everything between begin and end is one step of undo. Calls outside are one each.
    // Without a name a gesture is called after what was done: "Move Dragon", "Mute 3 objects".
    void begin_gesture(const std::string& name);
    void end_gesture();
    void cancel_gesture();

    // Edits; each can be undone. Positions are room coordinates, clamped to the room. What has no
    // position, a bed or a scene, is not held, sized or written. Values that are not finite change
    // nothing. Solos and holds are not saved, though undo knows them.
    void hold(std::size_t item, Vec3 position);
    void hold_polar(std::size_t item, const layout::Polar& position);
    void release(std::size_t item);                      ///< back to the metadata
    void set_extent(std::size_t item, double size);      ///< 0..1, all axes
    void set_gain_db(std::size_t item, double gain_db);  ///< -100 or less = silence
    void set_mute(std::size_t item, bool mute);
    void set_stem(std::size_t item, Stem stem);
    void set_solo(std::size_t item, bool solo);
    void clear_solos();
    void set_send_db(std::size_t item, std::size_t room, std::optional<double> level_db);
    /// Put held positions of these items into the automation of [from_s, to_s]; the hold ends.
    void write_held(const std::vector<std::size_t>& items, double from_s, double to_s);
    void undo();
    void redo();
    [[nodiscard]] std::optional<std::string> undo_name() const;
    [[nodiscard]] std::optional<std::string> redo_name() const;

    // What the views show of an item, edits and holds included.
    [[nodiscard]] ItemState state(std::size_t item, double seconds) const;
    [[nodiscard]] std::optional<Override> held(std::size_t item) const;
    [[nodiscard]] double gain_db(std::size_t item) const;
    [[nodiscard]] bool muted(std::size_t item) const;
    [[nodiscard]] bool soloed(std::size_t item) const;
    /// Neither muted nor silenced by another's solo.
    [[nodiscard]] bool audible(std::size_t item) const;
    /// Nothing when it sends nothing; of a level over time its first.
    [[nodiscard]] std::optional<double> send_db(std::size_t item, std::size_t room) const;

    /// For the player; a new one after every change, the same while nothing changes.
    [[nodiscard]] std::shared_ptr<const plan::Controls> controls() const;
    /// Programme to play: the rooms, the sends as they were opened, and the moves of the project as
    /// it is now; nothing is muted in it. All other edits are in controls(), so that each counts
    /// once. Another one only when moves were written or undone, so the app knows when to load.
    [[nodiscard]] std::shared_ptr<const programme::Programme> programme() const;

    // The journal: edits since the last save, beside the project, for the day the power goes.
    /// Called about once a second by the app; writes when there is something new.
    void write_journal();
    /// Whether open() has found edits of this very project that were never saved. Until recover()
    /// or discard_recovery() nothing is written to the journal.
    [[nodiscard]] bool can_recover() const;
    void recover();
    void discard_recovery();

    // Log.
    void notify(Notice::Level level, const std::string& text);
    [[nodiscard]] const std::vector<Notice>& notices() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::gui
