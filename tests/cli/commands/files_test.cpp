// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files that go in and come out: formats, masks, metadata, plain inputs, rooms' tails.
#include <sndfile.h>

#include <cmath>
#include <tuple>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

class Files : public RenderCase {
 protected:
    /// Largest difference of two files with the same shape.
    static double difference(const Audio& a, const Audio& b) {
        EXPECT_EQ(a.channels, b.channels);
        EXPECT_EQ(a.frames, b.frames);
        double worst = 0;
        for (std::size_t i = 0; i < std::min(a.samples.size(), b.samples.size()); ++i) {
            worst = std::max(worst, std::abs(a.samples[i] - b.samples[i]));
        }
        return worst;
    }

    [[nodiscard]] Audio rendered(const std::string& name, const std::vector<std::string>& options) {
        render(scene(), file(name), "0+5+0", options);
        return read_audio(file(name));
    }
};

TEST_F(Files, IntegersAreTheFloatsRounded) {
    const Audio exact = rendered("f32.wav", {});
    EXPECT_EQ(exact.subtype, "f32");
    const Audio s24 = rendered("s24.wav", {"--format", "s24"});
    EXPECT_EQ(s24.subtype, "s24");
    // Half a step, and one more for a writer that scales by 2^(bits-1) - 1 and a reader that does
    // not.
    EXPECT_LE(difference(exact, s24), 1.5 / 8388608);
    const Audio s16 = rendered("s16.wav", {"--format", "s16"});
    EXPECT_EQ(s16.subtype, "s16");
    EXPECT_LE(difference(exact, s16), 1.5 / 32768);
    EXPECT_GT(difference(exact, s16), 0.25 / 32768);
}

TEST_F(Files, DitherIsNoiseOfTwoStepsThatRepeats) {
    const Audio plain = rendered("plain.wav", {"--format", "s16"});
    const Audio dithered = rendered("dithered.wav", {"--format", "s16", "--dither"});
    EXPECT_EQ(dithered.subtype, "s16");
    EXPECT_GT(difference(plain, dithered), 0.5 / 32768);
    EXPECT_LE(difference(plain, dithered), 2.01 / 32768);
    static_cast<void>(rendered("again.wav", {"--format", "s16", "--dither"}));
    EXPECT_TRUE(file_bytes(file("dithered.wav")) == file_bytes(file("again.wav")));
}

TEST_F(Files, FlacHoldsTheSameIntegersAsWav) {
    for (const char* format : {"s16", "s24"}) {
        const Audio wav = rendered("o.wav", {"--format", format});
        const Audio flac = rendered("o.flac", {"--format", format});
        EXPECT_EQ(flac.subtype, format);
        EXPECT_EQ(flac.samples, wav.samples);
        EXPECT_EQ(flac.channels, 6U);
    }
}

TEST_F(Files, FlacRefusesWhatItCannotHold) {
    const Outcome outcome =
        cavea({"render", scene(), "-o", file("o.flac"), "-l", "4+7+0", "--format", "s24", "-q"});
    EXPECT_EQ(outcome.exit_code, 1) << outcome;
    EXPECT_NE(outcome.err.find("o.flac: "), std::string::npos) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("o.flac")));
}

TEST_F(Files, LongFormsHoldTheSameSamples) {
    const Audio wav = rendered("o.wav", {});
    EXPECT_EQ(file_bytes(file("o.wav")).substr(0, 4), "RIFF");
    render(scene(), file("o.rf64"), "0+5+0");
    EXPECT_EQ(file_bytes(file("o.rf64")).substr(0, 4), "RF64");
    EXPECT_EQ(read_audio(file("o.rf64")).samples, wav.samples);
    render(scene(), file("o.bw64"), "0+5+0");
    EXPECT_EQ(file_bytes(file("o.bw64")).substr(0, 4), "BW64");
    EXPECT_TRUE(chunk_of(file("o.bw64"), "data") == chunk_of(file("o.wav"), "data"));
}

TEST_F(Files, MaskOfFivePointOneIsReadByOtherPrograms) {
    const Audio audio = rendered("o.wav", {});
    ASSERT_EQ(audio.channel_map.size(), 6U);
    EXPECT_EQ(audio.channel_map[0], SF_CHANNEL_MAP_LEFT);
    EXPECT_EQ(audio.channel_map[1], SF_CHANNEL_MAP_RIGHT);
    EXPECT_EQ(audio.channel_map[2], SF_CHANNEL_MAP_CENTER);
    EXPECT_EQ(audio.channel_map[3], SF_CHANNEL_MAP_LFE);
}

TEST_F(Files, OutputRenderedAgainToItsOwnLayoutIsItself) {
    for (const char* layout : {"4+7+0", "0+5+0", "0+2+0", "4+5+0"}) {
        render(scene(), file("once.wav"), layout, {"--quiet"});
        EXPECT_FALSE(chunk_of(file("once.wav"), "chna").empty()) << layout;
        render(file("once.wav"), file("twice.wav"), layout, {"--quiet"});
        EXPECT_TRUE(chunk_of(file("once.wav"), "data") == chunk_of(file("twice.wav"), "data"))
            << layout;
    }
}

