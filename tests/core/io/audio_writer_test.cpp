// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/audio_writer.h"

#include <gtest/gtest.h>
#include <sndfile.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>

#include "core/io/audio_file.h"
#include "core/io/wav_file.h"
#include "core/io/wav_header.h"
#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

using io::SampleFormat;

io::WriterSettings settings_for(const std::filesystem::path& path, std::size_t channels,
                                SampleFormat format = SampleFormat::Float32, Frame frames = 0) {
    io::WriterSettings out;
    out.path = path;
    out.format = format;
    out.layout = bare_layout(channels);
    out.frames = frames;
    return out;
}

/// In uneven blocks, so that the writer's own blocks are crossed anywhere.
void write_all(io::AudioWriter& writer, Planar<const float> in) {
    std::size_t step = 1;
    for (std::size_t at = 0; at < in.frames();) {
        const std::size_t count = std::min(step, in.frames() - at);
        writer.write(in.slice(at, count));
        at += count;
        step = step * 3 + 1;
    }
}

void save(const io::WriterSettings& settings, Planar<const float> in) {
    Diagnostics diagnostics;
    const auto writer = io::create_audio(settings, diagnostics);
    write_all(*writer, in);
    writer->commit();
}

std::int32_t step_of(float x, int bits) {
    const double scale = (1 << (bits - 1)) - 1;
    return static_cast<std::int32_t>(std::nearbyint(static_cast<double>(x) * scale));
}

int bits_of(SampleFormat format) { return format == SampleFormat::Pcm16 ? 16 : 24; }

void expect_own_reader_agrees(const io::WriterSettings& settings, Planar<const float> in) {
    Diagnostics diagnostics;
    const auto file = io::open_audio(settings.path, diagnostics);
    EXPECT_TRUE(diagnostics.list().empty());
    ASSERT_EQ(file->channels(), in.channels());
    ASSERT_EQ(file->frames(), static_cast<Frame>(in.frames()));
    ASSERT_EQ(file->rate_hz(), settings.rate_hz);
    PlanarBuffer<float> out(in.channels(), in.frames());
    file->read(0, out.view());
    for (std::size_t c = 0; c < in.channels(); ++c) {
        for (std::size_t t = 0; t < in.frames(); ++t) {
            const float x = in[c][t];
            float expected = x;
            if (settings.format != SampleFormat::Float32) {
                const int bits = bits_of(settings.format);
                expected = static_cast<float>(step_of(x, bits)) /
                           static_cast<float>((1 << (bits - 1)) - 1);
            }
            ASSERT_EQ(out.view()[c][t], expected) << c << " " << t;
        }
    }
}

/// libsndfile as a judge that knows nothing of our code. It does not know the id BW64.
void expect_libsndfile_agrees(const io::WriterSettings& settings, Planar<const float> in) {
    SF_INFO info{};
    SNDFILE* file = sf_open(settings.path.c_str(), SFM_READ, &info);
    ASSERT_NE(file, nullptr) << sf_strerror(nullptr);
    EXPECT_EQ(info.channels, static_cast<int>(in.channels()));
    EXPECT_EQ(info.samplerate, static_cast<int>(settings.rate_hz));
    ASSERT_EQ(info.frames, static_cast<sf_count_t>(in.frames()));
    const std::size_t samples = in.channels() * in.frames();
    if (settings.format == SampleFormat::Float32) {
        std::vector<float> out(samples);
        EXPECT_EQ(sf_readf_float(file, out.data(), info.frames), info.frames);
        for (std::size_t i = 0; i < samples; ++i) {
            ASSERT_EQ(out[i], in[i % in.channels()][i / in.channels()]) << i;
        }
    } else {
        const int bits = bits_of(settings.format);
        std::vector<int> out(samples);
        EXPECT_EQ(sf_readf_int(file, out.data(), info.frames), info.frames);
        for (std::size_t i = 0; i < samples; ++i) {
            ASSERT_EQ(out[i] >> (32 - bits),
                      step_of(in[i % in.channels()][i / in.channels()], bits))
                << i;
        }
    }
    sf_close(file);
}

