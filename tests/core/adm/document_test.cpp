// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a document: wrappers, chunks, references, and what is refused before anything is
// selected.
#include "core/adm/document.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::chain_refs;
using test::channel;
using test::channel_ref;
using test::content;
using test::kPolar;
using test::object;
using test::object_ref;
using test::objects_chain;
using test::pack;
using test::pack_ref;
using test::programme;
using test::refusal;
using test::wrapped;

const std::string kBody = test::one_object(test::block("00031001", 1, "", kPolar));

std::unique_ptr<const Document> read(const std::string& axml, Diagnostics& diagnostics,
                                     const std::vector<ChnaRow>& rows = {}) {
    return read_document(*test::file_of(axml, rows), diagnostics);
}
std::string refused_as(const std::string& body, const std::vector<ChnaRow>& rows = {}) {
    Diagnostics diagnostics;
    return refusal([&] { (void)read(wrapped(body), diagnostics, rows); });
}
void expect_refused(const std::string& body, const std::string& place, const std::string& other) {
    const std::string message = refused_as(body);
    EXPECT_EQ(message.find("in.wav: " + place), 0U) << message;
    EXPECT_NE(message.find(other), std::string::npos) << message;
}

TEST(Document, EveryWrapperIsRead) {
    const std::string bare = "<audioFormatExtended>" + kBody + "</audioFormatExtended>";
    for (const std::string& xml :
         {bare, wrapped(kBody), "<frame><frameHeader/>" + bare + "</frame>",
          std::string("\xEF\xBB\xBF") + bare, "<format xmlns='urn:other'>" + bare + "</format>",
          wrapped(kBody) + std::string(5000, '\0'), bare + "\n<!-- done -->\n"}) {
        Diagnostics diagnostics;
        const auto document = read(xml, diagnostics);
        EXPECT_EQ(document->objects.items().size(), 1U);
        EXPECT_TRUE(diagnostics.list().empty()) << diagnostics.list().at(0).message;
    }
    Diagnostics diagnostics;
    std::string prefixed =
        "<e:ebuCoreMain xmlns:e='x'><e:audioFormatExtended><e:audioProgramme "
        "audioProgrammeID='APR_1001'/></e:audioFormatExtended></e:ebuCoreMain>";
    EXPECT_EQ(read(prefixed, diagnostics, {{1, "ATU_00000001", "AT_00010001_01", "AP_00010002"}})
                  ->programmes.items()
                  .size(),
              1U);
}

TEST(Document, Utf16IsReadWithAndWithoutPadding) {
    for (const std::size_t padding : {0U, 1U, 2U, 4097U}) {
        std::string wide = "\xFF\xFE";
        for (const char c : "<audioFormatExtended>" + kBody + "</audioFormatExtended>") {
            wide += std::string{c, '\0'};
        }
        Diagnostics diagnostics;
        const auto document =
            read(wide + std::string(padding, '\0'), diagnostics, {test::chain_row(1)});
        EXPECT_EQ(document->objects.items().size(), 1U);
    }
}

TEST(Document, ElementsMayReferForwardsAndKnowTheirLine) {
    Diagnostics diagnostics;
    const auto document = read(wrapped(kBody), diagnostics);
    EXPECT_EQ(document->programmes.items().at(0).line, 4U);
    EXPECT_EQ(document->programmes.items().at(0).content_ids, std::vector<std::string>{"ACO_1001"});
    EXPECT_EQ(document->uids.find("atu_00000001")->track, 1U);
    EXPECT_NE(document->channels.find("AC_00031001"), nullptr);
    EXPECT_EQ(document->channels.find("AC_00031002"), nullptr);
}

