// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What meters show: the player's peaks with the fall of a meter, and peaks that are held a while.
#pragma once

#include <cstddef>
#include <vector>

#include "gui/model/scene.h"
#include "renderer/live/player.h"

namespace cavea::gui {

inline constexpr double kSilenceDb = -90;

/// How far a meter goes, 0..1, at a level: IEC 60268-18, annex, from -70 dB to 0 dB.
[[nodiscard]] double deflection(double level_db);
/// 20 log10, at least kSilenceDb.
[[nodiscard]] double to_db(double linear);

struct MeterValue {
    double db = kSilenceDb;
    double hold_db = kSilenceDb;
    double hold_age_s = 0;
    bool over = false;  ///< reached full scale since it was cleared
};

class Levels {
 public:
    /// \param player   null or stopped: everything falls
    /// \param seconds  since the last call
    void update(const live::PlayerState* player, const Scene& scene, double seconds);
    void clear_overs();

    [[nodiscard]] double item_db(std::size_t item) const;
    [[nodiscard]] const std::vector<MeterValue>& outputs() const { return outputs_; }
    /// Whether something still falls.
    [[nodiscard]] bool moving() const { return moving_; }

 private:
    std::vector<double> items_;
    std::vector<MeterValue> outputs_;
    bool moving_ = false;
};

}  // namespace cavea::gui