TEST(AudioWriter, EveryFormatAndContainerComesBackSampleForSample) {
    const TemporaryFolder folder;
    for (const auto* name : {"a.wav", "a.rf64", "a.bw64", "A.WAV"}) {
        for (const auto format :
             {SampleFormat::Float32, SampleFormat::Pcm24, SampleFormat::Pcm16}) {
            for (const std::size_t channels : {1U, 2U, 3U, 12U, 24U}) {
                SCOPED_TRACE(std::string(name) + " " + std::to_string(channels));
                // Odd, so that one channel of 24 bit needs the pad byte; beyond the 1 MiB of a
                // block.
                const std::size_t frames = 400001 / channels | 1U;
                const auto in = noise_planar(channels, frames);
                auto settings =
                    settings_for(folder / name, channels, format, static_cast<Frame>(frames));
                settings.rate_hz = 96000;
                save(settings, in.view());
                expect_own_reader_agrees(settings, in.view());
                if (settings.path.extension() != ".bw64")
                    expect_libsndfile_agrees(settings, in.view());
            }
        }
    }
    EXPECT_EQ(entries_of(folder.path()).size(), 4U);
}

TEST(AudioWriter, FlacComesBackSampleForSample) {
    const TemporaryFolder folder;
    for (const auto format : {SampleFormat::Pcm24, SampleFormat::Pcm16}) {
        for (const std::size_t channels : {1U, 2U, 6U, 8U}) {
            for (const std::size_t frames : {1U, 4096U, 30011U}) {
                SCOPED_TRACE(std::to_string(channels) + " " + std::to_string(frames));
                const auto in = noise_planar(channels, frames);
                const auto settings =
                    settings_for(folder / "a.flac", channels, format, static_cast<Frame>(frames));
                save(settings, in.view());
                expect_own_reader_agrees(settings, in.view());
                expect_libsndfile_agrees(settings, in.view());
            }
        }
    }
    EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{"a.flac"});
}

TEST(AudioWriter, AnEmptyProgrammeIsAValidFile) {
    const TemporaryFolder folder;
    for (const auto* name : {"a.wav", "a.bw64"}) {
        const auto settings = settings_for(folder / name, 3);
        save(settings, PlanarBuffer<float>(3, 0).view());
        Diagnostics diagnostics;
        EXPECT_EQ(io::open_audio(settings.path, diagnostics)->frames(), 0);
    }
}

TEST(AudioWriter, MoreOrFewerFramesThanExpectedAreWritten) {
    const TemporaryFolder folder;
    const auto in = noise_planar(2, 1000);
    for (const Frame expected : {Frame{10}, Frame{1'000'000}}) {
        const auto settings = settings_for(folder / "a.wav", 2, SampleFormat::Pcm24, expected);
        save(settings, in.view());
        expect_own_reader_agrees(settings, in.view());
        EXPECT_LT(std::filesystem::file_size(settings.path), 6200U);
    }
}

TEST(AudioWriter, HeadersAreOfTheKindThatReadersExpect) {
    const TemporaryFolder folder;
    const auto layout = layout::find("0+5+0");
    ASSERT_TRUE(layout);
    auto settings = settings_for(folder / "a.wav", 2);
    save(settings, noise_planar(2, 5).view());
    std::string bytes = file_bytes(settings.path);
    EXPECT_EQ(bytes.substr(0, 4), "RIFF");
    EXPECT_EQ(bytes.substr(12, 8), joined({"JUNK", le(28, 4)}));
    EXPECT_EQ(bytes.substr(48, 10), joined({"fmt ", le(18, 4), le(3, 2)}));
    EXPECT_EQ(bytes.substr(74, 12), joined({"fact", le(4, 4), le(5, 4)}));

    settings.layout = *layout;
    settings.path = folder / "a.bw64";
    settings.format = SampleFormat::Pcm24;
    save(settings, noise_planar(6, 5).view());
    bytes = file_bytes(settings.path);
    EXPECT_EQ(bytes.substr(0, 20), joined({"BW64", le(0xFFFFFFFF, 4), "WAVEds64", le(28, 4)}));
    EXPECT_EQ(bytes.substr(20, 28),
              joined({le(bytes.size() - 8, 8), le(90, 8), le(5, 8), le(0, 4)}));
    Diagnostics diagnostics;
    EXPECT_EQ(io::open_audio(settings.path, diagnostics)->channel_mask(),
              layout::wave_mask(*layout).value_or(0));
    EXPECT_EQ(bytes.substr(48, 10), joined({"fmt ", le(40, 4), le(0xFFFE, 2)}));
}

