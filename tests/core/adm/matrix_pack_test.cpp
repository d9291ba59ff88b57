// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/matrix_pack.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using programme::Tap;
using test::channel_ref;
using test::pack_ref;

std::string coefficient(const std::string& channel, const std::string& attributes) {
    return "<coefficient " + attributes + ">" + channel + "</coefficient>";
}

// A Matrix channel AC_yyyyxxxx with its stream and track.
std::string mixer(const std::string& digits, const std::string& output, const std::string& matrix,
                  const std::string& more = "", const std::string& attributes = "") {
    return test::channel(
               "AC_" + digits, "Matrix",
               test::block(
                   digits, 1, attributes,
                   (output.empty() ? "" : test::references("outputChannelFormatIDRef", {output})) +
                       "<matrix>" + matrix + "</matrix>" + more)) +
           test::stream_and_track(digits);
}
std::string matrix_pack(const std::string& id, const std::vector<std::string>& channels,
                        const std::string& references) {
    std::string inside;
    for (const std::string& channel : channels) inside += channel_ref("AC_" + channel);
    return test::pack(id, "Matrix", inside + references);
}
std::string input(const std::string& id) { return test::references("inputPackFormatIDRef", {id}); }
std::string output(const std::string& id) {
    return test::references("outputPackFormatIDRef", {id});
}
std::string encode(const std::string& id) {
    return test::references("encodePackFormatIDRef", {id});
}

const std::string kLeft = "AC_00010001", kRight = "AC_00010002", kStereo = "AP_00010002";
constexpr const char* kEncode = "AP_00021001";
constexpr const char* kDecode = "AP_00021002";

// Stereo to mid and side (with gains 2 and 3) and back (with gains 5 and 7).
std::string encode_pack(const std::string& more = "") {
    return matrix_pack(kEncode, {"00021001", "00021002"}, input(kStereo) + more) +
           mixer("00021001", "",
                 coefficient(kLeft, "gain=\"0.5\"") + coefficient(kRight, "gain=\"0.5\""),
                 "<gain>2</gain>") +
           mixer("00021002", "",
                 coefficient(kLeft, "gain=\"0.5\"") + coefficient(kRight, "gain=\"-0.5\""),
                 "<gain>3</gain>");
}
std::string decode_pack(const std::string& references) {
    return matrix_pack(kDecode, {"00021003", "00021004"}, references + output(kStereo)) +
           mixer("00021003", kLeft, coefficient("AC_00021001", "") + coefficient("AC_00021002", ""),
                 "<gain>5</gain>") +
           mixer("00021004", kRight,
                 coefficient("AC_00021001", "") +
                     coefficient("AC_00021002", "gain=\"-1\" delay=\"1\""),
                 "<gain>7</gain>");
}
const std::string kDefinitions = encode_pack() + decode_pack(encode(kEncode));

struct Track {
    std::string channel;  ///< yyyyxxxx
    std::string pack;
};

// An object with a pack reference and these tracks; without a pack only the tracks, no object.
struct Scene {
    std::vector<std::string> packs;
    std::vector<Track> tracks;
    std::string definitions = kDefinitions;
    int silent = 0;

    std::string axml() const {
        std::string inside, body;
        for (const std::string& pack : packs) inside += pack_ref(pack);
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            const std::string uid = fmt::format("ATU_0000000{}", i + 1);
            inside += test::uid_ref(uid);
            body += test::uid(uid, "AT_" + tracks[i].channel + "_01", tracks[i].pack);
        }
        for (int i = 0; i < silent; ++i) inside += test::uid_ref("ATU_00000000");
        if (!packs.empty()) body += test::object("AO_1001", inside);
        return test::wrapped(body + definitions, test::kVersion2);
    }
    std::vector<ChnaRow> rows() const {
        std::vector<ChnaRow> out;
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            out.push_back({static_cast<std::uint16_t>(i + 1), fmt::format("ATU_0000000{}", i + 1),
                           "AT_" + tracks[i].channel + "_01", tracks[i].pack});
        }
        return out;
    }
    test::Compiled compiled() const { return test::compiled(axml(), {}, rows()); }
    std::string refusal() const { return test::refusal(axml(), {}, rows()); }
};

// Taps of the loudspeaker channels.
using Mix = std::map<std::string, std::vector<Tap>>;
Mix mix(const Scene& scene) {
    Mix out;
    for (const auto& source : scene.compiled().programme.sources) {
        const auto& metadata = std::get<programme::DirectSpeakersSource>(source->metadata);
        EXPECT_EQ(metadata.pack_ids, std::vector<std::string>{kStereo});
        EXPECT_TRUE(out.emplace(metadata.channel->id, source->taps).second);
    }
    return out;
}

