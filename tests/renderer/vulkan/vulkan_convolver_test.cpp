// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is special about the Vulkan convolver; what both engines have in common is tested by
// tests/renderer/convolver_properties_test.cpp.
#include "renderer/vulkan/vulkan_convolver.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "convolver_test_support.h"
#include "core/base/error.h"
#include "gpu_test.h"
#include "vulkan_shim.h"

namespace cavea::test {
namespace {

constexpr std::size_t kUnits = 12;

class VulkanConvolver : public GpuTest {
 protected:
    std::unique_ptr<Convolver> convolver() { return gpu::make_vulkan_convolver(options()); }

    PlanarBuffer<float> with(const gpu::VulkanOptions& options, const ConvolverSetup& setup) {
        const auto engine = gpu::make_vulkan_convolver(options);
        engine->prepare(setup);
        return convolve(*engine, setup, kUnits);
    }

    /// The message with which a setup is refused.
    std::string refusal(const gpu::VulkanOptions& options, const ConvolverSetup& setup) {
        const auto engine = gpu::make_vulkan_convolver(options);
        try {
            engine->prepare(setup);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Machine);
            return error.what();
        }
        return "";
    }
};

double relative_db(const PlanarBuffer<float>& found, const PlanarBuffer<float>& expected) {
    double error = 0;
    double energy = 1e-30;
    for (std::size_t o = 0; o < expected.channels(); ++o) {
        for (std::size_t n = 0; n < expected.frames(); ++n) {
            const double wanted = static_cast<double>(expected.view()[o][n]);
            error += std::pow(static_cast<double>(found.view()[o][n]) - wanted, 2);
            energy += wanted * wanted;
        }
    }
    return 10 * std::log10(error / energy);
}

TEST_F(VulkanConvolver, SameBytesForEveryWorkgroup) {
    const ConvolverSetup setup = mixed_setup();
    const auto expected = with(options(), setup);
    for (const std::uint32_t workgroup : {8U, 32U, 128U, 1024U}) {
        gpu::VulkanOptions changed = options();
        changed.workgroup = workgroup;
        EXPECT_TRUE(same_bytes(with(changed, setup), expected)) << workgroup;
    }
}

TEST_F(VulkanConvolver, SameBytesThroughStagingBuffersAndWithFullBarriers) {
    const ConvolverSetup setup = mixed_setup();
    const auto expected = with(options(), setup);
    for (const bool staging : {false, true}) {
        gpu::VulkanOptions changed = options();
        changed.staging = staging;
        EXPECT_TRUE(same_bytes(with(changed, setup), expected));
        changed.full_barriers = true;
        EXPECT_TRUE(same_bytes(with(changed, setup), expected));
    }
}

TEST_F(VulkanConvolver, SameBytesAfterAnotherSetupAndAfterReset) {
    const ConvolverSetup setup = mixed_setup();
    const auto engine = convolver();
    engine->prepare(setup);
    const auto expected = convolve(*engine, setup, kUnits);
    engine->reset();
    EXPECT_TRUE(same_bytes(convolve(*engine, setup, kUnits), expected));
    ConvolverSetup other = setup;
    other.plan = {64, 1};
    engine->prepare(other);
    static_cast<void>(convolve(*engine, other, 3));
    engine->prepare(setup);
    EXPECT_TRUE(same_bytes(convolve(*engine, setup, kUnits), expected));
}

// A small device binds few partitions, inputs and sums at once: buffers multiply, and sums are made
// in several dispatches. Runs are then cut elsewhere, which rounds differently.
TEST_F(VulkanConvolver, SplitsWhatIsTooLargeToBindAtOnce) {
    const ConvolverSetup setup = mixed_setup();
    const auto expected = with(options(), setup);
    for (const std::uint64_t bytes :
         {std::uint64_t{70000}, std::uint64_t{100000}, std::uint64_t{200000}}) {
        for (const bool staging : {false, true}) {
            gpu::VulkanOptions changed = options();
            changed.max_binding_bytes = bytes;
            changed.staging = staging;
            EXPECT_LE(relative_db(with(changed, setup), expected), kRoomsVulkanDb) << bytes;
        }
    }
}

TEST_F(VulkanConvolver, RefusesWhatCannotBeBound) {
    gpu::VulkanOptions changed = options();
    changed.max_binding_bytes = 20000;
    const std::string message = refusal(changed, mixed_setup());
    EXPECT_NE(message.find("cannot bind"), std::string::npos) << message;
}

TEST_F(VulkanConvolver, SaysHowMuchMemoryIsMissing) {
    ConvolverSetup setup;
    setup.inputs = 400;
    setup.outputs = 400;
    setup.plan = {4096, 8};
    // One response for all: the host has the memory, the device does not.
    const ConvolverPath path = noise_path(0, 0, 480000, 1);
    for (std::uint32_t i = 0; i < 400; ++i) {
        for (std::uint32_t o = 0; o < 400; ++o) {
            setup.paths.push_back(path);
            setup.paths.back().input = i;
            setup.paths.back().output = o;
        }
    }
    const std::string message = refusal(options(), setup);
    EXPECT_NE(message.find("MiB are missing"), std::string::npos) << message;
    EXPECT_NE(message.find("fewer ones"), std::string::npos) << message;
}

TEST_F(VulkanConvolver, RefusesPlansOfOtherSizes) {
    for (const plan::ConvPlan plan :
         {plan::ConvPlan{32, 1}, {8192, 1}, {480, 1}, {0, 1}, {256, 0}}) {
        ConvolverSetup setup = mixed_setup();
        setup.plan = plan;
        const std::string message = refusal(options(), setup);
        EXPECT_NE(message.find(plan.key()), std::string::npos) << message;
    }
}

TEST_F(VulkanConvolver, TakesOneUnitAtATime) {
    const ConvolverSetup setup = mixed_setup();
    const auto engine = convolver();
    PlanarBuffer<float> in(3, setup.plan.unit());
    PlanarBuffer<float> out(5, setup.plan.unit());
    EXPECT_FALSE(engine->submit(in.view()));  // not prepared
    engine->prepare(setup);
    in.view()[0][0] = 1;
    const auto ticket = engine->submit(in.view());
    ASSERT_TRUE(ticket);
    EXPECT_FALSE(engine->submit(in.view()));
    State state = State::Late;
    while (state == State::Late) state = engine->collect(*ticket, Wait::No, out.view());
    EXPECT_EQ(state, State::Done);
    EXPECT_TRUE(engine->submit(in.view()));
}

// The other tests trust the layer to see a hazard between the passes.
TEST_F(VulkanConvolver, TheLayerWouldReportMissingBarriers) {
    gpu::VulkanOptions changed = options();
    if (!changed.validation) GTEST_SKIP() << "the validation layer is not installed";
    ShimPlan plan;
    plan.drop_barriers = true;
    changed.wrap_loader = shim(plan);
    static_cast<void>(with(changed, mixed_setup()));
    const auto said = std::exchange(messages, {});
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said[0].find("SYNC-HAZARD"), std::string::npos) << said[0];
}