TEST(Document, ElementsKeepWhatARenderDoesNotNeed) {
    Diagnostics diagnostics;
    const auto document = read(
        wrapped(
            "<audioProgramme audioProgrammeID=\"APR_1001\" audioProgrammeName=\"P\" "
            "audioProgrammeLanguage=\"eng\" start=\"00:00:01.0\" end=\"00:00:02.0\">"
            "<loudnessMetadata loudnessMethod=\"ITU\"><integratedLoudness>-23</integratedLoudness>"
            "</loudnessMetadata><audioProgrammeReferenceScreen><aspectRatio>2</aspectRatio>"
            "<screenCentrePosition X=\"0\" Y=\"1\" Z=\"0\"/><screenWidth X=\"0.5\"/>"
            "</audioProgrammeReferenceScreen><audioProgrammeLabel>x</audioProgrammeLabel>"
            "</audioProgramme><audioContent audioContentID=\"ACO_1\" "
            "audioContentLanguage=\"fre\"><dialogue mixedContentKind=\"3\">2</dialogue>"
            "</audioContent>" +
            object("AO_1001",
                   "<audioObjectInteraction onOffInteract=\"1\"><gainInteractionRange "
                   "bound=\"min\">0.5</gainInteractionRange></audioObjectInteraction>",
                   " dialogue=\"1\" interact=\"1\" disableDucking=\"0\" importance=\"7\"") +
            objects_chain(1)),
        diagnostics);
    const AudioProgramme& p = document->programmes.items().at(0);
    EXPECT_EQ(p.language, "eng");
    EXPECT_EQ(p.end_s, Rational(2));
    EXPECT_EQ(p.loudness.at(0).integrated_lufs, -23);
    EXPECT_TRUE(p.reference_screen.cartesian);
    EXPECT_EQ(p.reference_screen.width, 0.5);
    EXPECT_EQ(document->contents.items().at(0).dialogue_kind, 3);
    const AudioObject& o = document->objects.items().at(0);
    EXPECT_EQ(o.importance, 7);
    EXPECT_EQ(o.interaction->ranges.at(0).min, 0.5);
    EXPECT_TRUE(diagnostics.list().empty());
}

TEST(Document, VersionsAreKnownOrReadAsTheNewest) {
    const auto version = [](const std::string& attribute, std::size_t warnings) {
        Diagnostics diagnostics;
        const auto document = read(wrapped(kBody, attribute), diagnostics);
        EXPECT_EQ(diagnostics.list().size(), warnings) << attribute;
        return document->bs2076_version;
    };
    EXPECT_EQ(version("", 0), 1);
    EXPECT_EQ(version(" version=\"ITU-R_BS.2076-0\"", 0), 1);
    EXPECT_EQ(version(" version=\"ITU-R_BS.2076-1\"", 0), 1);
    EXPECT_EQ(version(test::kVersion2, 0), 2);
    EXPECT_EQ(version(" version=\"ITU-R_BS.2076-9\"", 1), 2);
    EXPECT_EQ(version(" version=\"mine\"", 1), 2);
}

TEST(Document, UnknownAttributesAndElementsAreCounted) {
    Diagnostics diagnostics;
    (void)read(wrapped(object("AO_1001", chain_refs(1) + "<strange/>",
                              " vendorThing=\"1\" xmlns:v=\"x\" v:other=\"2\"") +
                       objects_chain(1) + "<audioThing/>"),
               diagnostics);
    EXPECT_EQ(diagnostics.counts().at("adm-unknown-attribute"), 1U);
    EXPECT_EQ(diagnostics.counts().at("adm-unknown-element"), 2U);
}

TEST(Document, DolbyMastersLoseThePackOfTheirStreamsWithAWarning) {
    std::string xml = wrapped(kBody);
    const std::string mark =
        "audioStreamFormatName=\"s\" formatLabel=\"0001\" formatDefinition=\"PCM\">";
    xml.insert(xml.find(mark) + mark.size(), pack_ref("AP_00031001"));
    const auto scene = test::compiled(xml);
    EXPECT_EQ(scene.warnings("adm-dolby-stream-pack"), 1U);
    EXPECT_EQ(scene.programme.sources.size(), 1U);
    EXPECT_EQ(scene.document->streams.items().at(0).pack_id, std::nullopt);
}

