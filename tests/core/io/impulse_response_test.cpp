// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/impulse_response.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/io/response_labels.h"
#include "tests/core/io/wav_builder.h"

namespace cavea::io {
namespace {

using Labels = std::vector<std::string>;

/// A float WAV whose sample of frame n and channel c is n + c / 100, below 64.
std::string ramp(unsigned channels, std::size_t frames, std::uint32_t rate_hz = 48000,
                 std::uint32_t mask = 0) {
    std::string data;
    for (std::size_t n = 0; n < frames; ++n) {
        for (unsigned c = 0; c < channels; ++c) {
            data += test::bits_of(static_cast<float>(n % 64) + static_cast<float>(c) / 100);
        }
    }
    test::Fmt format{channels, rate_hz, 32, 3};
    if (mask != 0) {
        format.tag = 0xFFFE;
        format.extension = test::extension(3, 32, mask);
    }
    return test::riff(test::fmt_chunk(format) + test::chunk("data", data));
}

std::string mono(const std::vector<float>& samples, std::uint32_t rate_hz = 48000) {
    std::string data;
    for (const float sample : samples) data += test::bits_of(sample);
    return test::riff(test::fmt_chunk({1, rate_hz, 32, 3}) + test::chunk("data", data));
}

class ImpulseResponse : public ::testing::Test {
 protected:
    dsp::IrSet load(const std::string& bytes, const ImpulseResponseOptions& options = {},
                    std::uint32_t rate_hz = 48000) {
        test::write_file(path_, bytes);
        return load_impulse_response(path_, rate_hz, options, diagnostics_);
    }
    /// The message that refuses, which has to name the file.
    std::string refusal(const std::string& bytes, const ImpulseResponseOptions& options = {}) {
        try {
            static_cast<void>(load(bytes, options));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Refused);
            EXPECT_TRUE(std::string(error.what()).starts_with(path_.string())) << error.what();
            return error.what();
        }
        ADD_FAILURE() << "accepted";
        return "";
    }
    [[nodiscard]] std::size_t warned(const std::string& code) const {
        const auto found = diagnostics_.counts().find(code);
        return found == diagnostics_.counts().end() ? 0 : found->second;
    }

