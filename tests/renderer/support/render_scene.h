// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One render of a programme in memory, for tests of engines and pipeline.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/base/frame.h"
#include "core/layout/layout.h"
#include "core/plan/output.h"
#include "core/plan/plan.h"
#include "core/programme/programme.h"
#include "renderer/engine.h"
#include "renderer/render.h"

namespace cavea::test {

using EngineMaker = std::function<std::unique_ptr<Engine>()>;
using ConvolverMaker = std::function<std::unique_ptr<Convolver>()>;
using Samples = std::vector<std::vector<float>>;

struct SceneRender {
    Samples samples;  ///< [columns][frames of the range]
    RenderResult result;
};

/// \param adjust     changes the settings before they are used; may be empty
/// \param convolver  of rooms; empty = the cpu's
[[nodiscard]] SceneRender render_scene(const std::shared_ptr<const programme::Programme>& programme,
                                       const Samples& tracks,
                                       const std::vector<layout::Layout>& layouts,
                                       const EngineMaker& engine,
                                       const std::function<void(RenderSettings&)>& adjust = {},
                                       const ConvolverMaker& convolver = {});

/// The same to outputs of any kind.
[[nodiscard]] SceneRender render_outputs(
    const std::shared_ptr<const programme::Programme>& programme, const Samples& tracks,
    const std::vector<plan::Output>& outputs, const EngineMaker& engine,
    const std::function<void(RenderSettings&)>& adjust = {}, const ConvolverMaker& convolver = {});

/// Largest difference, in dBFS; -infinity when equal.
[[nodiscard]] double peak_difference_db(const Samples& a,
                                        const std::vector<std::vector<double>>& b);
[[nodiscard]] double peak_difference_db(const Samples& a, const Samples& b);

}  // namespace cavea::test
