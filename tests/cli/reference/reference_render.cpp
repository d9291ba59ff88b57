// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/reference/reference_render.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/gpu.h"

namespace cavea::test {
namespace {

using Json = nlohmann::json;

std::vector<std::string> selection(const Json& entry) {
    std::vector<std::string> options;
    if (!entry.at("programme").is_null()) {
        options.insert(options.end(), {"--programme", entry.at("programme")});
    }
    for (const Json& object : entry.at("complementary_objects")) {
        options.insert(options.end(), {"--complementary-object", object});
    }
    if (!entry.at("importance_threshold").is_null()) {
        const int threshold = entry.at("importance_threshold");
        options.insert(options.end(), {"--importance", std::to_string(threshold)});
    }
    return options;
}

}  // namespace

std::vector<ReferenceRender> reference_renders(const std::filesystem::path& folder,
                                               const std::string& adm) {
    std::vector<ReferenceRender> out;
    std::ifstream file(folder / "renders/manifest.json");
    for (const Json& entry : Json::parse(file)) {
        if (entry.at("adm") != "adm/" + adm + ".wav") continue;
        ReferenceRender render;
        render.name = entry.at("name");
        render.adm = folder / entry.at("adm").get<std::string>();
        render.layout = entry.at("layout");
        render.options = selection(entry);
        for (const Json& part : entry.at("parts")) {
            render.parts.push_back(folder / part.get<std::string>());
        }
        render.channels = entry.at("channels").size();
        render.tolerance = entry.at("tol");
        out.push_back(std::move(render));
    }
    return out;
}

std::vector<std::string> engine_options() {
    if (std::string(CAVEA_TEST_ENGINE) == "cpu") return {"--engine", "cpu"};
    return {"--engine", "vulkan", "--device", test_device()};
}

Outcome render(const std::filesystem::path& input, const std::filesystem::path& output,
               const std::string& layout, const std::vector<std::string>& options) {
    std::vector<std::string> words{"render", input.string(), "-o",     output.string(),
                                   "-l",     layout,         "--quiet"};
    for (const auto& list : {engine_options(), options}) {
        words.insert(words.end(), list.begin(), list.end());
    }
    return cavea(words);
}

Audio side_by_side(const std::vector<std::filesystem::path>& parts) {
    std::vector<Audio> files;
    Audio out;
    for (const auto& part : parts) {
        files.push_back(read_audio(part));
        out.channels += files.back().channels;
    }
    out.rate_hz = files.at(0).rate_hz;
    out.frames = files[0].frames;
    for (std::size_t t = 0; t < out.frames; ++t) {
        for (const Audio& file : files) {
            for (std::size_t c = 0; c < file.channels; ++c) out.samples.push_back(file.at(t, c));
        }
    }
    return out;
}

void expect_close(const Audio& expected, const Audio& actual, double tolerance) {
    ASSERT_EQ(actual.rate_hz, expected.rate_hz);
    ASSERT_EQ(actual.channels, expected.channels);
    ASSERT_EQ(actual.frames, expected.frames);
    double worst = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < expected.samples.size(); ++i) {
        ASSERT_TRUE(std::isfinite(actual.samples[i])) << "sample " << i;
        const double difference = std::abs(actual.samples[i] - expected.samples[i]);
        if (difference > worst) {
            worst = difference;
            at = i;
        }
    }
    EXPECT_LE(worst, tolerance) << "in channel " << at % expected.channels + 1 << " of frame "
                                << at / expected.channels;
    std::ostringstream text;  // RecordProperty's own conversion shows too few digits
    text << worst;
    testing::Test::RecordProperty("largest_difference", text.str());
}

}  // namespace cavea::test
