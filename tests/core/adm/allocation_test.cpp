// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/allocation.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::channel_ref;
using test::compiled;
using test::object;
using test::pack;
using test::pack_ref;
using test::refusal;
using test::wrapped;

const std::string kSilence = test::uid_ref("ATU_00000000");

std::string speaker(const std::string& digits) {
    return test::channel("AC_" + digits, "DirectSpeakers",
                         test::block(digits, 1, "", test::kPolar)) +
           test::stream_and_track(digits);
}

struct Track {
    int number;           // of track and UID, 1..9
    std::string channel;  // yyyyxxxx
    std::string pack;     // AP_...; empty = none
};

// A document with these tracks, an object with these references, and definitions.
std::string scene(const std::vector<Track>& tracks, const std::string& references,
                  const std::string& definitions) {
    std::string body = references.empty() ? "" : object("AO_1001", references);
    for (const Track& t : tracks) {
        body +=
            test::uid("ATU_0000000" + std::to_string(t.number), "AT_" + t.channel + "_01", t.pack);
    }
    return wrapped(body + definitions);
}
std::vector<ChnaRow> rows(const std::vector<Track>& tracks) {
    std::vector<ChnaRow> out;
    for (const Track& t : tracks) {
        out.push_back({static_cast<std::uint16_t>(t.number),
                       "ATU_0000000" + std::to_string(t.number), "AT_" + t.channel + "_01",
                       t.pack});
    }
    return out;
}
std::string uids(const std::vector<Track>& tracks) {
    std::string out;
    for (const Track& t : tracks) out += test::uid_ref("ATU_0000000" + std::to_string(t.number));
    return out;
}

// Channel id by track, "-" for silence.
using Assigned = std::multimap<std::string, int>;
Assigned assigned(const test::Compiled& compiled) {
    Assigned out;
    for (const auto& source : compiled.programme.sources) {
        const auto& channel = *std::get<programme::DirectSpeakersSource>(source->metadata).channel;
        out.emplace(channel.id,
                    source->taps.empty() ? 0 : static_cast<int>(source->taps[0].track) + 1);
    }
    return out;
}

const std::vector<Track> kNestedTracks{
    {3, "00011003", "AP_00011002"}, {1, "00011001", "AP_00011001"}, {2, "00011002", "AP_00011002"}};
// AP_00011002 holds AC 3 and AP_00011001, which holds AC 1 and 2.
const std::string kNested =
    pack("AP_00011001", "DirectSpeakers", channel_ref("AC_00011001") + channel_ref("AC_00011002")) +
    pack("AP_00011002", "DirectSpeakers", channel_ref("AC_00011003") + pack_ref("AP_00011001")) +
    speaker("00011001") + speaker("00011002") + speaker("00011003");

TEST(Allocation, TracksFindTheirChannelsInNestedPacks) {
    const auto c =
        compiled(scene(kNestedTracks, pack_ref("AP_00011002") + uids(kNestedTracks), kNested), {},
                 rows(kNestedTracks));
    EXPECT_EQ(assigned(c), (Assigned{{"AC_00011001", 1}, {"AC_00011002", 2}, {"AC_00011003", 3}}));
    for (const auto& source : c.programme.sources) {
        const auto& metadata = std::get<programme::DirectSpeakersSource>(source->metadata);
        const bool inner = metadata.channel->id != "AC_00011003";
        EXPECT_EQ(metadata.pack_ids, inner
                                         ? (std::vector<std::string>{"AP_00011001", "AP_00011002"})
                                         : (std::vector<std::string>{"AP_00011002"}));
    }
}

TEST(Allocation, WithoutObjectsTheRowsOfChnaSound) {
    const auto c = compiled(scene(kNestedTracks, "", kNested), {}, rows(kNestedTracks));
    EXPECT_EQ(assigned(c), (Assigned{{"AC_00011001", 1}, {"AC_00011002", 2}, {"AC_00011003", 3}}));
    EXPECT_EQ(c.programme.sources[0]->name, "name of AC_00011003");
}