class PlainInput : public RenderCase {
 protected:
    /// One different constant per channel, so that a swap shows.
    [[nodiscard]] static std::vector<std::vector<float>> constants(std::size_t channels) {
        std::vector<std::vector<float>> out;
        for (std::size_t c = 0; c < channels; ++c) {
            out.emplace_back(480, 0.01F * static_cast<float>(c + 1));
        }
        return out;
    }
};

TEST_F(PlainInput, WithAMaskGoesToTheLoudspeakersOfTheMask) {
    write_plain(file("in.wav"), constants(6), kFivePointOne);
    EXPECT_TRUE(bytes(file("in.wav"), "0+5+0") == chunk_of(file("in.wav"), "data"));
}

TEST_F(PlainInput, WithTheMaskOfOtherToolsIsInTheOrderOfThatMask) {
    write_plain(file("in.wav"), constants(6), 0x3F);
    EXPECT_TRUE(bytes(file("in.wav"), "0+5+0") == chunk_of(file("in.wav"), "data"));
    // 7.1 and 7.1.4 as other programs write them: back, then side.
    for (const auto& [channels, mask, layout] :
         {std::tuple(8U, 0x63FU, "0+7+0"), {12U, 0x2D63FU, "4+7+0"}}) {
        write_plain(file("in.wav"), constants(channels), mask);
        const Audio in = read_audio(file("in.wav"));
        render(file("in.wav"), file("o.wav"), layout, {"--quiet"});
        const Audio out = read_audio(file("o.wav"));
        ASSERT_EQ(out.channels, channels);
        for (std::size_t c = 0; c < channels; ++c) {
            const std::size_t from = c == 4 || c == 5 ? c + 2 : c == 6 || c == 7 ? c - 2 : c;
            EXPECT_EQ(out.at(100, c), in.at(100, from)) << layout << " channel " << c;
        }
    }
}

TEST_F(PlainInput, GoesToTheLoudspeakersOfItsInputLayout) {
    write_plain(file("in.wav"), constants(12));
    EXPECT_TRUE(bytes(file("in.wav"), "4+7+0", {"--input-layout", "7.1.4"}) ==
                chunk_of(file("in.wav"), "data"));
}

TEST_F(PlainInput, OfOneAndTwoChannelsNeedsNoMask) {
    write_plain(file("stereo.wav"), constants(2));
    EXPECT_TRUE(bytes(file("stereo.wav"), "0+2+0") == chunk_of(file("stereo.wav"), "data"));
    write_plain(file("mono.wav"), constants(1));
    render(file("mono.wav"), file("o.wav"), "0+5+0", {"--quiet"});
    const Audio audio = read_audio(file("o.wav"));
    for (std::size_t c = 0; c < 6; ++c) {
        EXPECT_EQ(audio.at(100, c), c == 2 ? static_cast<double>(0.01F) : 0.0) << "channel " << c;
    }
}

TEST_F(PlainInput, OfUnknownMeaningIsRefused) {
    write_plain(file("in.wav"), constants(6));
    const auto refusal = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"render", file("in.wav"), "-o", file("o.wav"),
                                       "-l",     "0+5+0",        "-q"};
        words.insert(words.end(), more.begin(), more.end());
        const Outcome outcome = cavea(words);
        EXPECT_EQ(outcome.exit_code, 1) << outcome;
        EXPECT_NE(outcome.err.find("in.wav: "), std::string::npos) << outcome;
        return outcome.err;
    };
    EXPECT_NE(refusal({}).find("--input-layout"), std::string::npos);
    EXPECT_NE(refusal({"--input-layout", "7.1.4"}).find("12"), std::string::npos);
    EXPECT_NE(refusal({"--input-layout", "5.1", "--programme", "APR_1001"}).find("--programme"),
              std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
}

class Tail : public RenderCase {
 protected:
    /// Stereo noise, with full scale in the last frame: nothing but the room rings behind it.
    [[nodiscard]] std::string stereo() const {
        std::vector<std::vector<float>> columns = decaying_noise(2, kStereoFrames, 41);
        for (auto& column : columns) column.back() = 1;
        write_plain(file("stereo.wav"), columns);
        return file("stereo.wav");
    }

    [[nodiscard]] std::int64_t frames(const std::vector<std::string>& more) const {
        std::vector<std::string> all{"--quiet"};
        all.insert(all.end(), more.begin(), more.end());
        render(stereo(), file("o.wav"), "0+2+0", all);
        return static_cast<std::int64_t>(read_audio(file("o.wav")).frames);
    }

    static constexpr std::int64_t kStereoFrames = 10'001;
};