TEST(Document, ReferencesThatLeadNowhereNameBothEnds) {
    const std::string chain = objects_chain(1);
    expect_refused(programme("APR_1001", {"ACO_1fff"}) + chain, "APR_1001, line 4", "ACO_1fff");
    expect_refused(content("ACO_1001", {"AO_1fff"}) + chain, "ACO_1001", "AO_1fff");
    expect_refused(object("AO_1001", pack_ref("AP_00031fff")) + chain, "AO_1001", "AP_00031fff");
    expect_refused(object("AO_1001", pack_ref("AP_00010fff")) + chain, "AO_1001", "AP_00010fff");
    expect_refused(object("AO_1001", test::uid_ref("ATU_0000ffff")) + chain, "AO_1001",
                   "ATU_0000ffff");
    expect_refused(object("AO_1001", object_ref("AO_1fff")) + chain, "AO_1001", "AO_1fff");
    expect_refused(
        object("AO_1001", test::references("audioComplementaryObjectIDRef", {"AO_1ffe"})) + chain,
        "AO_1001", "AO_1ffe");
    expect_refused(pack("AP_00031002", "Objects", channel_ref("AC_00031fff")) + chain,
                   "AP_00031002", "AC_00031fff");
    expect_refused(pack("AP_00031002", "Objects", pack_ref("AP_00031ffe")) + chain, "AP_00031002",
                   "AP_00031ffe");
    expect_refused(test::stream_and_track("00031002") + chain, "AS_00031002", "AC_00031002");
    expect_refused(test::uid("ATU_00000002", "AT_00031fff_01", "") + chain, "ATU_00000002",
                   "AT_00031fff_01");
    expect_refused(programme("APR_1001", {},
                             "<alternativeValueSetIDRef>AVS_1_1"
                             "</alternativeValueSetIDRef>") +
                       chain,
                   "APR_1001", "AVS_1_1");
    expect_refused("<audioTrackFormat audioTrackFormatID=\"AT_1\"/>" + chain, "AT_1, line", "");
    expect_refused("<audioTrackUID UID=\"ATU_00000002\"/>" + chain, "ATU_00000002", "");
    expect_refused("<audioStreamFormat audioStreamFormatID=\"AS_1\"/>" + chain, "AS_1, line", "");
}

TEST(Document, LoopsAreNamed) {
    const std::string chain = objects_chain(1);
    expect_refused(object("AO_1001", object_ref("AO_1001")) + chain, "AO_1001",
                   "AO_1001 -> AO_1001");
    expect_refused(
        object("AO_1001", object_ref("AO_1002")) + object("AO_1002", object_ref("AO_1001")) + chain,
        "AO_1001", "AO_1001 -> AO_1002 -> AO_1001");
    expect_refused(pack("AP_00031002", "Objects", pack_ref("AP_00031002")) + chain, "AP_00031002",
                   "AP_00031002 -> AP_00031002");
}

TEST(Document, IdsAreUniqueWhateverTheirCase) {
    const std::string chain = objects_chain(1);
    expect_refused(object("AO_100a", "") + object("AO_100A", "") + chain, "AO_100A", "line 4");
    expect_refused(
        channel("AC_00031001", "Objects", test::block("00031001", 1, "", kPolar)) + chain,
        "AC_00031001", "twice");
    expect_refused("<audioObject audioObjectName=\"x\"/>" + chain, "audioObject, line 4", "no id");
    const std::string set = "<alternativeValueSet alternativeValueSetID=\"AVS_1\"/>";
    expect_refused(object("AO_1001", set) + object("AO_1002", set) + chain, "AO_1002", "AVS_1");
}