TEST(Allocation, SilentTracksFillTheOtherChannels) {
    const std::vector<Track> tracks{{5, "00010003", "AP_00010003"}};
    std::string references = pack_ref("AP_00010003") + uids(tracks);
    for (int i = 0; i < 5; ++i) references += kSilence;
    const auto c = compiled(scene(tracks, references, ""), {}, rows(tracks));
    const Assigned expected{{"AC_00010001", 0}, {"AC_00010002", 0}, {"AC_00010003", 5},
                            {"AC_00010004", 0}, {"AC_00010005", 0}, {"AC_00010006", 0}};
    EXPECT_EQ(assigned(c), expected);
    EXPECT_NE(refusal(scene(tracks, references + kSilence, ""), {}, rows(tracks)).find("7 tracks"),
              std::string::npos);
    EXPECT_NE(refusal(scene(tracks, pack_ref("AP_00010003") + uids(tracks), ""), {}, rows(tracks))
                  .find("AO_1001"),
              std::string::npos);
}

TEST(Allocation, AnObjectMayHaveSeveralPacks) {
    const std::vector<Track> tracks{{1, "00010001", "AP_00010002"},
                                    {2, "00010003", "AP_00010001"},
                                    {3, "00010002", "AP_00010002"}};
    const auto c = compiled(
        scene(tracks, pack_ref("AP_00010001") + pack_ref("AP_00010002") + uids(tracks), ""), {},
        rows(tracks));
    EXPECT_EQ(assigned(c), (Assigned{{"AC_00010001", 1}, {"AC_00010002", 3}, {"AC_00010003", 2}}));
}

TEST(Allocation, TheSamePackTwiceNeedsEveryChannelTwice) {
    const std::vector<Track> tracks{{1, "00010001", "AP_00010002"},
                                    {2, "00010002", "AP_00010002"},
                                    {3, "00010001", "AP_00010002"},
                                    {4, "00010002", "AP_00010002"}};
    const Assigned expected{
        {"AC_00010001", 1}, {"AC_00010001", 3}, {"AC_00010002", 2}, {"AC_00010002", 4}};
    const std::string twice = pack_ref("AP_00010002") + pack_ref("AP_00010002");
    EXPECT_EQ(assigned(compiled(scene(tracks, twice + uids(tracks), ""), {}, rows(tracks))),
              expected);
    EXPECT_EQ(assigned(compiled(scene(tracks, "", ""), {}, rows(tracks))), expected);

    auto odd = tracks;
    odd[3].channel = "00010001";
    EXPECT_NE(refusal(scene(odd, twice + uids(odd), ""), {}, rows(odd)).find("conflicting"),
              std::string::npos);
    EXPECT_NE(refusal(scene(odd, "", ""), {}, rows(odd)).find("equally"), std::string::npos);
}

TEST(Allocation, ReferencesThatContradictEachOtherAreRefused) {
    // The track carries a channel that the object's pack does not have, or names another pack.
    const std::vector<Track> wrong_channel{{1, "00010003", "AP_00010002"},
                                           {2, "00010002", "AP_00010002"}};
    const std::string stereo = pack_ref("AP_00010002");
    EXPECT_NE(
        refusal(scene(wrong_channel, stereo + uids(wrong_channel), ""), {}, rows(wrong_channel))
            .find("ATU_00000001"),
        std::string::npos);
    const std::vector<Track> wrong_pack{{1, "00010001", "AP_00010002"},
                                        {2, "00010002", "AP_00010003"}};
    EXPECT_NE(refusal(scene(wrong_pack, stereo + uids(wrong_pack), ""), {}, rows(wrong_pack))
                  .find("ATU_00000002"),
              std::string::npos);
    EXPECT_NE(refusal(scene(wrong_pack, "", ""), {}, rows(wrong_pack)), "");
}