TEST_F(Tail, IsAsLongAsAsked) {
    const auto with = [&](const std::string& tail) {
        return frames({"--room", room(), "--tail", tail});
    };
    EXPECT_EQ(frames({"--room", room()}), kStereoFrames);
    EXPECT_EQ(with("none"), kStereoFrames);
    EXPECT_EQ(with("0.5"), kStereoFrames + 24000);
    EXPECT_EQ(with("7smp"), kStereoFrames + 7);
    EXPECT_EQ(frames({"--tail", "full"}), kStereoFrames);
    EXPECT_EQ(frames({"--tail", "0.25"}), kStereoFrames + 12000);
}

TEST_F(Tail, OfTheFullLengthHoldsAllThatSounds) {
    const auto full = static_cast<std::size_t>(frames({"--room", room(), "--tail", "full"}));
    const std::size_t sounds = kStereoFrames + kRoomFrames - 1;
    EXPECT_GE(full, sounds);
    EXPECT_LE(full, sounds + 1);
    const Audio response = read_audio(room());
    const Audio rings = read_audio(file("o.wav"));
    // The last frame of the input, full scale, makes the last of the output: the response's last.
    // A convolution by transforms leaves rounding noise of this size.
    constexpr double kRoundingNoise = 1e-7;
    for (std::size_t c = 0; c < 2; ++c) {
        const double last = amplitude(-12) * 2 * response.at(kRoomFrames - 1, c);
        EXPECT_GT(std::abs(last), 10 * kRoundingNoise);
        EXPECT_NEAR(rings.at(sounds - 1, c), last, kRoundingNoise);
    }
    static_cast<void>(frames({"--room", room(), "--tail", "1"}));
    const Audio longer = read_audio(file("o.wav"));
    for (std::size_t t = sounds; t < longer.frames; ++t) {
        ASSERT_LE(std::abs(longer.at(t, 0)), kRoundingNoise) << "frame " << t;
    }
}

TEST_F(Tail, ThatIsCutIsSaid) {
    const Outcome cut = render(stereo(), file("o.wav"), "0+2+0", {"--room", room()});
    EXPECT_NE(cut.err.find("--tail full"), std::string::npos) << cut;
    const Outcome kept =
        render(stereo(), file("o.wav"), "0+2+0", {"--room", room(), "--tail", "full"});
    EXPECT_EQ(kept.err.find("--tail"), std::string::npos) << kept;
}

TEST_F(Tail, BesideAnEndIsAUsageError) {
    const Outcome outcome = cavea({"render", stereo(), "-o", file("o.wav"), "-l", "0+2+0", "--to",
                                   "0.1", "--tail", "full", "-q"});
    EXPECT_EQ(outcome.exit_code, 2) << outcome;
    EXPECT_NE(outcome.err.find("--tail"), std::string::npos) << outcome;
}

class QuickRoom : public RenderCase {};

TEST_F(QuickRoom, OfAUnitImpulseAddsTheSendToItsLoudspeakers) {
    // Stereo into stereo: the dry sound and the same once more at the level of the send.
    write_plain(file("in.wav"), decaying_noise(1, 5000, 31));
    std::vector<std::vector<float>> unit(2, std::vector<float>(1, 1.0F));
    write_plain(file("unit.wav"), unit);
    render(file("in.wav"), file("dry.wav"), "0+2+0", {"--quiet"});
    render(file("in.wav"), file("wet.wav"), "0+2+0",
           {"--quiet", "--room", file("unit.wav"), "--send-db", "-6"});
    const Audio in = read_audio(file("in.wav"));
    const Audio dry = read_audio(file("dry.wav"));
    const Audio wet = read_audio(file("wet.wav"));
    const double send = amplitude(-6);
    for (std::size_t t = 0; t < in.frames; ++t) {
        for (std::size_t c = 0; c < 2; ++c) {
            ASSERT_NEAR(wet.at(t, c), dry.at(t, c) + send * in.at(t, 0), 1e-6) << "frame " << t;
        }
    }
}

TEST_F(QuickRoom, EqualsAProjectThatSaysTheSame) {
    const std::string quick = bytes(scene(), "4+7+0", {"--room", room(), "--send-db", "-9"});
    write_text(file("quick.cavea"), R"({"cavea": 1, "master": "scene.wav",
 "rooms": [{"id": "room", "ir": "room.wav"}],
 "sends": {"*": [{"room": "room", "level_db": -9}]}})");
    EXPECT_TRUE(quick == bytes(file("quick.cavea"), "4+7+0"));
}

TEST_F(QuickRoom, BesideAProjectIsAUsageError) {
    const Outcome outcome =
        cavea({"render", project(), "-o", file("o.wav"), "-l", "0+2+0", "--room", room(), "-q"});
    EXPECT_EQ(outcome.exit_code, 2) << outcome;
}

}  // namespace
}  // namespace cavea::test