    test::TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "ir.wav";
    Diagnostics diagnostics_;
};

TEST_F(ImpulseResponse, OneChannelIsSpread) {
    const dsp::IrSet set = load(mono({1, 0.5F, 0.25F}));
    EXPECT_EQ(set.output(), dsp::RoomOutput::Spread);
    EXPECT_EQ(set.channels, 1U);
    EXPECT_EQ(set.response(0, 0), (std::vector<float>{1, 0.5F, 0.25F}));
    EXPECT_TRUE(diagnostics_.list().empty());
}

TEST_F(ImpulseResponse, TwoChannelsAreTheFrontPair) {
    EXPECT_EQ(load(ramp(2, 4)).labels, (Labels{"M+030", "M-030"}));
}

TEST_F(ImpulseResponse, InputsComeOneAfterTheOtherInTheFile) {
    const dsp::IrSet set = load(ramp(4, 3), {{}, 2});
    EXPECT_EQ(set.inputs, 2U);
    EXPECT_EQ(set.channels, 2U);
    EXPECT_EQ(set.labels, (Labels{"M+030", "M-030"}));
    EXPECT_EQ(set.response(0, 1), (std::vector<float>{0.01F, 1.01F, 2.01F}));
    EXPECT_EQ(set.response(1, 0), (std::vector<float>{0.02F, 1.02F, 2.02F}));
}

TEST_F(ImpulseResponse, LabelsMayBeALayoutOrSpelledOut) {
    EXPECT_EQ(load(ramp(3, 2), {{"M+000", "U+030", "M+180"}, 1}).labels,
              (Labels{"M+000", "U+030", "M+180"}));
    EXPECT_EQ(load(ramp(10, 2), {{"4+5+0"}, 1}).labels[6], "U+030");
    EXPECT_EQ(load(ramp(12, 2), {{"5.1"}, 2}).labels[3], "LFE1");
    EXPECT_TRUE(diagnostics_.list().empty());
}

TEST_F(ImpulseResponse, MaskTellsTheLabels) {
    EXPECT_EQ(load(ramp(6, 2, 48000, 0x60F)).labels,
              (Labels{"M+030", "M-030", "M+000", "LFE1", "M+110", "M-110"}));
    EXPECT_EQ(load(ramp(8, 2, 48000, 0x63F)).labels,
              (Labels{"M+030", "M-030", "M+000", "LFE1", "M+135", "M-135", "M+090", "M-090"}));
    EXPECT_EQ(load(ramp(12, 2, 48000, 0x2D63F)).labels[8], "U+045");
    EXPECT_EQ(load(ramp(4, 2, 48000, 0x33)).labels, (Labels{"M+030", "M-030", "M+110", "M-110"}));
    EXPECT_TRUE(diagnostics_.list().empty());
}

TEST_F(ImpulseResponse, MaskKnowsEverySpeakerOnce) {
    const auto all = labels_of_mask(0x3FFFF);
    ASSERT_TRUE(all);
    for (const std::string& label : *all) EXPECT_EQ(std::count(all->begin(), all->end(), label), 1);
    EXPECT_FALSE(labels_of_mask(0x40000));
    EXPECT_FALSE(labels_of_mask(0));
}

TEST_F(ImpulseResponse, UsualCountsAreGuessedAndSaid) {
    const std::pair<unsigned, std::string> cases[] = {
        {6, "0+5+0"}, {8, "0+7+0"}, {12, "4+7+0"}, {24, "9+10+3"}};
    for (const auto& [channels, name] : cases) {
        const dsp::IrSet set = load(ramp(channels, 2));
        EXPECT_EQ(set.labels.size(), channels);
        EXPECT_NE(diagnostics_.list().back().message.find(name), std::string::npos);
    }
    EXPECT_EQ(warned("ir-layout-guessed"), 4U);
}

TEST_F(ImpulseResponse, OtherCountsAreRefusedWithAWayOut) {
    for (const unsigned channels : {3U, 4U, 5U, 7U, 11U, 500U}) {
        EXPECT_NE(refusal(ramp(channels, 2)).find("labels"), std::string::npos);
    }
    EXPECT_NE(refusal(ramp(4, 2)).find("several inputs"), std::string::npos);
    EXPECT_NE(refusal(ramp(4, 2), {{"5.1"}, 1}).find("4 channels for 6 labels"), std::string::npos);
    EXPECT_NE(refusal(ramp(5, 2), {{}, 2}).find("2 inputs"), std::string::npos);
    EXPECT_NE(refusal(ramp(2, 2), {{}, 0}).find("inputs"), std::string::npos);
    EXPECT_NE(refusal(ramp(2, 2), {{"M+030", "M+031"}, 1}).find("M+031"), std::string::npos);
    EXPECT_NE(refusal(ramp(2, 2), {{"M+030", "M+030"}, 1}).find("twice"), std::string::npos);
}

TEST_F(ImpulseResponse, BadSamplesAreRefusedByFrame) {
    std::vector<float> samples(2000, 0.1F);
    samples[1234] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_NE(refusal(mono(samples)).find("1234"), std::string::npos);
    samples[1234] = 1e20F;
    EXPECT_NE(refusal(mono(samples)).find("1234"), std::string::npos);
}

TEST_F(ImpulseResponse, LengthIsLimitedAndNamed) {
    // 8 kHz keeps the file small; the limit counts seconds.
    EXPECT_NE(refusal(mono(std::vector<float>(60 * 8000 + 1, 0.5F), 8000)).find("60 s"),
              std::string::npos);
    EXPECT_EQ(load(mono(std::vector<float>(60 * 8000, 0.5F), 8000), {}, 0).frames(), 480000U);
    EXPECT_NE(refusal(mono({})).find("no samples"), std::string::npos);
}

TEST_F(ImpulseResponse, SilenceIsKeptAndSaid) {
    const dsp::IrSet set = load(mono(std::vector<float>(100, 0.0F)));
    EXPECT_EQ(set.frames(), 1U);
    EXPECT_EQ(warned("ir-silent"), 1U);
}

TEST_F(ImpulseResponse, DenormalsAreZeroAndZerosAtTheEndAreLeftOut) {
    std::vector<float> samples(5000, 1e-42F);
    samples[0] = 1;
    samples[3] = -0.5F;
    EXPECT_EQ(load(mono(samples)).response(0, 0), (std::vector<float>{1, 0, 0, -0.5F}));
}

TEST_F(ImpulseResponse, OtherRatesAreResampledWithTheirGain) {
    std::vector<float> samples(9600, 0.0F);
    samples[960] = 1;
    const dsp::IrSet set = load(mono(samples, 96000));
    EXPECT_EQ(warned("ir-resampled"), 1U);
    EXPECT_EQ(set.rate_hz, 48000U);
    double area = 0;
    for (const float value : set.response(0, 0)) area += value;
    EXPECT_NEAR(area, 1, 1e-5);
    const auto& response = set.response(0, 0);
    EXPECT_EQ(std::max_element(response.begin(), response.end()) - response.begin(), 480);
    EXPECT_EQ(load(mono(samples, 96000), {}, 0).rate_hz, 96000U);
    EXPECT_EQ(warned("ir-resampled"), 1U);
}

}  // namespace
}  // namespace cavea::io