TEST_F(VulkanConvolver, OutputsThatNothingReachesAreExactlySilent) {
    const ConvolverSetup setup = mixed_setup();  // nothing leads to output 4
    const auto out = with(options(), setup);
    const auto silent = [](std::span<const float> row) {
        return std::all_of(row.begin(), row.end(), [](float x) { return x == 0; });
    };
    EXPECT_TRUE(silent(out.view()[4]));
    EXPECT_FALSE(silent(out.view()[0]));
}

TEST_F(VulkanConvolver, WorksWithoutPathsInputsOrOutputs) {
    for (const auto& [inputs, outputs] :
         {std::pair(0U, 0U), std::pair(2U, 0U), std::pair(0U, 2U)}) {
        ConvolverSetup setup;
        setup.inputs = inputs;
        setup.outputs = outputs;
        setup.plan = {128, 2};
        const auto out = with(options(), setup);
        for (std::uint32_t o = 0; o < outputs; ++o) {
            const auto row = out.view()[o];
            EXPECT_TRUE(std::all_of(row.begin(), row.end(), [](float x) { return x == 0; }));
        }
    }
}

TEST_F(VulkanConvolver, ManyShortPathsAndManyBlocksAtOnce) {
    ConvolverSetup setup;
    setup.inputs = 24;
    setup.outputs = 24;
    setup.plan = {512, 64};
    for (std::uint32_t i = 0; i < 24; ++i) setup.paths.push_back(noise_path(i, i, 512, i));
    const auto batched = with(options(), setup);
    setup.plan = {512, 1};
    const auto engine = convolver();
    engine->prepare(setup);
    const auto single = convolve(*engine, setup, kUnits * 64);
    // The same windows, the same transforms and sums.
    EXPECT_TRUE(same_bytes(batched, single));
}

TEST_F(VulkanConvolver, PlansLongRoomsInLargeBlocks) {
    const auto engine = convolver();
    EXPECT_EQ(plan::choose_offline({1, 12, 12, 192000}, engine->costs()),
              (plan::ConvPlan{4096, 8}));
    EXPECT_EQ(plan::choose_offline({64, 12, 768, 480000}, engine->costs()),
              (plan::ConvPlan{4096, 8}));
    const plan::ConvPlan small = plan::choose_offline({12, 12, 12, 512}, engine->costs());
    EXPECT_GE(small.block, 256U);
    EXPECT_EQ(small.unit(), 32768U);
}

TEST_F(VulkanConvolver, PlanKeyNamesDeviceAndPlan) {
    const auto engine = convolver();
    engine->prepare(mixed_setup());
    const std::string key = engine->plan_key();
    EXPECT_EQ(key.rfind("vulkan/", 0), 0U) << key;
    EXPECT_NE(key.find("/c256x3"), std::string::npos) << key;
    EXPECT_EQ(std::count(key.begin(), key.end(), '/'), 3) << key;
}

}  // namespace
}  // namespace cavea::test
