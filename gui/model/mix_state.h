// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An open mix with its edits: what is played and shown of it. Caches follow the versions of the
// edits, so asking twice costs nothing. Part of Studio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/controls.h"
#include "core/programme/programme.h"
#include "gui/model/edits.h"
#include "gui/model/scene.h"

namespace cavea::gui {

class MixState {
 public:
    /// \param master     without edits
    /// \param programme  the same sources with rooms and sends; null = the master
    void open(std::shared_ptr<const programme::Programme> master,
              std::shared_ptr<const programme::Programme> programme, session::Project project);

    [[nodiscard]] Edits& edits() { return edits_; }
    [[nodiscard]] const Edits& edits() const { return edits_; }
    /// Of this moment; worked out when somebody asks, since a gesture is many edits.
    [[nodiscard]] const Scene& scene() const;
    [[nodiscard]] std::shared_ptr<const plan::Controls> controls() const;
    [[nodiscard]] std::shared_ptr<const programme::Programme> programme() const { return playing_; }
    [[nodiscard]] std::size_t size() const { return scene_.items().size(); }
    /// But for its stem, which scene() has.
    [[nodiscard]] const Item& item(std::size_t i) const { return scene_.items()[i]; }

    /// Compile the moves when they changed; after every change of the edits.
    ///
    /// \throws Error{Refused}  moves that cannot be compiled; the programme is then the one before
    void refresh();

    [[nodiscard]] session::ObjectEdit edit(std::size_t item) const;
    [[nodiscard]] bool muted(std::size_t item) const;
    [[nodiscard]] bool muted_by_master(std::size_t item) const;
    [[nodiscard]] bool audible(std::size_t item) const;
    [[nodiscard]] const std::vector<session::ProjectSend>* sends(std::size_t item) const;
    [[nodiscard]] ItemState state(std::size_t item, double seconds) const;
    /// Of the metadata: X, Y, Z, or azimuth, elevation, distance. False for what has no position.
    [[nodiscard]] bool cartesian(std::size_t item) const;

 private:
    [[nodiscard]] std::shared_ptr<const plan::Controls> make_controls() const;
    [[nodiscard]] std::vector<plan::HeldSend> held_sends(const programme::Source& source) const;
    [[nodiscard]] const programme::Source& first_source(std::size_t item) const;
    void expand_shared_edits(session::Project& project) const;

    [[nodiscard]] Stem stem(std::size_t item) const;

    Edits edits_;
    mutable Scene scene_;
    std::vector<bool> master_mutes_;                    ///< by source
    std::vector<Stem> guessed_;                         ///< by item
    std::shared_ptr<const programme::Programme> base_;  ///< nothing muted, no moves
    std::shared_ptr<const programme::Programme> playing_;
    mutable std::shared_ptr<const plan::Controls> controls_;
    mutable std::uint64_t controls_of_ = 0;  ///< versions of what these were made of
    mutable std::uint64_t stems_of_ = 0;
    std::uint64_t moves_of_ = 0;
};

}  // namespace cavea::gui
