// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/render.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/base/error.h"
#include "renderer/engines.h"
#include "tests/renderer/support/render_scene.h"
#include "tests/renderer/support/scene.h"

namespace cavea {
namespace {

std::unique_ptr<Engine> cpu() { return make_engine({"cpu", "", 2, "", {}}).engine; }

/// The cpu engine until it is lost: after some submits, or at some collect.
class FragileEngine final : public Engine {
 public:
    FragileEngine(int submits, int collects) : submits_(submits), collects_(collects) {}
    void prepare(const EngineSetup& setup) override { inner_->prepare(setup); }
    [[nodiscard]] Span needs(Span wanted) const override { return inner_->needs(wanted); }
    [[nodiscard]] Frame latency_frames() const override { return 0; }
    [[nodiscard]] std::optional<Ticket> submit(Span span, Planar<const float> feeds,
                                               const plan::SpanPlan& plan) noexcept override {
        if (submits_-- <= 0) return std::nullopt;
        return inner_->submit(span, feeds, plan);
    }
    [[nodiscard]] State collect(Ticket ticket, Wait wait, Planar<float> columns) noexcept override {
        if (collects_-- <= 0) return State::Lost;
        return inner_->collect(ticket, wait, columns);
    }
    [[nodiscard]] std::string lost_reason() const override { return "unplugged"; }
    [[nodiscard]] std::string name() const override { return "fragile"; }
    [[nodiscard]] std::string device() const override { return "test"; }
    [[nodiscard]] std::string plan_key() const override { return "fragile"; }

 private:
    std::unique_ptr<Engine> inner_ = cpu();
    int submits_;
    int collects_;
};

class RenderLoss : public testing::Test {
 protected:
    std::shared_ptr<programme::Programme> scene_ =
        test::random_scene({5, 0, 60000, 48000, 3, true});
    test::Samples tracks_ = test::random_tracks(*scene_, 3);
    std::vector<layout::Layout> layouts_{*layout::find("4+7+0")};
    test::Samples whole_ = test::render_scene(scene_, tracks_, layouts_, cpu).samples;
};

TEST_F(RenderLoss, AnotherEngineFinishesWithTheSameBytes) {
    for (int at = 0; at < 9; ++at) {
        for (const bool submitting : {false, true}) {
            std::string reason;
            const auto fragile = [&]() -> std::unique_ptr<Engine> {
                return std::make_unique<FragileEngine>(submitting ? at : 99, submitting ? 99 : at);
            };
            const auto out =
                test::render_scene(scene_, tracks_, layouts_, fragile, [&](RenderSettings& s) {
                    s.replace_lost = [&](const std::string& why) {
                        reason = why;
                        return EngineSource{cpu, {}};
                    };
                });
            const bool was_lost = at < 8;  // 60000 frames are 8 chunks
            EXPECT_EQ(out.samples, whole_) << at;
            EXPECT_EQ(out.result.engine, was_lost ? "mixed" : "fragile") << at;
            EXPECT_EQ(reason, was_lost ? "unplugged" : "") << at;
        }
    }
}

TEST_F(RenderLoss, WithoutAnotherEngineTheReasonIsTheError) {
    const auto fragile = [] { return std::make_unique<FragileEngine>(2, 99); };
    try {
        static_cast<void>(test::render_scene(scene_, tracks_, layouts_, fragile));
        FAIL() << "rendered";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Machine);
        EXPECT_NE(std::string(error.what()).find("unplugged"), std::string::npos);
    }
}

TEST_F(RenderLoss, AnInterruptStopsIt) {
    Interrupt interrupt;
    interrupt.request();
    try {
        static_cast<void>(test::render_scene(scene_, tracks_, layouts_, cpu,
                                             [&](RenderSettings& s) { s.interrupt = &interrupt; }));
        FAIL() << "rendered";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Interrupted);
    }
}

TEST_F(RenderLoss, ProgressEndsAtTheWhole) {
    RenderProgress last;
    Frame before = 0;
    static_cast<void>(test::render_scene(scene_, tracks_, layouts_, cpu, [&](RenderSettings& s) {
        s.progress = [&](const RenderProgress& p) {
            EXPECT_GT(p.done, before);
            before = p.done;
            last = p;
        };
    }));
    EXPECT_EQ(last.done, 60000);
    EXPECT_EQ(last.total, 60000);
}

TEST(ChooseGrid, KeepsFeedsBelowOneGpuBinding) {
    for (const std::uint32_t rows : {0U, 1U, 128U, 1000U, 4096U, 10000U}) {
        const plan::Grid grid = choose_grid(rows);
        EXPECT_EQ(grid.chunk % grid.block, 0U);
        EXPECT_LE(std::uint64_t{rows} * grid.chunk * 4, 128U << 20U) << rows;
    }
}

TEST(PlanKey, IsTakenApartAndRefusedWhenItIsNone) {
    auto engine = make_engine({"cpu", "", 1, "baseline", {}}).engine;
    engine->prepare({1, 2, {512, 2048}, 48000});
    const PlanRequest request = parse_plan_key(engine->plan_key());
    EXPECT_EQ(request.engine, "cpu");
    EXPECT_EQ(request.isa, "baseline");
    EXPECT_EQ(request.grid, (plan::Grid{512, 2048}));
    for (const std::string bad : {"", "x", "cavea-9.9.9/cpu/avx2/b1024/c8192",
                                  "cavea-0.1.0/cpu/avx2/b0/c0", "cavea-0.1.0/tpu/x/b64/c64"}) {
        EXPECT_THROW(static_cast<void>(parse_plan_key(bad)), Error) << bad;
    }
}

TEST(MakeEngine, RefusesNamesThatDoNotExist) {
    EXPECT_THROW(static_cast<void>(make_engine({"quantum", "", 1, "", {}})), Error);
    EXPECT_THROW(static_cast<void>(make_engine({"cpu", "", 1, "mmx", {}})), Error);
    EXPECT_EQ(make_engine({"auto", "", 1, "", {}}).engine->name(), "cpu");
}

}  // namespace
}  // namespace cavea