const std::vector<Track> kEncoded{{"00021001", kDecode}, {"00021002", kDecode}};
const std::vector<Track> kDecoded{{"00021003", kDecode}, {"00021004", kDecode}};
const std::vector<Track> kToEncode{{"00010001", kEncode}, {"00010002", kEncode}};

class WithOrWithoutObject : public testing::TestWithParam<bool> {
 protected:
    std::vector<std::string> packs() const {
        return GetParam() ? std::vector<std::string>{kDecode} : std::vector<std::string>{};
    }
};
INSTANTIATE_TEST_SUITE_P(MatrixPack, WithOrWithoutObject, testing::Bool());

TEST_P(WithOrWithoutObject, EncodedTracksAreDecoded) {
    EXPECT_EQ(mix({packs(), kEncoded}),
              (Mix{{kLeft, {{0, 5, 0}, {1, 5, 0}}}, {kRight, {{0, 7, 0}, {1, -7, 48}}}}));
}

TEST_P(WithOrWithoutObject, DecodedTracksSoundAsTheyAre) {
    EXPECT_EQ(mix({packs(), kDecoded}), (Mix{{kLeft, {{0, 1, 0}}}, {kRight, {{1, 1, 0}}}}));
}

// Left: 5 (2 (l + r) / 2 + 3 (l - r) / 2). Right: 7 (l + r) now and -7 * 3 (l - r) / 2 later.
TEST_P(WithOrWithoutObject, TracksAreEncodedAndDecoded) {
    EXPECT_EQ(mix({packs(), kToEncode}),
              (Mix{{kLeft, {{0, 12.5, 0}, {1, -2.5, 0}}},
                   {kRight, {{0, 7, 0}, {0, -10.5, 48}, {1, 7, 0}, {1, 10.5, 48}}}}));
}

TEST(MatrixPack, StereoBesideItIsNotTouched) {
    EXPECT_EQ(mix({{kStereo}, {{"00010001", kStereo}, {"00010002", kStereo}}}),
              (Mix{{kLeft, {{0, 1, 0}}}, {kRight, {{1, 1, 0}}}}));
}

TEST(MatrixPack, ADirectMatrixMapsItsInputToItsOutput) {
    const std::string direct =
        matrix_pack("AP_00021005", {"00021005", "00021006"},
                    input("AP_00010001") + output(kStereo)) +
        mixer("00021005", kRight, coefficient("AC_00010003", "gain=\"0.25\"")) +
        mixer("00021006", kLeft, coefficient("AC_00010003", "gain=\"-6.0206\" gainUnit=\"dB\""),
              "<gain>0.5</gain>");
    const Mix applied = mix({{"AP_00021005"}, {{"00010003", "AP_00021005"}}, direct});
    ASSERT_EQ(applied.at(kRight), (std::vector<Tap>{{0, 0.25, 0}}));
    ASSERT_EQ(applied.at(kLeft).size(), 1U);
    EXPECT_NEAR(applied.at(kLeft)[0].gain, 0.25, 1e-6);
    EXPECT_EQ(
        mix({{"AP_00021005"}, {{"00021005", "AP_00021005"}, {"00021006", "AP_00021005"}}, direct}),
        (Mix{{kRight, {{0, 1, 0}}}, {kLeft, {{1, 1, 0}}}}));
}

// BS.2127-1 §5.2: ceil(rate * ms / 1000 - 1/2).
TEST(MatrixPack, DelaysRoundToTheNearestFrame) {
    const auto delay_of = [](const std::string& ms) {
        const std::string direct =
            matrix_pack("AP_00021005", {"00021005"}, input("AP_00010001") + output("AP_00010001")) +
            mixer("00021005", "AC_00010003", coefficient("AC_00010003", "delay=\"" + ms + "\""));
        const auto compiled =
            Scene{{"AP_00021005"}, {{"00010003", "AP_00021005"}}, direct}.compiled();
        return compiled.programme.sources.at(0)->taps.at(0).delay;
    };
    EXPECT_EQ(delay_of("0"), 0);
    EXPECT_EQ(delay_of("1.5"), 72);
    EXPECT_EQ(delay_of("0.03125"), 1);  // 1.5 frames
    EXPECT_EQ(delay_of("0.0104"), 0);   // 0.4992
    EXPECT_EQ(delay_of("0.0105"), 1);   // 0.504
}

TEST(MatrixPack, SilentTracksLeaveTheirPartOut) {
    Scene scene{{kDecode}, {{"00021001", kDecode}}};
    scene.silent = 1;
    EXPECT_EQ(mix(scene), (Mix{{kLeft, {{0, 5, 0}}}, {kRight, {{0, 7, 0}}}}));
    // With silence alone nothing says which of the three uses it is.
    const Scene none{
        {kDecode, kStereo}, {{"00010001", kStereo}, {"00010002", kStereo}}, kDefinitions, 2};
    EXPECT_EQ(none.refusal().find("in.wav: AO_1001"), 0U);
}

