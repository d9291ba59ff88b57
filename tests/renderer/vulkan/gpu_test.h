// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the Vulkan engine share: the device under test, the validation layer listening, a
// programme to render, and the plain double-precision meaning of a plan.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/planar.h"
#include "renderer/vulkan/vulkan_engine.h"

namespace cavea::test {

/// Feeds and plans of a whole programme, chunk by chunk.
struct Programme {
    EngineSetup setup;
    std::vector<plan::SpanPlan> plans;
    PlanarBuffer<float> feeds;  ///< [rows][frames]
    Frame frames = 0;
};

struct ProgrammeShape {
    std::uint32_t rows = 1;
    std::uint32_t columns = 1;
    plan::Grid grid{64, 1024};
    Frame frames = 1024;
    std::size_t segments_per_chunk = 100;
    /// Longest segment; 1 makes one-frame segments only.
    Frame longest = 1024;
};

/// Noise under segments at any place, constant, ramped and overlapping, with gains that keep the
/// columns near full scale.
[[nodiscard]] Programme random_programme(const ProgrammeShape& shape, std::uint64_t seed);

/// A programme without segments and with silent feeds, to be filled by the test.
[[nodiscard]] Programme empty_programme(const ProgrammeShape& shape);

/// What the plan of a programme means, in double: [column][frame].
[[nodiscard]] std::vector<std::vector<double>> reference(const Programme& programme);

/// Largest difference to the reference.
[[nodiscard]] double peak_difference(const PlanarBuffer<float>& columns,
                                     const std::vector<std::vector<double>>& expected);

[[nodiscard]] bool same_bytes(const PlanarBuffer<float>& a, const PlanarBuffer<float>& b);

enum class Pace { OneByOne, TwoInFlight };

/// Prepare and render all chunks. A lost engine fails the test.
[[nodiscard]] PlanarBuffer<float> render(Engine& engine, const Programme& programme,
                                         Pace pace = Pace::TwoInFlight);

/// Skips without a device (fails with CAVEA_REQUIRE_GPU=1); fails on any validation message.
class GpuTest : public testing::Test {
 protected:
    void SetUp() override;
    void TearDown() override;

    /// The device of CAVEA_TEST_DEVICE, else lavapipe; validation on.
    [[nodiscard]] gpu::VulkanOptions options();
    [[nodiscard]] std::unique_ptr<Engine> make() { return gpu::make_vulkan_engine(options()); }

    /// Messages of the validation layer so far. A test that plants a fault takes them away.
    std::vector<std::string> messages;

 private:
    bool validate_ = false;
};

}  // namespace cavea::test
