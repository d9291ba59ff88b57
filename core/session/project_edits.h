// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The edits of a project's objects, as data and as sound. A move is made of metadata blocks like
// any other: what it replaces is cut out of the object's own blocks, exactly in time.
#pragma once

#include <vector>

#include "core/programme/programme.h"
#include "core/session/project.h"

namespace cavea::session {

/// The edit of a source: under its own id, or under that of its audioObject.
[[nodiscard]] const ObjectEdit* edit_of(const Project& project, const programme::Source& source);
/// The sends of a source, in the same order, then those of "*"; null = none.
[[nodiscard]] const std::vector<ProjectSend>* sends_of(const Project& project,
                                                       const programme::Source& source);

/// Gains, mutes, sizes and moves.
///
/// \throws Error{Refused}  an edit of what does not sound in the programme, a move or a size of
///                         what has no position; names the project and the place
[[nodiscard]] programme::Programme with_edits(const programme::Programme& programme,
                                              const Project& project);
/// The moves alone.
[[nodiscard]] programme::Programme with_moves(const programme::Programme& programme,
                                              const Project& project);

/// A size 0..1 as width, height and depth of a block. Polar: 1 is all around.
struct Size {
    double width = 0, height = 0, depth = 0;
};
[[nodiscard]] Size size_of(bool cartesian, double size);

/// A factor; -infinity is 0.
[[nodiscard]] double linear_gain(double gain_db);

/// Put a move among others: it cuts what it overlaps.
void write_move(std::vector<Move>& moves, Move move);

}  // namespace cavea::session