TEST(MatrixPack, TheLinkMayBeInTheEncodingPack) {
    const Scene scene{
        {kDecode},
        kToEncode,
        encode_pack(test::references("decodePackFormatIDRef", {kDecode})) + decode_pack("")};
    EXPECT_EQ(mix(scene).at(kLeft), (std::vector<Tap>{{0, 12.5, 0}, {1, -2.5, 0}}));
}

TEST(MatrixPack, AMatrixMayMakeAScene) {
    const std::string direct =
        matrix_pack("AP_00021005", {"00021005"}, input("AP_00010001") + output("AP_00041001")) +
        mixer("00021005", "AC_00040001", coefficient("AC_00010003", "gain=\"0.5\"")) +
        test::pack("AP_00041001", "HOA", channel_ref("AC_00040001"));
    const auto compiled = Scene{{"AP_00021005"}, {{"00010003", "AP_00021005"}}, direct}.compiled();
    const programme::Source& source = *compiled.programme.sources.at(0);
    EXPECT_EQ(source.taps, (std::vector<Tap>{{0, 0.5, 0}}));
    EXPECT_EQ(std::get<programme::HoaSource>(source.metadata).scene->components.size(), 1U);
    EXPECT_EQ(source.id, "AO_1001 AC_00021005");
}

struct Fault {
    const char* name;
    std::string definitions;
    const char* element;  ///< that the message is about
};
class MatrixFault : public testing::TestWithParam<Fault> {};

TEST_P(MatrixFault, IsRefusedWithItsElement) {
    const std::string message = Scene{{kDecode}, kEncoded, GetParam().definitions}.refusal();
    EXPECT_EQ(message.find("in.wav: " + std::string(GetParam().element)), 0U) << message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}
const std::string kDecodedBy = encode(kEncode);

INSTANTIATE_TEST_SUITE_P(
    , MatrixFault,
    testing::Values(
        Fault{"NoPacks", replaced(kDefinitions, kDecodedBy + output(kStereo), ""), kDecode},
        Fault{"NoEncoder", replaced(kDefinitions, kDecodedBy, ""), kDecode},
        Fault{"TwoEncoders", replaced(kDefinitions, kDecodedBy, kDecodedBy + encode(kDecode)),
              kDecode},
        Fault{"EncoderDecodes", replaced(kDefinitions, kDecodedBy, encode(kDecode)), kDecode},
        Fault{"EncoderIsNone", replaced(kDefinitions, kDecodedBy, encode(kStereo)), kDecode},
        Fault{"InputAndEncoder", replaced(kDefinitions, kDecodedBy, kDecodedBy + input(kStereo)),
              kDecode},
        Fault{"OutputIsMatrix", replaced(kDefinitions, output(kStereo), output(kEncode)), kDecode},
        Fault{"InputIsMatrix", replaced(kDefinitions, input(kStereo), input(kDecode)), kEncode},
        Fault{"Nested", replaced(kDefinitions, kDecodedBy, kDecodedBy + pack_ref(kEncode)),
              kDecode},
        Fault{"OutputTwice",
              replaced(kDefinitions, "<outputChannelFormatIDRef>" + kRight,
                       "<outputChannelFormatIDRef>" + kLeft),
              "AC_00021004"},
        Fault{"OutputElsewhere",
              replaced(kDefinitions, "<outputChannelFormatIDRef>" + kRight,
                       "<outputChannelFormatIDRef>AC_00010003"),
              kDecode},
        Fault{"OutputMissing",
              replaced(kDefinitions, test::references("outputChannelFormatIDRef", {kRight}), ""),
              "AC_00021004"},
        Fault{"InputElsewhere", replaced(kDefinitions, ">AC_00021001</coe", ">AC_00010001</coe"),
              "AC_00021003"},
        Fault{"Phase", replaced(kDefinitions, "delay=\"1\"", "phase=\"90\""), "AC_00021004"},
        Fault{"GainVar", replaced(kDefinitions, "delay=\"1\"", "gainVar=\"g\""), "AC_00021004"},
        Fault{"DelayVar", replaced(kDefinitions, "delay=\"1\"", "delayVar=\"d\""), "AC_00021004"},
        Fault{"LongDelay", replaced(kDefinitions, "delay=\"1\"", "delay=\"2001\""), "AC_00021004"},
        Fault{"Times",
              replaced(kDefinitions, "AB_00021004_00000001\"",
                       "AB_00021004_00000001\"" + test::times("00:00:00.0", "00:00:01.0")),
              "AC_00021004"},
        Fault{"EncoderPhase", replaced(kDefinitions, "gain=\"-0.5\"", "phase=\"180\""),
              "AC_00021002"}),
    [](const auto& fault) { return std::string(fault.param.name); });

