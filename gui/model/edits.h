// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The edited state of a mix, and the one way to change it: in steps that can be undone. Views see
// it through Studio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/session/project.h"
#include "gui/model/history.h"

namespace cavea::gui {

class Edits {
 public:
    void open(session::Project project);
    [[nodiscard]] const session::Project& project() const { return project_; }
    [[nodiscard]] const std::map<std::size_t, Override>& holds() const { return holds_; }
    [[nodiscard]] const std::set<std::size_t>& solos() const { return solos_; }
    [[nodiscard]] const History& history() const { return history_; }
    /// Rises with every change of anything, of the project, of its moves.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] std::uint64_t project_version() const { return project_version_; }
    [[nodiscard]] std::uint64_t moves_version() const { return moves_version_; }
    /// The project was written: it is the same mix under other names of files.
    void relocate(session::Project project);

    void begin(const std::string& name);
    void end();
    void cancel();
    void undo();
    void redo();

    /// One change, of one item or of all; a step of its own outside a gesture. What is equal to
    /// what is there already changes nothing.
    ///
    /// \param verb      "Move {}": how a step of it is called
    /// \param subject   name of the item
    struct Reason {
        const char* verb;
        std::string subject;
    };
    void change(const Reason& reason, const Parts& to);

    /// Ids of the project whose edits or sends changed since the last call, for the journal.
    struct Touched {
        std::set<std::string> objects;
        std::set<std::string> sends;
        [[nodiscard]] bool empty() const { return objects.empty() && sends.empty(); }
    };
    [[nodiscard]] Touched take_touched();

 private:
    [[nodiscard]] Parts now(const Parts& named) const;
    void apply(const Parts& parts);
    void finish();

    session::Project project_;
    std::map<std::size_t, Override> holds_;
    std::set<std::size_t> solos_;
    History history_;
    std::uint64_t version_ = 0;
    std::uint64_t project_version_ = 0;
    std::uint64_t moves_version_ = 0;
    Touched touched_;

    int depth_ = 0;  ///< of gestures in gestures
    std::string gesture_name_;
    Parts gesture_before_;
    const char* verb_ = nullptr;  ///< null = several
    bool mixed_ = false;
    std::set<std::string> subjects_;
};

}  // namespace cavea::gui