TEST(AudioWriter, TurnsIntoRf64ExactlyWhenTheSizeLeaves32Bits) {
    io::WavHeader header;
    header.format = {io::Encoding::Float32, 2, 48000, 8, 0};
    header.file_bytes = 8 + 0xFFFFFFFFULL;
    header.frames = 100;
    const auto short_form = io::wav_head(header);
    header.file_bytes += 1;
    header.frames = 1ULL << 40;
    const auto long_form = io::wav_head(header);
    ASSERT_EQ(short_form.size(), long_form.size());
    const auto text = [](const std::vector<std::byte>& bytes, std::size_t at, std::size_t count) {
        return std::string(reinterpret_cast<const char*>(bytes.data()) + at, count);
    };
    EXPECT_EQ(text(short_form, 0, 16), joined({"RIFF", le(0xFFFFFFFF, 4), "WAVEJUNK"}));
    EXPECT_EQ(text(long_form, 0, 16), joined({"RF64", le(0xFFFFFFFF, 4), "WAVEds64"}));
    EXPECT_EQ(text(long_form, 20, 24),
              joined({le(0x100000000, 8), le(1ULL << 43, 8), le(1ULL << 40, 8)}));
    EXPECT_EQ(text(long_form, 74, 12), joined({"fact", le(4, 4), le(0xFFFFFFFF, 4)}));
}

TEST(AudioWriter, CarriesExtraChunks) {
    const TemporaryFolder folder;
    const auto bytes_of = [](const std::string& text) {
        const auto bytes = std::as_bytes(std::span(text));
        return std::vector<std::byte>(bytes.begin(), bytes.end());
    };
    auto settings = settings_for(folder / "a.bw64", 1, SampleFormat::Pcm24, 3);
    settings.extra_chunks = {{"chna", bytes_of("odd"), true},
                             {"axml", bytes_of("<adm/>!!"), false}};
    const auto in = noise_planar(1, 3);
    save(settings, in.view());
    expect_own_reader_agrees(settings, in.view());
    Diagnostics diagnostics;
    const auto file = io::open_wav(settings.path, diagnostics);
    std::string ids;
    for (const auto& chunk : file->chunks()) ids += chunk.id;
    EXPECT_EQ(ids, "ds64fmt chnadataaxml");
    std::string text(8, ' ');
    file->read_chunk(*file->find("axml"), 0, std::as_writable_bytes(std::span(text)));
    EXPECT_EQ(text, "<adm/>!!");
    EXPECT_EQ(file->find("chna")->size, 3U);
}

TEST(AudioWriter, CountsWhatPcmCannotHold) {
    const TemporaryFolder folder;
    PlanarBuffer<float> in(2, 4);
    in.view()[0][1] = 1.5F;
    in.view()[1][2] = -2.0F;
    for (const auto* name : {"a.wav", "a.flac"}) {
        Diagnostics diagnostics;
        const auto writer =
            io::create_audio(settings_for(folder / name, 2, SampleFormat::Pcm16), diagnostics);
        writer->write(in.view());
        EXPECT_EQ(writer->overs(), 2U);
        writer->write(in.view());
        EXPECT_EQ(writer->overs(), 4U);
    }
    Diagnostics diagnostics;
    const auto writer = io::create_audio(settings_for(folder / "a.wav", 2), diagnostics);
    writer->write(in.view());
    EXPECT_EQ(writer->overs(), 0U);
}

TEST(AudioWriter, TheSameSamplesGiveTheSameBytes) {
    const TemporaryFolder folder;
    const auto in = noise_planar(2, 10000);
    for (const auto* name : {"a.wav", "a.flac"}) {
        auto settings = settings_for(folder / name, 2, SampleFormat::Pcm16);
        settings.dither = true;
        save(settings, in.view());
        const std::string first = file_bytes(settings.path);
        save(settings, in.view());
        EXPECT_EQ(file_bytes(settings.path), first);
    }
}