TEST(MatrixPack, APhaseOfZeroIsNone) {
    const Scene scene{{kDecode}, kEncoded, replaced(kDefinitions, "delay=\"1\"", "phase=\"0\"")};
    EXPECT_EQ(mix(scene).at(kRight), (std::vector<Tap>{{0, 7, 0}, {1, -7, 0}}));
}

TEST(MatrixPack, OnlyMatrixPacksReferToMatrixPacks) {
    const std::string odd =
        test::pack("AP_00011001", "DirectSpeakers", channel_ref(kLeft) + input(kStereo));
    const std::string message =
        Scene{{kStereo}, {{"00010001", kStereo}, {"00010002", kStereo}}, odd}.refusal();
    EXPECT_EQ(message.find("in.wav: AP_00011001"), 0U) << message;
}

TEST(MatrixPack, TracksThatFitNoUseOrSeveralAreRefused) {
    const auto refused = [](const Scene& scene, const char* word) {
        const std::string message = scene.refusal();
        EXPECT_NE(message.find(word), std::string::npos) << message;
    };
    refused({{kDecode}, {{"00010001", kStereo}, {"00010002", kStereo}}}, "conflicting");
    refused({{kDecode}, {{"00010001", kDecode}, {"00010002", kDecode}}}, "conflicting");
    refused({{kDecode}, {{"00021001", kDecode}, {"00021004", kDecode}}}, "ambiguous");
    refused({{kDecode}, {{"00021001", kDecode}, {"00021001", kDecode}}}, "conflicting");
    refused({{kDecode}, {{"00021001", kDecode}}}, "1 tracks");
    refused({{kEncode}, kToEncode}, "only encodes");
}

TEST(MatrixPack, WithoutAnObjectTheDecoderMustBeTheOnlyOne) {
    const std::string second =
        replaced(replaced(replaced(decode_pack(encode(kEncode)), kDecode, "AP_00021009"),
                          mixer("00021003", kLeft,
                                coefficient("AC_00021001", "") + coefficient("AC_00021002", ""),
                                "<gain>5</gain>"),
                          ""),
                 mixer("00021004", kRight,
                       coefficient("AC_00021001", "") +
                           coefficient("AC_00021002", "gain=\"-1\" delay=\"1\""),
                       "<gain>7</gain>"),
                 "");
    const std::string message = Scene{{}, kToEncode, kDefinitions + second}.refusal();
    EXPECT_NE(message.find("ambiguous"), std::string::npos) << message;
    EXPECT_EQ(mix({{kDecode}, kToEncode, kDefinitions + second}).size(), 2U);
}

TEST(MatrixPack, MixesOfTooManyTapsAreRefused) {
    std::string encoders, channels, all;
    for (int i = 0; i < 1000; ++i) {
        const std::string digits = fmt::format("{:08x}", 0x00022000 + i);
        std::string taps;
        for (int k = 0; k < 40; ++k) taps += coefficient(kLeft, fmt::format("delay=\"{}\"", k + 1));
        encoders += mixer(digits, "", taps);
        channels += channel_ref("AC_" + digits);
        all += coefficient("AC_" + digits, fmt::format("delay=\"{}\"", i));
    }
    const std::string definitions =
        test::pack(kEncode, "Matrix", channels + input(kStereo)) + encoders +
        matrix_pack(kDecode, {"00021003", "00021004"}, encode(kEncode) + output(kStereo)) +
        mixer("00021003", kLeft, all) + mixer("00021004", kRight, all);
    const std::string few = Scene{{kDecode}, kToEncode, definitions}.refusal();
    EXPECT_EQ(few, "");
    std::string many;
    for (int i = 0; i < 4; ++i) many += all;
    const std::string wide = replaced(
        replaced(definitions, mixer("00021003", kLeft, all), mixer("00021003", kLeft, many)),
        "delay=\"1\"", "delay=\"1999\"");
    EXPECT_EQ(Scene({{kDecode}, kToEncode, wide}).refusal(), "");
    const std::string fine =
        replaced(definitions, mixer("00021003", kLeft, all), mixer("00021003", kLeft, [&] {
                     std::string taps;
                     for (int i = 0; i < 1000; ++i) {
                         taps += coefficient(fmt::format("AC_{:08x}", 0x00022000 + i),
                                             fmt::format("delay=\"{}.{:03}\"", i, i * 37 % 1000));
                     }
                     return taps;
                 }()));
    EXPECT_NE(Scene({{kDecode}, kToEncode, fine}).refusal().find("AC_00021003"), std::string::npos);
}

}  // namespace
}  // namespace cavea::adm
