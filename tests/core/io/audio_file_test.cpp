// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/audio_file.h"

#include <gtest/gtest.h>
#include <sndfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

constexpr std::size_t kFrames = 100003;

std::unique_ptr<io::AudioFile> open_quietly(const std::filesystem::path& path) {
    Diagnostics diagnostics;
    return io::open_audio(path, diagnostics);
}

/// A file made by libsndfile of counting_sample(), three channels.
std::filesystem::path made_by_libsndfile(const std::filesystem::path& path, int format,
                                         int rate = 48000, std::size_t frames = kFrames) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 3;
    info.format = format;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    EXPECT_NE(file, nullptr) << sf_strerror(nullptr);
    // By default libsndfile would put the bare integers into float files.
    sf_command(file, SFC_SET_SCALE_INT_FLOAT_WRITE, nullptr, SF_TRUE);
    std::vector<int> samples;
    for (std::size_t t = 0; t < frames; ++t) {
        for (std::size_t c = 0; c < 3; ++c) {
            samples.push_back(counting_sample(static_cast<std::int64_t>(t), c) * 256);
        }
    }
    EXPECT_EQ(sf_writef_int(file, samples.data(), static_cast<sf_count_t>(frames)),
              static_cast<sf_count_t>(frames));
    sf_close(file);
    return path;
}

struct Case {
    int format;
    std::string name;
    int bits;  ///< 0 = float
};

const std::vector<Case>& foreign_cases() {
    static const std::vector<Case> cases{
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "FLAC 16 bit", 16},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, "FLAC 24 bit", 24},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "AIFF PCM 16 bit", 16},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_24, "AIFF PCM 24 bit", 24},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_32, "AIFF PCM 32 bit", 32},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, "AIFF PCM 16 bit", 16},
        {SF_FORMAT_AIFF | SF_FORMAT_FLOAT, "AIFF float 32 bit", 0},
        {SF_FORMAT_W64 | SF_FORMAT_PCM_16, "W64 PCM 16 bit", 16},
        {SF_FORMAT_W64 | SF_FORMAT_PCM_24, "W64 PCM 24 bit", 24},
        {SF_FORMAT_W64 | SF_FORMAT_PCM_32, "W64 PCM 32 bit", 32},
        {SF_FORMAT_W64 | SF_FORMAT_FLOAT, "W64 float 32 bit", 0},
        {SF_FORMAT_W64 | SF_FORMAT_DOUBLE, "W64 float 64 bit", 0},
    };
    return cases;
}

/// What a sample becomes; libsndfile wrote floats as integer / 2^31.
double expected_sample(std::int32_t sample, int bits) {
    switch (bits) {
        case 16:
            return (sample >> 8) / 32767.0;
        case 24:
            return sample / 8388607.0;
        case 32:
            return sample * 256.0 / 2147483647.0;
        default:
            return sample / 8388608.0;
    }
}

TEST(AudioFile, ReadsForeignFormatsByContentAtAnyPlace) {
    const TemporaryFolder folder;
    for (const auto& test : foreign_cases()) {
        SCOPED_TRACE(test.name);
        // The name says WAV; only the content counts.
        const auto file = open_quietly(made_by_libsndfile(folder / "a.wav", test.format));
        EXPECT_EQ(file->format_name(), test.name);
        EXPECT_EQ(file->channels(), 3U);
        EXPECT_EQ(file->rate_hz(), 48000U);
        ASSERT_EQ(file->frames(), static_cast<Frame>(kFrames));
        EXPECT_EQ(file->as_wav(), nullptr);
        for (const Frame at :
             {Frame{0}, Frame{-20}, Frame{50000}, Frame{kFrames - 5}, Frame{7}, Frame{4103}}) {
            const std::size_t count = at == 0 ? kFrames : 4096;
            PlanarBuffer<float> out(3, count);
            file->read(at, out.view());
            for (std::size_t c = 0; c < 3; ++c) {
                for (std::size_t t = 0; t < count; ++t) {
                    const Frame frame = at + static_cast<Frame>(t);
                    const bool inside = frame >= 0 && frame < static_cast<Frame>(kFrames);
                    const double expected =
                        inside ? expected_sample(counting_sample(frame, c), test.bits) : 0.0;
                    // Half a unit in the last place of a float near 1.
                    ASSERT_NEAR(out.view()[c][t], expected, 6e-8) << frame;
                }
            }
        }
    }
}

/// libsndfile alone would open most of these with fewer frames and say nothing.
TEST(AudioFile, RefusesCutForeignFiles) {
    const TemporaryFolder folder;
    for (const auto& test : foreign_cases()) {
        SCOPED_TRACE(test.name);
        const auto whole =
            file_bytes(made_by_libsndfile(folder / "whole", test.format, 48000, 9001));
        for (const double part : {0.001, 0.01, 0.3, 0.7, 0.98}) {
            const auto length = static_cast<std::size_t>(static_cast<double>(whole.size()) * part);
            const auto path = write_file(folder / "cut", whole.substr(0, length));
            expect_error(ErrorCode::Refused, {path.string()},
                         [&] { static_cast<void>(open_quietly(path)); });
        }
    }
}

