// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A mix on disk for tests of live playback, and what an offline render makes of it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "renderer/live/player.h"
#include "tests/renderer/support/render_scene.h"
#include "tests/support/support.h"

namespace cavea::test {

struct LiveSceneSettings {
    std::size_t objects = 5;
    std::size_t bed_channels = 0;
    Frame frames = 9000;
    std::uint64_t seed = 1;
    bool room = false;      ///< of loudspeakers, 1500 taps
    bool diffuse = false;   ///< half of the first object
    bool binaural = false;  ///< two ears behind 0+5+0, by responses of 300 taps
    bool steady = false;    ///< one block without times per object
    bool tones = false;     ///< low tones instead of noise, so that a click shows
};

/// Noise in random motion.
class LiveScene {
 public:
    explicit LiveScene(const LiveSceneSettings& settings);

    [[nodiscard]] const live::Mix& mix() const { return mix_; }
    [[nodiscard]] programme::Programme& programme() { return *programme_; }
    /// A render with the plan live:BLOCK, or with the usual one for block 0.
    [[nodiscard]] SceneRender offline(
        std::uint32_t block, const std::function<void(RenderSettings&)>& adjust = {}) const;

 private:
    TemporaryFolder folder_;
    std::shared_ptr<programme::Programme> programme_;
    live::Mix mix_;
};

/// Everything that a manual player gives until it stops.
Samples play_all(live::Player& player);
/// The next frames of a manual player.
Samples play(live::Player& player, Frame frames);
void append(Samples& to, const Samples& more);

/// The largest step between neighbouring samples.
[[nodiscard]] double largest_step(const std::vector<float>& samples);

}  // namespace cavea::test
