// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <limits>
#include <random>

#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

std::unique_ptr<io::WavFile> open_quietly(const std::filesystem::path& path) {
    Diagnostics diagnostics;
    return io::open_wav(path, diagnostics);
}

TEST(WavFile, RandomReadsAgreeWithTheBytesAndAreZeroOutside) {
    const TemporaryFolder folder;
    for (const unsigned channels : {1U, 2U, 7U, 24U}) {
        // Longer than the 256 KiB that are read at once.
        const std::int64_t frames = 100003 / channels + 90000 / (3 * channels) * 5;
        const auto file = open_quietly(
            write_file(folder / "a.wav", riff(fmt_chunk({.channels = channels}) +
                                              chunk("data", counting_pcm24(channels, frames)))));
        ASSERT_EQ(file->frames(), frames);
        std::mt19937_64 random(channels);
        for (int round = 0; round < 40; ++round) {
            const auto at =
                static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(frames) + 2000)) -
                1000;
            const auto count = static_cast<std::size_t>(random() % (round < 4 ? 150000 : 700));
            PlanarBuffer<float> buffer(channels, count);
            const auto out = buffer.view();
            for (std::size_t c = 0; c < channels; ++c)
                std::fill(out[c].begin(), out[c].end(), 9.0F);
            file->read(at, out);
            for (std::size_t c = 0; c < channels; ++c) {
                for (std::size_t t = 0; t < count; ++t) {
                    const std::int64_t frame = at + static_cast<std::int64_t>(t);
                    const float expected =
                        frame < 0 || frame >= frames
                            ? 0.0F
                            : static_cast<float>(counting_sample(frame, c)) / 8388607.0F;
                    ASSERT_EQ(out[c][t], expected) << "frame " << frame << " channel " << c;
                }
            }
        }
    }
}

TEST(WavFile, ReadsFarOutsideTheFileAreSilence) {
    const TemporaryFolder folder;
    const auto file = open_quietly(
        write_file(folder / "a.wav", riff(fmt_chunk() + chunk("data", counting_pcm24(2, 5)))));
    for (const Frame at : {std::numeric_limits<Frame>::min(), std::numeric_limits<Frame>::max() - 5,
                           Frame{-10}, Frame{5}}) {
        PlanarBuffer<float> buffer(2, 10);
        std::fill(buffer.view()[0].begin(), buffer.view()[0].end(), 9.0F);
        file->read(at, buffer.view());
        for (const float x : buffer.view()[0]) EXPECT_EQ(x, 0.0F) << at;
    }
    PlanarBuffer<float> none(2, 0);
    file->read(2, none.view());
}

TEST(WavFile, SaysWhatTheHeaderSays) {
    const TemporaryFolder folder;
    struct Case {
        std::string bytes, name;
        std::uint32_t mask;
    };
    const std::string data64 = chunk("data", std::string(64, 0));
    const std::vector<Case> cases{
        {riff(fmt_chunk({.bits = 16}) + data64), "WAV PCM 16 bit", 0},
        {riff(fmt_chunk({.bits = 32}) + data64), "WAV PCM 32 bit", 0},
        {riff(fmt_chunk({.bits = 32, .tag = 3}) + data64), "WAV float 32 bit", 0},
        {riff(fmt_chunk({.bits = 64, .tag = 3}) + data64), "WAV float 64 bit", 0},
        {riff(fmt_chunk({.bits = 32, .tag = 0xFFFE, .extension = extension(3, 32, 0x33)}) + data64),
         "WAV float 32 bit", 0x33},
        // 24 valid bits in 32 are the upper ones: read as 32.
        {riff(fmt_chunk({.bits = 32, .tag = 0xFFFE, .extension = extension(1, 24, 0)}) + data64),
         "WAV PCM 32 bit", 0},
        {riff(ds64(0, 64, 0) + fmt_chunk({.bits = 16}) +
                  chunk("data", std::string(64, 0), 0xFFFFFFFF),
              "BW64", 0xFFFFFFFF),
         "BW64 PCM 16 bit", 0},
    };
    for (const auto& test : cases) {
        const auto file = open_quietly(write_file(folder / "a.wav", test.bytes));
        EXPECT_EQ(file->format_name(), test.name);
        EXPECT_EQ(file->channel_mask(), test.mask);
        EXPECT_EQ(file->rate_hz(), 48000U);
        EXPECT_EQ(file->channels(), 2U);
        EXPECT_EQ(file->path(), folder / "a.wav");
    }
}

std::string floats(const std::vector<float>& values) {
    std::string out;
    for (const float x : values) out += bits_of(x);
    return out;
}

