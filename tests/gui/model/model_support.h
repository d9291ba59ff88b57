// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cameras, viewports and random numbers for tests of the window's model.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "gui/model/camera.h"

namespace cavea::gui::test {

inline const Rect kViewport{40, 20, 640, 360};

class Random {
 public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11U) * 0x1p-53;
    }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    Vec3 in_room(double reach = 1) {
        return {between(-reach, reach), between(-reach, reach), between(-reach, reach)};
    }

 private:
    std::mt19937_64 engine_;
};

/// One of each kind, and perspective ones from all sides, straight down among them.
inline std::vector<Camera> cameras() {
    std::vector<Camera> out;
    for (int kind = 0; kind < kViews; ++kind)
        out.push_back(Camera::of(static_cast<ViewKind>(kind)));
    for (const CameraPreset preset :
         {CameraPreset::Audience, CameraPreset::Oblique, CameraPreset::Top, CameraPreset::Front,
          CameraPreset::Rear, CameraPreset::Side}) {
        out.push_back(Camera::of(preset));
    }
    Camera below;
    below.pitch_deg = -90;
    below.yaw_deg = -130;
    out.push_back(below);
    return out;
}

inline bool finite(const Mat4& m) {
    for (int c = 0; c < 4; ++c) {
        for (int r = 0; r < 4; ++r) {
            if (!std::isfinite(m[c][r])) return false;
        }
    }
    return true;
}
inline bool finite(Vec3 v) { return std::isfinite(v.x + v.y + v.z); }

}  // namespace cavea::gui::test