TEST(AudioFile, RefusesForeignEncodingsRatesAndFormatsByName) {
    const TemporaryFolder folder;
    const auto refuse = [&](const std::filesystem::path& path, const std::string& part) {
        expect_error(ErrorCode::Refused, {path.string(), part},
                     [&] { static_cast<void>(open_quietly(path)); });
    };
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_AIFF | SF_FORMAT_ULAW),
           "AIFF: this encoding");
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_FLAC | SF_FORMAT_PCM_S8),
           "FLAC: this encoding");
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_W64 | SF_FORMAT_ULAW), "W64: this encoding");
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 7000), "7000 Hz");
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_CAF | SF_FORMAT_PCM_16), "Core Audio");
    refuse(made_by_libsndfile(folder / "a", SF_FORMAT_AU | SF_FORMAT_PCM_16), "AU file");
    refuse(write_file(folder / "a", std::string("OggS\0\0\0\0\0\0\0\0\0\0", 14)), "Ogg");
    refuse(write_file(folder / "a", "ID3\x03 mp3"), "MP3");
    refuse(write_file(folder / "a", std::string(4, 0) + "ftypM4A "), "MP4");
    refuse(write_file(folder / "a", "<html>"), "text");
    refuse(write_file(folder / "a", "nothing known"), "no known audio format");
    refuse(write_file(folder / "a", "fLaC and no more"), "FLAC");
    refuse(write_file(folder / "a", "RIFX" + std::string(40, 0)), "big-endian");
    refuse(write_file(folder / "a", ""), "0 bytes");
}

TEST(AudioFile, NamesTheUnusableSampleOfAForeignFile) {
    const TemporaryFolder folder;
    const auto path = folder / "a.aiff";
    SF_INFO info{};
    info.samplerate = 48000;
    info.channels = 2;
    info.format = SF_FORMAT_AIFF | SF_FORMAT_FLOAT;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    ASSERT_NE(file, nullptr);
    std::array<float, 6> samples{0, 0, 0, std::numeric_limits<float>::quiet_NaN(), 0, 0};
    EXPECT_EQ(sf_writef_float(file, samples.data(), 3), 3);
    sf_close(file);
    PlanarBuffer<float> out(2, 3);
    expect_error(ErrorCode::Refused, {path.string(), "frame 1 of channel 2"},
                 [&] { open_quietly(path)->read(0, out.view()); });
}

TEST(AudioFile, SurvivesRandomDamageOfForeignFiles) {
    const TemporaryFolder folder;
    std::mt19937_64 random(20260802);
    for (const auto& test : foreign_cases()) {
        const auto good = file_bytes(made_by_libsndfile(folder / "good", test.format, 48000, 500));
        for (int round = 0; round < 60; ++round) {
            std::string bytes = good;
            for (std::uint64_t n = 1 + random() % 4; n > 0; --n) {
                bytes[random() % std::min<std::size_t>(bytes.size(), 300)] =
                    static_cast<char>(random());
            }
            const auto path = write_file(folder / "x", bytes);
            static_cast<void>(thrown_by([&] {
                const auto file = open_quietly(path);
                PlanarBuffer<float> out(file->channels(), 600);
                file->read(0, out.view());
                for (const float x : out.view()[0]) ASSERT_LE(std::abs(x), 64.0F);
            }));
        }
    }
}

TEST(AudioFile, RefusesWhatIsNoRegularFile) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", folder / "loop");
    struct Refusal {
        std::filesystem::path path;
        std::string part;
    };
    const std::vector<Refusal> cases{
        {folder / "missing.wav", "no such file"},
        {folder.path(), "folder"},
        {"/dev/zero", "device"},
        {folder / "pipe", "pipe"},
        {folder / "loop", "loop"},
        {folder / std::string(5000, 'x'), "longer"},
        {"/proc/self/mem", "0 bytes"},
        {folder / std::string("a\0b", 3), "NUL"},
        {"", "empty file name"},
    };
    for (const auto& test : cases) {
        expect_error(ErrorCode::Refused, {test.part},
                     [&] { static_cast<void>(open_quietly(test.path)); });
    }
}

TEST(AudioFile, RefusesAFileWithoutReadPermission) {
    if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
    const TemporaryFolder folder;
    const auto path = write_file(folder / "a.wav", "RIFF");
    ASSERT_EQ(chmod(path.c_str(), 0), 0);
    expect_error(ErrorCode::Refused, {path.string(), "permission"},
                 [&] { static_cast<void>(open_quietly(path)); });
}

TEST(AudioFile, ControlCharactersOfANameStayOutOfTheMessage) {
    expect_error(ErrorCode::Refused, {"\\x1b[31mred.wav"},
                 [] { static_cast<void>(open_quietly("/nowhere/\x1b[31mred.wav")); });
}

}  // namespace
}  // namespace cavea::test