TEST(AudioWriter, RefusesWhatAFormatCannotHold) {
    const TemporaryFolder folder;
    const auto refuse = [&](const io::WriterSettings& settings,
                            const std::vector<std::string>& parts) {
        auto all = parts;
        all.push_back(settings.path.string());
        expect_error(ErrorCode::Refused, all, [&] {
            Diagnostics diagnostics;
            static_cast<void>(io::create_audio(settings, diagnostics));
        });
    };
    refuse(settings_for(folder / "a.flac", 9, SampleFormat::Pcm24), {"9 channels"});
    refuse(settings_for(folder / "a.flac", 2), {"FLAC holds integers"});
    refuse(settings_for(folder / "a.mp3", 2), {"'.mp3'", ".wav"});
    refuse(settings_for(folder / "noextension", 2), {"extension"});
    refuse(settings_for(folder / "a.wav", 16384), {"65536 bytes per frame"});
    auto settings = settings_for(folder / "a.wav", 2);
    settings.rate_hz = 7999;
    refuse(settings, {"7999 Hz"});
    settings = settings_for(folder / "a.flac", 2, SampleFormat::Pcm16);
    settings.extra_chunks = {{"axml", {}, true}};
    refuse(settings, {"ADM"});
    EXPECT_TRUE(entries_of(folder.path()).empty());
}

TEST(AudioWriter, WritesTheMostChannelsThatAFrameHolds) {
    const TemporaryFolder folder;
    const auto in = noise_planar(16383, 2);
    const auto settings = settings_for(folder / "a.wav", 16383);
    save(settings, in.view());
    expect_own_reader_agrees(settings, in.view());
}

TEST(AudioWriter, WarnsWhenAWavWillBecomeRf64) {
    const TemporaryFolder folder;
    Diagnostics diagnostics;
    try {
        const auto writer = io::create_audio(
            settings_for(folder / "a.wav", 2, SampleFormat::Float32, Frame{1} << 29), diagnostics);
        EXPECT_EQ(diagnostics.counts().count("output-rf64"), 1U);
    } catch (const Error& error) {
        GTEST_SKIP() << "no 4 GiB to reserve: " << error.what();
    }
    EXPECT_TRUE(entries_of(folder.path()).empty());
}

/// While it lives, writes beyond some size fail with EFBIG.
class FileSizeLimit {
 public:
    explicit FileSizeLimit(rlim_t bytes) {
        old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit limit{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, old_handler_);
    }

 private:
    rlimit old_{};
    void (*old_handler_)(int) = nullptr;
};

TEST(AudioWriter, AWriteThatFailsNamesTheTargetAndLeavesTheOldFile) {
    const auto in = noise_planar(2, 300000);
    for (const auto* name : {"a.wav", "a.flac"}) {
        for (const Frame expected : {Frame{0}, Frame{300000}}) {
            SCOPED_TRACE(name);
            const TemporaryFolder folder;
            const auto path = write_file(folder / name, "older");
            {
                const FileSizeLimit limit(65536);
                expect_error(ErrorCode::Machine, {path.string(), "limit"}, [&] {
                    save(settings_for(path, 2, SampleFormat::Pcm24, expected), in.view());
                });
            }
            EXPECT_EQ(file_bytes(path), "older");
            EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{name});
        }
    }
}

TEST(AudioWriter, AFailedWriterCanBeUsedAndDestroyedWithoutHarm) {
    for (const auto* name : {"a.wav", "a.flac"}) {
        const TemporaryFolder folder;
        const auto in = noise_planar(2, 300000);
        {
            Diagnostics diagnostics;
            const auto writer =
                io::create_audio(settings_for(folder / name, 2, SampleFormat::Pcm24), diagnostics);
            const FileSizeLimit limit(65536);
            EXPECT_TRUE(thrown_by([&] { writer->write(in.view()); }));
            EXPECT_TRUE(thrown_by([&] { writer->commit(); }));
        }
        EXPECT_TRUE(entries_of(folder.path()).empty()) << name;
    }
}

TEST(AudioWriter, DestroyedWithoutCommitLeavesNothing) {
    for (const auto* name : {"a.wav", "a.flac"}) {
        const TemporaryFolder folder;
        {
            Diagnostics diagnostics;
            const auto writer = io::create_audio(
                settings_for(folder / name, 2, SampleFormat::Pcm16, 1000), diagnostics);
            writer->write(noise_planar(2, 10).view());
            EXPECT_EQ(entries_of(folder.path()).size(), 1U);
            EXPECT_FALSE(std::filesystem::exists(folder / name));
        }
        EXPECT_TRUE(entries_of(folder.path()).empty());
    }
}

}  // namespace
}  // namespace cavea::test