TEST(Allocation, ATrackThatFitsTwoPacksIsAmbiguous) {
    const std::string definitions =
        kNested + pack("AP_00011009", "DirectSpeakers", pack_ref("AP_00011001"));
    const std::vector<Track> tracks{{1, "00011001", "AP_00011001"},
                                    {2, "00011002", "AP_00011001"},
                                    {3, "00011003", "AP_00011002"}};
    const std::string message = refusal(scene(tracks,
                                              pack_ref("AP_00011002") + pack_ref("AP_00011009") +
                                                  uids(tracks) + kSilence + kSilence,
                                              definitions),
                                        {}, rows(tracks));
    EXPECT_NE(message.find("ambiguous"), std::string::npos) << message;
}

TEST(Allocation, APackMayHoldAChannelOnlyOnce) {
    const std::vector<Track> tracks{{1, "00011001", "AP_00011001"}};
    const std::string diamond = pack("AP_00011001", "DirectSpeakers",
                                     channel_ref("AC_00011001") + pack_ref("AP_00011002")) +
                                pack("AP_00011002", "DirectSpeakers", channel_ref("AC_00011001")) +
                                speaker("00011001");
    EXPECT_NE(refusal(scene(tracks, pack_ref("AP_00011001") + uids(tracks) + kSilence, diamond), {},
                      rows(tracks))
                  .find("more than once"),
              std::string::npos);
}

TEST(Allocation, MissingPackReferencesAreTakenFromTheOtherSide) {
    const std::vector<Track> bare{{1, "00010001", ""}, {2, "00010002", ""}};
    const auto from_object =
        compiled(scene(bare, pack_ref("AP_00010002") + uids(bare), ""), {}, rows(bare));
    EXPECT_EQ(from_object.programme.sources.size(), 2U);
    EXPECT_EQ(from_object.warnings("adm-uid-without-pack"), 2U);

    const std::vector<Track> full{{1, "00010001", "AP_00010002"}, {2, "00010002", "AP_00010002"}};
    const auto from_uids = compiled(scene(full, uids(full), ""), {}, rows(full));
    EXPECT_EQ(from_uids.programme.sources.size(), 2U);
    EXPECT_EQ(from_uids.warnings("adm-object-without-pack"), 1U);

    EXPECT_NE(refusal(scene(bare, uids(bare), ""), {}, rows(bare)).find("ATU_00000001"),
              std::string::npos);
}

TEST(Allocation, AnObjectWithoutTracksIsSilent) {
    const std::vector<Track> tracks{{1, "00010003", "AP_00010001"}};
    const auto c = compiled(scene(tracks, pack_ref("AP_00010001"), ""), {}, rows(tracks));
    EXPECT_TRUE(c.programme.sources.empty());
    EXPECT_EQ(c.warnings("adm-object-without-tracks"), 1U);
    EXPECT_EQ(c.warnings("adm-nothing-to-render"), 1U);
}

TEST(Allocation, ATrackWithoutARowInChnaIsRefused) {
    const std::vector<Track> tracks{{1, "00010003", "AP_00010001"}};
    const std::string message = refusal(scene(tracks, pack_ref("AP_00010001") + uids(tracks), ""),
                                        {}, {{1, "ATU_000000ff", "AT_00010003_01", "AP_00010001"}});
    EXPECT_NE(message.find("ATU_00000001 has no row"), std::string::npos) << message;
}

TEST(Allocation, CodedStreamsAreRefused) {
    const std::string definitions =
        "<audioStreamFormat audioStreamFormatID=\"AS_00011001\">" + pack_ref("AP_00010001") +
        test::references("audioTrackFormatIDRef", {"AT_00011001_01"}) +
        "</audioStreamFormat><audioTrackFormat audioTrackFormatID=\"AT_00011001_01\"/>";
    const std::vector<Track> tracks{{1, "00011001", "AP_00010001"}};
    EXPECT_NE(refusal(scene(tracks, pack_ref("AP_00010001") + uids(tracks), definitions), {},
                      rows(tracks))
                  .find("coded audio"),
              std::string::npos);
}

}  // namespace
}  // namespace cavea::adm
