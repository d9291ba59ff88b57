// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From stretches of FLAC files to the tracks of the master, chunk by chunk: first the channels of
// the bed, then one track per object.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "assets/demo/scene.h"
#include "core/base/frame.h"
#include "core/base/planar.h"

namespace cavea::demo {

class StemMixer {
 public:
    /// Loads every sound of this language.
    ///
    /// \throws Error{Refused}  a stem is missing, damaged, not mono or of another rate; or a
    /// stretch
    ///                         begins behind the end of its file
    StemMixer(const Scene& scene, const Language& language);

    [[nodiscard]] std::size_t tracks() const { return tracks_.size(); }
    /// \param out  [tracks][frames] overwritten with the frames from \p at on
    void read(Frame at, Planar<float> out) const;

 private:
    struct Sound {
        const std::vector<float>* samples;
        Stretch stretch;
        float gain;
    };
    void add_track(const std::vector<Stretch>& stretches, const Language& language, double gain_db);
    const std::vector<float>& load(const std::string& file);

    const Scene& scene_;
    std::map<std::string, std::vector<float>> files_;
    std::vector<std::vector<Sound>> tracks_;
};

}  // namespace cavea::demo
