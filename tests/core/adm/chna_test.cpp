// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/common/chna.h"

#include <gtest/gtest.h>

#include <set>

#include "core/adm/common/common_definitions.h"
#include "core/base/error.h"
#include "core/layout/ambix.h"
#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

std::vector<ChnaRow> two_rows() { return {test::chain_row(1), test::chain_row(2)}; }

std::string refused_as(std::span<const std::byte> bytes, std::uint32_t channels = 2) {
    Diagnostics diagnostics;
    return test::refusal([&] { (void)parse_chna(bytes, "in.wav", channels, diagnostics); });
}
std::string refused_as(const std::vector<ChnaRow>& rows, std::uint32_t channels = 2) {
    return refused_as(serialise_chna(rows), channels);
}

TEST(Chna, EveryLayoutWithAPackComesBackAsWritten) {
    std::size_t written = 0;
    for (const layout::Name& name : layout::names()) {
        const auto rows = chna_for(*layout::find(name.name));
        EXPECT_EQ(rows.empty(), !common_pack_of_layout(name.name)) << name.name;
        if (rows.empty()) continue;
        ++written;
        EXPECT_EQ(rows.size(), name.channels);
        Diagnostics diagnostics;
        const auto channels = static_cast<std::uint32_t>(name.channels);
        EXPECT_EQ(parse_chna(serialise_chna(rows), "f", channels, diagnostics), rows) << name.name;
        EXPECT_TRUE(diagnostics.list().empty());
    }
    EXPECT_EQ(written, 11U);
}

TEST(Chna, RowsOfALayoutNameTheLoudspeakerOfTheChannel) {
    const auto layout = *layout::find("9+10+3");
    const auto rows = chna_for(layout);
    ASSERT_EQ(rows.size(), layout.channels.size());
    std::set<std::string> used;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].track, i + 1);
        const CommonSpeaker* speaker = common_speaker(*channel_of_common_track(rows[i].format_ref));
        ASSERT_NE(speaker, nullptr);
        EXPECT_EQ(speaker->lfe, layout.channels[i].lfe);
        EXPECT_TRUE(used.insert(rows[i].format_ref).second);
        if (!speaker->lfe) {
            EXPECT_EQ(speaker->label, layout.channels[i].name);
            EXPECT_NEAR(speaker->azimuth_deg, layout.channels[i].nominal.azimuth_deg, 1e-9);
        }
    }
}

TEST(Chna, ALayoutOfAnotherNameHasNoRows) {
    layout::Layout layout = *layout::find("0+5+0");
    layout.name = "binaural";
    EXPECT_TRUE(chna_for(layout).empty());
    layout = *layout::find("0+5+0");
    layout.channels.pop_back();
    EXPECT_TRUE(chna_for(layout).empty());
}

TEST(Chna, AmbixNamesTheHarmonicsOfItsCommonPack) {
    for (int order = 1; order <= 6; ++order) {
        const auto rows = chna_for(layout::ambix(order));
        const auto count = static_cast<std::size_t>((order + 1) * (order + 1));
        ASSERT_EQ(rows.size(), count);
        for (std::size_t acn = 0; acn < count; ++acn) {
            const auto hoa = common_hoa(*channel_of_common_track(rows[acn].format_ref));
            ASSERT_TRUE(hoa);
            EXPECT_EQ(hoa->order * (hoa->order + 1) + hoa->degree, static_cast<int>(acn));
            EXPECT_EQ(hoa->normalisation, programme::Normalisation::Sn3d);
            EXPECT_EQ(rows[acn].track, acn + 1);
            EXPECT_EQ(common_pack(rows[acn].pack_ref)->type, Type::Hoa);
        }
    }
    EXPECT_TRUE(chna_for(layout::ambix(7)).empty());
}

TEST(Chna, EveryCutIsRefused) {
    const auto whole = serialise_chna(two_rows());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_NE(refused_as(std::span(whole).first(size)).find("in.wav: chna"), std::string::npos)
            << size;
    }
    EXPECT_EQ(refused_as(whole), "");
}

TEST(Chna, SpareRowsOfZerosAreAllowed) {
    auto bytes = serialise_chna(two_rows());
    bytes.resize(bytes.size() + 40 * 30 + 7, std::byte{0});
    EXPECT_EQ(refused_as(bytes), "");
    bytes.back() = std::byte{1};
    EXPECT_NE(refused_as(bytes), "");
}

TEST(Chna, CountsMustAgreeWithTheRows) {
    auto bytes = serialise_chna(two_rows());
    bytes[2] = std::byte{1};
    EXPECT_NE(refused_as(bytes).find("says 1"), std::string::npos);
    bytes[2] = bytes[3] = std::byte{0xFF};
    EXPECT_NE(refused_as(bytes).find("65535"), std::string::npos);
    EXPECT_NE(refused_as(std::vector<ChnaRow>{}).find("chna"), std::string::npos);
}

TEST(Chna, AWrongNumberOfTracksIsOnlyAWarning) {
    auto bytes = serialise_chna(two_rows());
    bytes[0] = std::byte{9};
    Diagnostics diagnostics;
    EXPECT_EQ(parse_chna(bytes, "f", 2, diagnostics).size(), 2U);
    EXPECT_EQ(diagnostics.counts().at("adm-chna-tracks"), 1U);
}

TEST(Chna, TracksMustExistInTheFile) {
    auto rows = two_rows();
    rows[1].track = 99;
    EXPECT_NE(refused_as(rows).find("track index 99"), std::string::npos);
    rows[1].track = 0;
    EXPECT_NE(refused_as(rows).find("ATU_00000002"), std::string::npos);
    EXPECT_NE(refused_as(two_rows(), 1).find("track index 2"), std::string::npos);
}

TEST(Chna, UidsAreOnceWellFormedAndNotSilence) {
    auto rows = two_rows();
    rows[1].uid = "atu_00000001";
    EXPECT_NE(refused_as(rows), "");
    rows[1].uid = "ATU_00000001";
    EXPECT_NE(refused_as(rows).find("ATU_00000001"), std::string::npos);
    rows[1].uid = "ATU_00000000";
    EXPECT_NE(refused_as(rows).find("ATU_00000000"), std::string::npos);
    rows[1].uid = "\xFF\xFF\xFF\xFF";
    EXPECT_NE(refused_as(rows).find("\\xff"), std::string::npos);
}

TEST(Chna, ReferencesHaveTheirForm) {
    auto rows = two_rows();
    for (const char* good : {"AC_00031001_00", "AC_00031001", "AT_00031001_0f"}) {
        rows[1].format_ref = good;
        EXPECT_EQ(refused_as(rows), "") << good;
    }
    for (const char* bad : {"", "AT_00031001", "AP_00031001", "AT_0003100g_01"}) {
        rows[1].format_ref = bad;
        EXPECT_NE(refused_as(rows), "") << bad;
    }
    rows = two_rows();
    rows[0].pack_ref = "";
    EXPECT_EQ(refused_as(rows), "");
    rows[0].pack_ref = "AC_00031001";
    EXPECT_NE(refused_as(rows), "");
}

TEST(Chna, PaddingWithSpacesIsTaken) {
    auto rows = two_rows();
    rows[0].pack_ref = "           ";
    Diagnostics diagnostics;
    EXPECT_EQ(parse_chna(serialise_chna(rows), "f", 2, diagnostics)[0].pack_ref, "");
}

}  // namespace
}  // namespace cavea::adm
