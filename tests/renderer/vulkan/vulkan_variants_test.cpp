// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to do the same work that must not change a bit of the result, and those that may round once
// more.
#include "core/base/error.h"
#include "gpu_test.h"
#include "renderer/vulkan/vulkan_engine.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

class VulkanVariants : public GpuTest {
 protected:
    PlanarBuffer<float> with(const gpu::VulkanOptions& options, Pace pace = Pace::TwoInFlight) {
        return render(*gpu::make_vulkan_engine(options), programme, pace);
    }
    const Programme programme =
        random_programme({60, 9, {256, 4096}, 4 * 4096 + 77, 4000, 900}, 21);
};

TEST_F(VulkanVariants, SameBytesForEveryWorkgroup) {
    const auto expected = with(options());
    for (const std::uint32_t workgroup : {8U, 16U, 64U, 128U, 256U}) {
        gpu::VulkanOptions changed = options();
        changed.workgroup = workgroup;
        EXPECT_TRUE(same_bytes(with(changed), expected)) << workgroup;
    }
}

TEST_F(VulkanVariants, RefusesWorkgroupsThatDoNotFit) {
    for (const std::uint32_t workgroup : {1U, 4U, 48U, 2048U, 1U << 31U}) {
        gpu::VulkanOptions changed = options();
        changed.workgroup = workgroup;
        EXPECT_THROW(static_cast<void>(gpu::make_vulkan_engine(changed)), Error) << workgroup;
    }
}

TEST_F(VulkanVariants, SameBytesThroughStagingBuffers) {
    gpu::VulkanOptions changed = options();
    changed.staging = true;
    EXPECT_TRUE(same_bytes(with(changed), with(options())));
}

TEST_F(VulkanVariants, SameBytesWithFullBarriers) {
    const auto expected = with(options());
    for (const bool staging : {false, true}) {
        gpu::VulkanOptions changed = options();
        changed.full_barriers = true;
        changed.staging = staging;
        EXPECT_TRUE(same_bytes(with(changed), expected));
    }
}

TEST_F(VulkanVariants, SameBytesOneByOneAndTwoInFlight) {
    EXPECT_TRUE(same_bytes(with(options(), Pace::OneByOne), with(options(), Pace::TwoInFlight)));
}

TEST_F(VulkanVariants, SameBytesEveryTime) {
    const auto engine = make();
    const auto expected = render(*engine, programme);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(same_bytes(render(*engine, programme), expected));
}

TEST_F(VulkanVariants, SameBytesFromAnyChunkOnwards) {
    const auto engine = make();
    const auto whole = render(*engine, programme);
    const plan::SpanPlan& plan = programme.plans[2];
    const auto feeds = programme.feeds.view().slice(2 * 4096, 4096);
    PlanarBuffer<float> columns(9, 4096);
    const auto ticket = engine->submit(plan.span, feeds, plan);
    ASSERT_TRUE(ticket);
    ASSERT_EQ(engine->collect(*ticket, Wait::Yes, columns.view()), State::Done);
    for (std::size_t column = 0; column < 9; ++column) {
        for (std::size_t n = 0; n < 4096; ++n) {
            ASSERT_EQ(columns.view()[column][n], whole.view()[column][2 * 4096 + n]);
        }
    }
}

// A small device binds few rows, columns and segments at once, so a chunk takes several passes.
// Each rounds its sum to float, hence a tolerance instead of equal bytes.
TEST_F(VulkanVariants, SplitsAChunkThatIsTooLargeToBindAtOnce) {
    const auto expected = reference(programme);
    const std::uint64_t row_bytes = 4096 * sizeof(float);
    for (const std::uint64_t rows_at_once : {1U, 2U, 7U, 59U}) {
        for (const bool staging : {false, true}) {
            gpu::VulkanOptions changed = options();
            changed.max_binding_bytes = rows_at_once * row_bytes + 100;
            changed.staging = staging;
            EXPECT_LE(peak_difference(with(changed), expected), amplitude(kPanningPeakDb))
                << rows_at_once << " rows at once";
        }
    }
}

TEST_F(VulkanVariants, RefusesAChunkOfWhichNoRowCanBeBound) {
    gpu::VulkanOptions changed = options();
    changed.max_binding_bytes = 4096 * sizeof(float) - 1;
    const auto engine = gpu::make_vulkan_engine(changed);
    EXPECT_THROW(engine->prepare(programme.setup), Error);
    EngineSetup smaller = programme.setup;
    smaller.grid = {256, 1024};
    EXPECT_NO_THROW(engine->prepare(smaller));
}

}  // namespace
}  // namespace cavea::test
