// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo as a stranger makes it: master, project and rooms in a temporary folder, opened and
// rendered through the same parts as the command line uses.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "assets/demo/scene.h"
#include "core/base/frame.h"
#include "core/layout/layout.h"
#include "core/programme/programme.h"
#include "core/session/input.h"
#include "tests/support/support.h"

namespace cavea::test {

using Samples = std::vector<std::vector<float>>;

/// The demo in one language; files live as long as this does.
class Demo {
 public:
    explicit Demo(const std::string& language);

    [[nodiscard]] const demo::Scene& scene() const { return scene_; }
    [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }
    /// Open the project, with rooms, or the master alone.
    [[nodiscard]] session::Input open(bool wet) const;
    /// The object of the scene with this id, as an index.
    [[nodiscard]] std::size_t index_of(const std::string& object_id) const;

 private:
    demo::Scene scene_ = demo::read_scene(demo::assets_folder() / "scene.json");
    TemporaryFolder folder_;
};

/// A programme with those of the sources that \p keep wants.
[[nodiscard]] std::shared_ptr<const programme::Programme> filtered(
    const programme::Programme& programme,
    const std::function<bool(const programme::Source&)>& keep);

struct Rendered {
    layout::Layout layout;
    Samples samples;  ///< [channels][frames of the range]
};

/// \param outputs  names as on the command line
[[nodiscard]] std::vector<Rendered> render_demo(
    const session::Input& input, const std::shared_ptr<const programme::Programme>& programme,
    const std::vector<std::string>& outputs, Span range);

/// LUFS; -infinity for silence.
[[nodiscard]] double loudness_lufs(const Rendered& rendered, std::uint32_t rate_hz);
/// Highest true peak of all channels.
[[nodiscard]] double true_peak_db(const Rendered& rendered, std::uint32_t rate_hz);

}  // namespace cavea::test