TEST(Document, TypesAreKnownAndAgree) {
    const std::string chain = objects_chain(1);
    const std::string speakers =
        channel("AC_00011001", "DirectSpeakers", test::block("00011001", 1, "", kPolar));
    expect_refused(pack("AP_00031002", "Objects", channel_ref("AC_00011001")) + speakers + chain,
                   "AP_00031002", "AC_00011001");
    expect_refused(pack("AP_00011002", "DirectSpeakers", pack_ref("AP_00031001")) + chain,
                   "AP_00011002", "AP_00031001");
    expect_refused(pack("AP_00091002", "Telepathy", "") + chain, "AP_00091002", "Telepathy");
    expect_refused(pack("AP_00031002", "Objects", "", " typeLabel=\"0001\"") + chain, "AP_00031002",
                   "DirectSpeakers");
    expect_refused("<audioPackFormat audioPackFormatID=\"pack\"/>" + chain, "pack, line",
                   "typeLabel");
    expect_refused(channel("AC_00031002", "Objects", "") + chain, "AC_00031002",
                   "no audioBlockFormat");
    Diagnostics diagnostics;
    const auto document =
        read(wrapped("<audioPackFormat audioPackFormatID=\"AP_00011002\"/>" + chain), diagnostics);
    EXPECT_EQ(document->packs.find("AP_00011002")->type, Type::DirectSpeakers);
    EXPECT_EQ(diagnostics.counts().at("adm-type-from-id"), 1U);
}

TEST(Document, OnlyPcmIsRead) {
    expect_refused("<audioTrackFormat audioTrackFormatID=\"AT_1\" formatDefinition=\"AAC\"/>",
                   "AT_1", "AAC");
}

