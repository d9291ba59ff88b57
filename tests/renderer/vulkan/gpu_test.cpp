// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu_test.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <tuple>

#include "core/base/error.h"
#include "tests/support/gpu.h"
#include "tests/support/support.h"

// The sanitizers ask for these. Drivers and the layer keep a little memory until the process ends;
// the compiler inside the software driver is not instrumented, and gives locks back to nobody.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libvulkan_\nleak:libLLVM\nleak:libVkLayer_\n";
}
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "called_from_lib:libLLVM\nrace:libvulkan_lvp.so\nmutex:libvulkan_lvp.so\n"
           "mutex:__register_frame_info\n";
}

namespace cavea::test {
namespace {

/// Keep a driver or layer loaded until the process ends. Otherwise the loader unloads it with the
/// last instance: loading it anew for every engine is slow, and LeakSanitizer could not tell whose
/// leak it sees.
int pin(dl_phdr_info* module, std::size_t, void*) {
    const std::string name = module->dlpi_name;
    if (name.find("libvulkan_") != std::string::npos ||
        name.find("libVkLayer_") != std::string::npos) {
        static_cast<void>(dlopen(name.c_str(), RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE));
    }
    return 0;
}

/// Make an engine as the tests do.
///
/// \return why that failed; empty when it did not
std::string why_no_engine(bool validate) {
    gpu::VulkanOptions options;
    options.device = test_device();
    if (validate) options.validation = [](const std::string&) {};
    try {
        const auto engine = gpu::make_vulkan_engine(options);
        dl_iterate_phdr(pin, nullptr);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

void add_segments(plan::SpanPlan& plan, const ProgrammeShape& shape, std::mt19937_64& generator) {
    const auto pick = [&](Frame least, Frame most) {
        return std::uniform_int_distribution<Frame>(least, most)(generator);
    };
    const double peak = 1.0 / std::sqrt(static_cast<double>(shape.rows));
    std::uniform_real_distribution<double> gain(-peak, peak);
    for (std::size_t i = 0; i < shape.segments_per_chunk; ++i) {
        plan::Segment segment;
        segment.row = static_cast<std::uint32_t>(pick(0, shape.rows - 1));
        segment.column = static_cast<std::uint32_t>(pick(0, shape.columns - 1));
        segment.begin = pick(plan.span.begin, plan.span.end - 1);
        const Frame longest = std::min(shape.longest, plan.span.end - segment.begin);
        segment.end = segment.begin + pick(1, longest);
        segment.gain_begin = gain(generator);
        const bool constant = pick(0, 2) == 0;
        if (!constant) {
            segment.slope = (gain(generator) - segment.gain_begin) /
                            static_cast<double>(segment.end - segment.begin);
        }
        plan.direct.push_back(segment);
    }
    std::sort(plan.direct.begin(), plan.direct.end(), [](const auto& a, const auto& b) {
        return std::tie(a.row, a.begin, a.column) < std::tie(b.row, b.begin, b.column);
    });
}

}  // namespace

Programme empty_programme(const ProgrammeShape& shape) {
    Programme programme;
    programme.setup.rows = shape.rows;
    programme.setup.columns = shape.columns;
    programme.setup.grid = shape.grid;
    programme.frames = shape.frames;
    programme.feeds = PlanarBuffer<float>(shape.rows, static_cast<std::size_t>(shape.frames));
    for (Frame begin = 0; begin < shape.frames; begin += shape.grid.chunk) {
        plan::SpanPlan plan;
        plan.span = {begin, std::min<Frame>(begin + shape.grid.chunk, shape.frames)};
        programme.plans.push_back(plan);
    }
    return programme;
}

Programme random_programme(const ProgrammeShape& shape, std::uint64_t seed) {
    Programme programme = empty_programme(shape);
    std::mt19937_64 generator(seed);
    for (plan::SpanPlan& plan : programme.plans) add_segments(plan, shape, generator);
    for (std::uint32_t row = 0; row < shape.rows; ++row) {
        const auto samples = noise(static_cast<std::size_t>(shape.frames), seed * 1000 + row);
        std::copy(samples.begin(), samples.end(), programme.feeds.view()[row].begin());
    }
    return programme;
}

std::vector<std::vector<double>> reference(const Programme& programme) {
    std::vector<std::vector<double>> columns(
        programme.setup.columns, std::vector<double>(static_cast<std::size_t>(programme.frames)));
    for (const plan::SpanPlan& plan : programme.plans) {
        for (const plan::Segment& segment : plan.direct) {
            for (Frame n = segment.begin; n < segment.end; ++n) {
                const auto at = static_cast<std::size_t>(n);
                columns[segment.column][at] +=
                    static_cast<double>(programme.feeds.view()[segment.row][at]) *
                    (segment.gain_begin + segment.slope * static_cast<double>(n - segment.begin));
            }
        }
    }
    return columns;
}

double peak_difference(const PlanarBuffer<float>& columns,
                       const std::vector<std::vector<double>>& expected) {
    double peak = 0;
    for (std::size_t column = 0; column < expected.size(); ++column) {
        for (std::size_t n = 0; n < expected[column].size(); ++n) {
            const double difference =
                std::abs(static_cast<double>(columns.view()[column][n]) - expected[column][n]);
            if (!(difference <= peak)) peak = difference;  // so that NaN is not passed over
            if (std::isnan(peak)) return peak;
        }
    }
    return peak;
}

bool same_bytes(const PlanarBuffer<float>& a, const PlanarBuffer<float>& b) {
    if (a.channels() != b.channels() || a.frames() != b.frames()) return false;
    for (std::size_t i = 0; i < a.channels(); ++i) {
        if (std::memcmp(a.view()[i].data(), b.view()[i].data(), a.frames() * sizeof(float)) != 0) {
            return false;
        }
    }
    return true;
}

PlanarBuffer<float> render(Engine& engine, const Programme& programme, Pace pace) {
    const auto first = [](Span span) { return static_cast<std::size_t>(span.begin); };
    const auto count = [](Span span) { return static_cast<std::size_t>(span.frames()); };
    PlanarBuffer<float> columns(programme.setup.columns,
                                static_cast<std::size_t>(programme.frames));
    engine.prepare(programme.setup);
    std::vector<Ticket> tickets;
    std::size_t collected = 0;
    const auto collect = [&] {
        const Span span = programme.plans[collected].span;
        const State state = engine.collect(tickets[collected], Wait::Yes,
                                           columns.view().slice(first(span), count(span)));
        EXPECT_EQ(state, State::Done) << engine.lost_reason();
        ++collected;
    };
    const std::size_t lag = pace == Pace::TwoInFlight ? 1 : 0;
    for (const plan::SpanPlan& plan : programme.plans) {
        const auto feeds = programme.feeds.view().slice(first(plan.span), count(plan.span));
        const auto ticket = engine.submit(plan.span, feeds, plan);
        EXPECT_TRUE(ticket) << engine.lost_reason();
        if (!ticket) return columns;
        tickets.push_back(*ticket);
        while (tickets.size() - collected > lag) collect();
    }
    while (collected < tickets.size()) collect();
    return columns;
}

void GpuTest::SetUp() {
    const std::string validated = why_no_engine(true);
    validate_ = validated.empty();
    if (validate_) return;
    if (gpu_required()) FAIL() << validated;
    // The layer is a developer's package: without it the tests still say whether the sound is
    // right.
    const std::string plain = why_no_engine(false);
    if (plain.empty()) return;
    if (gpu::list_devices().devices.empty()) GTEST_SKIP() << plain;
    FAIL() << plain;
}

void GpuTest::TearDown() {
    for (const std::string& message : messages) ADD_FAILURE() << "validation layer: " << message;
}

gpu::VulkanOptions GpuTest::options() {
    gpu::VulkanOptions options;
    options.device = test_device();
    if (validate_) {
        options.validation = [this](const std::string& message) { messages.push_back(message); };
    }
    return options;
}

}  // namespace cavea::test