TEST(WavFile, NamesTheFirstUnusableSampleInFileOrder) {
    const TemporaryFolder folder;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    for (const unsigned channels : {1U, 2U, 7U, 128U}) {
        const std::size_t frames = 300000 / channels;
        for (const float bad : {nan, infinity, -infinity, 1e30F, -64.01F}) {
            for (const std::size_t frame : {std::size_t{0}, frames / 2, frames - 1}) {
                std::vector<float> samples(frames * channels, 0.25F);
                const std::size_t channel = channels / 2;
                samples[frame * channels + channel] = bad;
                // Later in the file, though earlier in planar order.
                if (frame + 1 < frames) samples[(frame + 1) * channels] = nan;
                const auto file = open_quietly(write_file(
                    folder / "a.wav", riff(fmt_chunk({.channels = channels, .bits = 32, .tag = 3}) +
                                           chunk("data", floats(samples)))));
                PlanarBuffer<float> out(channels, frames + 20);
                expect_error(ErrorCode::Refused,
                             {(folder / "a.wav").string(), "frame " + std::to_string(frame) +
                                                               " of channel " +
                                                               std::to_string(channel + 1) + ":"},
                             [&] { file->read(-10, out.view()); });
            }
        }
    }
}

TEST(WavFile, RefusesNonFiniteDoublesAndThoseThatLeaveFloat) {
    const TemporaryFolder folder;
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), 1e300, -65.0}) {
        const std::string bytes = bits_of(0.5) + bits_of(0.25) + bits_of(bad);
        const auto file = open_quietly(write_file(
            folder / "a.wav",
            riff(fmt_chunk({.channels = 1, .bits = 64, .tag = 3}) + chunk("data", bytes))));
        PlanarBuffer<float> out(1, 3);
        expect_error(ErrorCode::Refused, {"frame 2 of channel 1"},
                     [&] { file->read(0, out.view()); });
        PlanarBuffer<float> before(1, 2);
        file->read(0, before.view());
        EXPECT_EQ(before.view()[0][1], 0.25F);
    }
}

TEST(WavFile, PassesDenormalsAndTheLoudestSampleUnchanged) {
    const TemporaryFolder folder;
    const std::vector<float> samples{1e-42F, -1e-42F, 64.0F, -64.0F, -0.0F};
    const auto file = open_quietly(write_file(
        folder / "a.wav",
        riff(fmt_chunk({.channels = 1, .bits = 32, .tag = 3}) + chunk("data", floats(samples)))));
    PlanarBuffer<float> out(1, samples.size());
    file->read(0, out.view());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        EXPECT_EQ(bits_of(out.view()[0][i]), bits_of(samples[i])) << i;
    }
}

TEST(WavFile, AFileThatShrinksIsAnErrorOfTheMachine) {
    const TemporaryFolder folder;
    const auto path =
        write_file(folder / "a.wav", riff(fmt_chunk() + chunk("data", counting_pcm24(2, 90000))));
    const auto file = open_quietly(path);
    std::filesystem::resize_file(path, 1000);
    PlanarBuffer<float> out(2, 90000);
    expect_error(ErrorCode::Machine, {path.string(), "shorter"},
                 [&] { file->read(0, out.view()); });
}

TEST(WavFile, ReadsBeyondFourGibibytes) {
    const TemporaryFolder folder;
    const auto path = folder / "sparse.rf64";
    constexpr std::int64_t kFrames = 100'000'000;  // 16 channels of 24 bit: 4.8 GB
    constexpr std::uint64_t kData = 48ULL * kFrames;
    write_file(path, riff(ds64(0, kData, kFrames) + fmt_chunk({.channels = 16}) + "data" +
                              le(0xFFFFFFFF, 4),
                          "RF64", 0xFFFFFFFF));
    const auto head = std::filesystem::file_size(path);
    std::error_code failed;
    std::filesystem::resize_file(path, head + kData, failed);
    if (failed) GTEST_SKIP() << "the disk holds no sparse file: " << failed.message();
    {
        std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(static_cast<std::streamoff>(head + kData - 48));
        out << counting_pcm24(16, 1);
    }
    const auto file = open_quietly(path);
    ASSERT_EQ(file->frames(), kFrames);
    PlanarBuffer<float> out(16, 3);
    file->read(kFrames - 2, out.view());
    for (std::size_t c = 0; c < 16; ++c) {
        EXPECT_EQ(out.view()[c][0], 0.0F);
        EXPECT_EQ(out.view()[c][1], static_cast<float>(counting_sample(0, c)) / 8388607.0F);
        EXPECT_EQ(out.view()[c][2], 0.0F);
    }
}

TEST(WavFile, RefusesARiffWhoseSizesHaveWrapped) {
    const TemporaryFolder folder;
    const auto path = write_file(
        folder / "wrapped.wav", riff(fmt_chunk({.bits = 16}) + chunk("data", std::string(400, 1))));
    std::error_code failed;
    std::filesystem::resize_file(path, (std::uint64_t{1} << 32) + std::filesystem::file_size(path),
                                 failed);
    if (failed) GTEST_SKIP() << "the disk holds no sparse file: " << failed.message();
    expect_error(ErrorCode::Refused, {"wrapped"}, [&] { static_cast<void>(open_quietly(path)); });
}

}  // namespace
}  // namespace cavea::test