TEST(Document, TextsAndElementsHaveLimits) {
    const std::string long_text(70'000, 'x');
    EXPECT_NE(refused_as(object("AO_1001", pack_ref(long_text))).find("longer than 65536"),
              std::string::npos);
    EXPECT_NE(refused_as(object(long_text, "")).find("longer than 65536"), std::string::npos);
}

TEST(Document, CommonDefinitionsAreTakenInAndMarked) {
    Diagnostics diagnostics;
    const auto document =
        read(wrapped(object("AO_1001", pack_ref("AP_00010003")) + objects_chain(1)), diagnostics);
    const AudioPackFormat* bed = document->packs.find("AP_00010003");
    ASSERT_NE(bed, nullptr);
    EXPECT_TRUE(bed->common);
    EXPECT_EQ(bed->channel_ids.size(), 6U);
    const AudioChannelFormat* lfe = document->channels.find("AC_00010004");
    ASSERT_NE(lfe, nullptr);
    EXPECT_TRUE(lfe->common);
    const auto& blocks =
        *std::get<std::shared_ptr<const programme::DirectSpeakersChannel>>(lfe->blocks);
    EXPECT_EQ(blocks.low_pass_hz, 120);
    EXPECT_EQ(blocks.blocks.at(0).labels, std::vector<std::string>{"LFE"});
    EXPECT_FALSE(document->packs.find("AP_00031001")->common);
    EXPECT_EQ(document->packs.find("AP_00010002"), nullptr);
}

TEST(Document, ADefinitionInTheFileGoesBeforeTheCommonOne) {
    Diagnostics diagnostics;
    const auto document =
        read(wrapped(object("AO_1001", pack_ref("AP_00010001")) +
                     pack("AP_00010001", "DirectSpeakers", channel_ref("AC_00010003")) +
                     objects_chain(1)),
             diagnostics);
    EXPECT_FALSE(document->packs.find("AP_00010001")->common);
    EXPECT_TRUE(document->channels.find("AC_00010003")->common);
}

TEST(Document, ChnaAgreesWithAxml) {
    const auto with = [](ChnaRow row) { return refused_as(kBody, {std::move(row)}); };
    ChnaRow row = test::chain_row(1);
    EXPECT_EQ(with(row), "");
    row.uid = "ATU_00000001";
    row.format_ref = "at_00031001_01";
    EXPECT_NE(with(row), "");  // not the form of a reference
    row.format_ref = "AT_00010001_01";
    EXPECT_NE(with(row).find("ATU_00000001"), std::string::npos);
    row.format_ref = "AC_00031001_00";
    EXPECT_NE(with(row).find("something of another kind"), std::string::npos);
    row = test::chain_row(1);
    row.pack_ref = "AP_00010001";
    EXPECT_NE(with(row).find("AP_00010001"), std::string::npos);
    row.pack_ref = "";
    EXPECT_EQ(with(row), "");
}

TEST(Document, ChnaMayHaveWhatAxmlLeavesOut) {
    std::string xml = wrapped(kBody);
    const std::string uid = test::uid("ATU_00000001", "AT_00031001_01", "AP_00031001");
    xml.erase(xml.find(uid), uid.size());
    const auto scene = test::compiled(xml, {}, {test::chain_row(1)});
    EXPECT_EQ(scene.programme.sources.size(), 1U);
    EXPECT_EQ(scene.warnings("adm-chna-uid"), 1U);
    // BS.2076-2: straight to the channel.
    ChnaRow row = test::chain_row(1);
    row.format_ref = "AC_00031001_00";
    EXPECT_EQ(test::compiled(xml, {}, {row}).warnings("adm-version-2-feature"), 1U);
}

TEST(Document, ChunksMustBothBeThere) {
    Diagnostics diagnostics;
    const auto refused_file = [&](test::MemoryWav& file) {
        return refusal([&] { (void)read_document(file, diagnostics); });
    };
    test::MemoryWav plain;
    EXPECT_EQ(read_document(plain, diagnostics), nullptr);

    test::MemoryWav without_chna;
    without_chna.add("axml", wrapped(kBody));
    EXPECT_NE(refused_file(without_chna).find("chna"), std::string::npos);

    test::MemoryWav without_axml;
    without_axml.add_chna({test::chain_row(1)});
    EXPECT_NE(refused_file(without_axml).find("no axml chunk"), std::string::npos);

    test::MemoryWav empty;
    empty.add("axml", "");
    empty.add_chna({test::chain_row(1)});
    EXPECT_NE(refused_file(empty).find("in.wav: axml"), std::string::npos);

    test::MemoryWav zeros;
    zeros.add("axml", std::string(100'000, '\0'));
    zeros.add_chna({test::chain_row(1)});
    EXPECT_NE(refused_file(zeros).find("in.wav: axml"), std::string::npos);

    test::MemoryWav twice;
    twice.add("axml", wrapped(kBody));
    twice.add_chna({test::chain_row(1)});
    twice.add_chna({test::chain_row(1)});
    EXPECT_NE(refused_file(twice).find("in.wav: chna"), std::string::npos);

    test::MemoryWav compressed;
    compressed.add("bxml", "x");
    EXPECT_NE(refused_file(compressed).find("bxml"), std::string::npos);
}

TEST(Document, AnAxmlChunkBeyondTheLimitIsRefusedUnread) {
    class HugeWav : public test::MemoryWav {
     public:
        const std::vector<io::Chunk>& chunks() const override { return chunks_; }
        void read_chunk(const io::Chunk&, std::uint64_t, std::span<std::byte> out) override {
            std::fill(out.begin(), out.end(), std::byte{'x'});
            read += out.size();
        }
        std::size_t read = 0;

     private:
        std::vector<io::Chunk> chunks_{{"axml", 0, (std::uint64_t{512} << 20) + 1},
                                       {"chna", 0, 44}};
    } file;
    Diagnostics diagnostics;
    const std::string message = refusal([&] { (void)read_document(file, diagnostics); });
    EXPECT_NE(message.find("in.wav: axml"), std::string::npos) << message;
    EXPECT_EQ(file.read, 0U);
}

TEST(Document, XmlWithoutAdmIsRefused) {
    Diagnostics diagnostics;
    for (const char* xml : {"<a><b/></a>", "<audioFormat/>"}) {
        test::MemoryWav file;
        file.add("axml", xml);
        file.add_chna({test::chain_row(1)});
        EXPECT_NE(
            refusal([&] { (void)read_document(file, diagnostics); }).find("audioFormatExtended"),
            std::string::npos);
    }
    const std::string twice = "<a><audioFormatExtended/>\n<audioFormatExtended/></a>";
    EXPECT_NE(refusal([&] { (void)read(twice, diagnostics, {test::chain_row(1)}); }).find("line 2"),
              std::string::npos);
}

}  // namespace
}  // namespace cavea::adm
