// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sample_decode.h"

#include <gtest/gtest.h>

#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

using io::Encoding;

/// One sample at a time, from the definition of its encoding.
float reference(Encoding encoding, const std::string& bytes, std::size_t index) {
    const std::size_t size = io::bytes_per_sample(encoding);
    const char* const at = bytes.data() + index * size;
    const auto integer = [&] {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            value |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
        }
        const std::uint64_t sign = std::uint64_t{1} << (8 * size - 1);
        return static_cast<std::int64_t>(value ^ sign) - static_cast<std::int64_t>(sign);
    };
    switch (encoding) {
        case Encoding::Pcm16:
            return static_cast<float>(integer()) / 32767.0F;
        case Encoding::Pcm24:
            return static_cast<float>(integer()) / 8388607.0F;
        case Encoding::Pcm24In32:
            return static_cast<float>(integer() / 256) / 8388607.0F;
        case Encoding::Pcm32:
            return static_cast<float>(static_cast<double>(integer()) / 2147483647.0);
        case Encoding::Float32: {
            float x = 0;
            std::memcpy(&x, at, sizeof x);
            return x;
        }
        case Encoding::Float64: {
            double x = 0;
            std::memcpy(&x, at, sizeof x);
            return static_cast<float>(x);
        }
    }
    return 0;
}

std::string random_samples(Encoding encoding, std::size_t count) {
    std::string out;
    for (const float x : noise(count, 42, 0.999F)) {
        const auto whole = static_cast<std::int64_t>(static_cast<double>(x) * 2147483647.0);
        switch (encoding) {
            case Encoding::Pcm16:
                out += le(static_cast<std::uint64_t>(whole >> 16), 2);
                break;
            case Encoding::Pcm24:
                out += le(static_cast<std::uint64_t>(whole >> 8), 3);
                break;
            case Encoding::Pcm24In32:
                out += le(static_cast<std::uint64_t>(whole >> 8) << 8, 4);
                break;
            case Encoding::Pcm32:
                out += le(static_cast<std::uint64_t>(whole), 4);
                break;
            case Encoding::Float32:
                out += bits_of(x);
                break;
            case Encoding::Float64:
                out += bits_of(static_cast<double>(x) * 1.000000001);
                break;
        }
    }
    return out;
}

TEST(SampleDecoder, MatchesOneSampleAtATimeForAnyShape) {
    for (const auto encoding : {Encoding::Pcm16, Encoding::Pcm24, Encoding::Pcm24In32,
                                Encoding::Pcm32, Encoding::Float32, Encoding::Float64}) {
        for (const std::size_t channels : {1U, 2U, 3U, 7U, 8U, 9U, 16U, 25U, 128U, 5000U}) {
            io::SampleDecoder decoder(encoding, channels);
            for (const std::size_t frames : {0U, 1U, 31U, 32U, 33U, 600U}) {
                if (channels * frames > 400000) continue;
                const std::string bytes = random_samples(encoding, channels * frames);
                PlanarBuffer<float> out(channels, frames);
                EXPECT_FALSE(decoder.decode(std::as_bytes(std::span(bytes)), out.view()));
                for (std::size_t i = 0; i < channels * frames; ++i) {
                    ASSERT_EQ(out.view()[i % channels][i / channels], reference(encoding, bytes, i))
                        << io::encoding_name(encoding) << ", " << channels << " channels, "
                        << frames << " frames, sample " << i;
                }
            }
        }
    }
}

TEST(SampleDecoder, ReportsTheFirstBadSampleOfMany) {
    constexpr std::size_t kChannels = 3;
    constexpr std::size_t kFrames = 20000;  // several tiles
    std::vector<float> samples(kChannels * kFrames, 0.5F);
    for (const std::size_t frame : {7000U, 7001U, 15000U}) samples[frame * kChannels + 1] = 1e9F;
    samples[7000 * kChannels + 2] = -1e9F;
    io::SampleDecoder decoder(Encoding::Float32, kChannels);
    PlanarBuffer<float> out(kChannels, kFrames);
    const auto bad = decoder.decode(std::as_bytes(std::span(samples)), out.view());
    ASSERT_TRUE(bad);
    EXPECT_EQ(bad->frame, 7000U);
    EXPECT_EQ(bad->channel, 1U);
    EXPECT_EQ(bad->value, 1e9F);
}

TEST(SampleDecoder, MapsFullScaleToOne) {
    io::SampleDecoder decoder(Encoding::Pcm24, 1);
    const std::string bytes = le(0x7FFFFF, 3) + le(0x800001, 3) + le(0, 3) + le(0x800000, 3);
    PlanarBuffer<float> out(1, 4);
    EXPECT_FALSE(decoder.decode(std::as_bytes(std::span(bytes)), out.view()));
    EXPECT_EQ(out.view()[0][0], 1.0F);
    EXPECT_EQ(out.view()[0][1], -1.0F);
    EXPECT_EQ(out.view()[0][2], 0.0F);
    EXPECT_NEAR(out.view()[0][3], -1.0, 2e-7);
}

}  // namespace
}  // namespace cavea::test
