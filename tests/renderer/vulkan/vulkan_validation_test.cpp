// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The validation layer is trusted by every other test here; these plant faults to prove that it is
// on, listens and reaches the tests.
#include "core/base/error.h"
#include "gpu_test.h"
#include "vulkan_shim.h"

namespace cavea::test {
namespace {

/// A binding of one row of the programme, so that its rows take a pass each.
constexpr std::uint64_t kOneRow = 1024 * sizeof(float);

class VulkanValidation : public GpuTest {
 protected:
    /// Render with calls spoiled by a plan.
    ///
    /// \return what the layer said
    std::vector<std::string> messages_of(ShimPlan& plan, bool staging = false,
                                         std::uint64_t max_binding_bytes = 0) {
        gpu::VulkanOptions changed = options();
        changed.staging = staging;
        changed.max_binding_bytes = max_binding_bytes;
        changed.wrap_loader = shim(plan);
        // The sound is of no interest, and on a device that notices the fault it may be lost.
        const Programme programme = random_programme({2, 2, {256, 1024}, 1024, 10, 100}, 41);
        const auto engine = gpu::make_vulkan_engine(changed);
        engine->prepare(programme.setup);
        const auto ticket =
            engine->submit(programme.plans[0].span, programme.feeds.view(), programme.plans[0]);
        PlanarBuffer<float> columns(2, 1024);
        if (ticket) static_cast<void>(engine->collect(*ticket, Wait::Yes, columns.view()));
        return std::exchange(messages, {});
    }
    bool listening() { return static_cast<bool>(options().validation); }
};

TEST_F(VulkanValidation, SaysNothingOfASoundRender) {
    ShimPlan plan;
    EXPECT_TRUE(messages_of(plan).empty());
    EXPECT_TRUE(messages_of(plan, true).empty());
    EXPECT_TRUE(messages_of(plan, false, kOneRow).empty());
}

TEST_F(VulkanValidation, ReportsABindingPastTheEndOfItsBuffer) {
    if (!listening()) GTEST_SKIP() << "the validation layer is not installed";
    ShimPlan plan;
    plan.bind_past_the_end = true;
    EXPECT_FALSE(messages_of(plan).empty());
}

TEST_F(VulkanValidation, ReportsPushConstantsOfAnotherStage) {
    if (!listening()) GTEST_SKIP() << "the validation layer is not installed";
    ShimPlan plan;
    plan.push_to_another_stage = true;
    EXPECT_FALSE(messages_of(plan).empty());
}

TEST_F(VulkanValidation, ReportsAMissingBarrierBehindACopy) {
    if (!listening()) GTEST_SKIP() << "the validation layer is not installed";
    ShimPlan plan;
    plan.drop_barriers = true;
    const auto said = messages_of(plan, true);
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said[0].find("SYNC-HAZARD"), std::string::npos) << said[0];
}

// The layer of Debian 12 overlooks a barrier that is missing between two dispatches, so what is
// recorded is looked at itself.
TEST_F(VulkanValidation, SeesABarrierBehindEveryDependentStep) {
    ShimPlan direct;
    static_cast<void>(messages_of(direct));
    EXPECT_EQ(direct.commands, "DB");
    ShimPlan passes;
    static_cast<void>(messages_of(passes, false, kOneRow));
    // Two rows, two columns: both columns of a row need no order between them.
    EXPECT_EQ(passes.commands, "DDBDDB");
    ShimPlan staged;
    static_cast<void>(messages_of(staged, true, kOneRow));
    EXPECT_EQ(staged.commands, "CCCBDDBDDBCB");
}

}  // namespace
}  // namespace cavea::test
