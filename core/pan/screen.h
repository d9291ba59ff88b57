// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Screen-related processing of ITU-R BS.2127-0: scaling from the reference screen of the programme
// to the screen of the room (screenRef) and locking to its edges (screenEdgeLock).
#pragma once

#include <optional>

#include "core/layout/layout.h"
#include "core/programme/blocks.h"

namespace cavea::pan {

/// A screen as the angles of its edges.
struct ScreenEdges {
    double left_deg = 0;
    double right_deg = 0;
    double bottom_deg = 0;
    double top_deg = 0;
};

/// \throws Error{Refused} for a screen that reaches behind the listener or over a pole
[[nodiscard]] ScreenEdges screen_edges(const layout::Screen& screen);

/// Screen processing for one room. Without a screen in the room, positions stay as they are.
class ScreenProcessor {
 public:
    /// \throws Error{Refused} for a screen in the layout that reaches behind the listener
    explicit ScreenProcessor(const layout::Layout& layout);

    /// screenRef: a position on the reference screen comes to the same place of the room's screen.
    ///
    /// \throws Error{Refused} for a reference screen that reaches behind the listener
    [[nodiscard]] layout::Cartesian scale(const layout::Cartesian& position,
                                          const layout::Screen& reference, bool cartesian) const;

    /// screenEdgeLock of a position vector.
    [[nodiscard]] layout::Cartesian lock(const layout::Cartesian& position,
                                         const programme::ScreenEdgeLock& edges,
                                         bool cartesian) const;

    /// screenEdgeLock of angles.
    void lock(double& azimuth_deg, double& elevation_deg,
              const programme::ScreenEdgeLock& edges) const;

 private:
    template <class Change>
    [[nodiscard]] layout::Cartesian change(const layout::Cartesian& position, bool cartesian,
                                           Change change) const;
    [[nodiscard]] bool locks(const programme::ScreenEdgeLock& edges) const;

    std::optional<ScreenEdges> screen_;
    bool compensate_ = false;
};

}  // namespace cavea::pan
