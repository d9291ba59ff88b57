// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sample_encode.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

std::vector<std::int32_t> quantised(io::Quantiser& quantiser, Planar<const float> in) {
    std::vector<std::int32_t> out(in.frames() * in.channels());
    quantiser.quantise(in, out);
    return out;
}

TEST(Quantiser, RestoresEveryIntegerThatTheReaderDivided) {
    for (const int bits : {16, 24}) {
        const std::int32_t scale = (1 << (bits - 1)) - 1;
        constexpr std::int64_t kFrames = 1 << 16;
        io::Quantiser quantiser(bits, 1, false);
        PlanarBuffer<float> in(1, kFrames);
        for (std::int64_t first = -scale - 1; first <= scale; first += kFrames) {
            for (std::int64_t t = 0; t < kFrames; ++t) {
                in.view()[0][static_cast<std::size_t>(t)] =
                    static_cast<float>(first + t) / static_cast<float>(scale);
            }
            const auto out = quantised(quantiser, in.view());
            for (std::int64_t t = 0; t < kFrames; ++t) {
                ASSERT_EQ(out[static_cast<std::size_t>(t)], first + t) << bits;
            }
        }
        EXPECT_EQ(quantiser.overs(), 0U);
    }
}

TEST(Quantiser, RoundsToNearestInAnyShape) {
    for (const std::size_t channels : {1U, 2U, 7U, 16U, 33U, 5000U}) {
        const std::size_t frames = channels == 5000 ? 3 : 401;
        const auto in = noise_planar(channels, frames);
        io::Quantiser quantiser(16, channels, false);
        const auto out = quantised(quantiser, in.view());
        for (std::size_t t = 0; t < frames; ++t) {
            for (std::size_t c = 0; c < channels; ++c) {
                const double exact = static_cast<double>(in.view()[c][t]) * 32767.0;
                ASSERT_LE(std::abs(out[t * channels + c] - exact), 0.5) << c << " " << t;
            }
        }
    }
}

TEST(Quantiser, ClipsAndCountsWhatDoesNotFit) {
    const std::vector<float> samples{1.0F, -1.0F, 1.00001F, 1.5F, -1.5F, 60.0F, -1e30F, 0.0F};
    PlanarBuffer<float> in(1, samples.size());
    std::copy(samples.begin(), samples.end(), in.view()[0].begin());
    io::Quantiser quantiser(16, 1, false);
    // 1.00001 is 0.3 steps above full scale: rounded, not clipped.
    EXPECT_EQ(quantised(quantiser, in.view()),
              (std::vector<std::int32_t>{32767, -32767, 32767, 32767, -32768, 32767, -32768, 0}));
    EXPECT_EQ(quantiser.overs(), 4U);
    static_cast<void>(quantised(quantiser, in.view()));
    EXPECT_EQ(quantiser.overs(), 8U);
}

TEST(Quantiser, DitherIsTriangularAndIndependentPerChannel) {
    constexpr std::size_t kFrames = 200000;
    PlanarBuffer<float> in(2, kFrames);
    // A quarter step: plain rounding would give silence.
    for (std::size_t c = 0; c < 2; ++c) {
        std::fill(in.view()[c].begin(), in.view()[c].end(), 0.25F / 32767.0F);
    }
    io::Quantiser quantiser(16, 2, true);
    const auto out = quantised(quantiser, in.view());
    double mean = 0;
    double power = 0;
    double product = 0;
    for (std::size_t t = 0; t < kFrames; ++t) {
        const double left = out[2 * t] - 0.25;
        const double right = out[2 * t + 1] - 0.25;
        ASSERT_LE(std::abs(left), 1.75);  // +-1 of dither and +-0.5 of rounding
        mean += left / kFrames;
        power += left * left / kFrames;
        product += left * right / kFrames;
    }
    // TPDF makes mean and power of the error independent of the signal: 0 and 1/6 + 1/12 steps^2.
    // Standard errors over 200,000 frames are 0.0011, 0.0007 and 0.0006; five of them are allowed.
    EXPECT_NEAR(mean, 0.0, 0.006);
    EXPECT_NEAR(power, 0.25, 0.004);
    EXPECT_NEAR(product, 0.0, 0.003);
}

TEST(Quantiser, DitherDoesNotDependOnTheBlocks) {
    const auto in = noise_planar(3, 1000, 0.1F);
    io::Quantiser whole(24, 3, true);
    const auto expected = quantised(whole, in.view());
    io::Quantiser parts(24, 3, true);
    std::vector<std::int32_t> out;
    for (std::size_t at = 0; at < 1000;) {
        const std::size_t count = std::min<std::size_t>(1 + at % 97, 1000 - at);
        const auto block = quantised(parts, in.view().slice(at, count));
        out.insert(out.end(), block.begin(), block.end());
        at += count;
    }
    EXPECT_EQ(out, expected);
    io::Quantiser plain(24, 3, false);
    EXPECT_NE(quantised(plain, in.view()), expected);
}

TEST(SampleEncode, InterleavesAnyShape) {
    for (const std::size_t channels : {1U, 2U, 3U, 8U, 9U, 31U, 128U, 5000U}) {
        for (const std::size_t frames : {0U, 1U, 5U, 200U}) {
            if (channels * frames > 100000) continue;
            const auto in = noise_planar(channels, frames);
            std::vector<float> out(channels * frames);
            io::interleave(in.view(), out);
            for (std::size_t i = 0; i < out.size(); ++i) {
                ASSERT_EQ(out[i], in.view()[i % channels][i / channels]) << channels << " " << i;
            }
        }
    }
}

TEST(SampleEncode, PacksLittleEndian) {
    const std::vector<std::int32_t> in{0x123456, -1, -8388608, 8388607};
    std::string bytes(12, ' ');
    io::pack_24(in, std::as_writable_bytes(std::span(bytes)));
    EXPECT_EQ(bytes, le(0x123456, 3) + le(0xFFFFFF, 3) + le(0x800000, 3) + le(0x7FFFFF, 3));
    const std::vector<std::int32_t> narrow{0x1234, -1, -32768, 32767};
    std::string two(8, ' ');
    io::pack_16(narrow, std::as_writable_bytes(std::span(two)));
    EXPECT_EQ(two, le(0x1234, 2) + le(0xFFFF, 2) + le(0x8000, 2) + le(0x7FFF, 2));
    io::pack_24({}, {});
}

}  // namespace
}  // namespace cavea::test
