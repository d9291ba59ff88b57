// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/common/common_definitions.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/layout/layout.h"

namespace cavea::adm {
namespace {

std::vector<CommonPack> all_packs() {
    std::vector<CommonPack> packs;
    for (unsigned type = 1; type <= 5; ++type) {
        for (unsigned number = 0; number < 0x400; ++number) {
            if (auto pack = common_pack(fmt::format("AP_{:04x}{:04x}", type, number))) {
                packs.push_back(*pack);
            }
        }
    }
    return packs;
}

TEST(CommonDefinitions, HasThePacksOfBs2094) {
    std::size_t speakers = 0, hoa = 0, binaural = 0;
    for (const CommonPack& pack : all_packs()) {
        speakers += pack.type == Type::DirectSpeakers ? 1U : 0U;
        hoa += pack.type == Type::Hoa ? 1U : 0U;
        binaural += pack.type == Type::Binaural ? 1U : 0U;
    }
    EXPECT_EQ(speakers, 22U);
    EXPECT_EQ(hoa, 20U);
    EXPECT_EQ(binaural, 1U);
    EXPECT_FALSE(common_pack("AP_00010fff"));
    EXPECT_FALSE(common_pack("AP_00010006"));
    EXPECT_FALSE(common_pack("AP_0001000"));
    EXPECT_FALSE(common_pack("AC_00010001"));
}

TEST(CommonDefinitions, PacksHoldOnlyWhatExistsAndOneType) {
    for (const CommonPack& pack : all_packs()) {
        std::set<std::string> seen;
        for (const std::string& id : pack.channel_ids) {
            EXPECT_EQ(common_channel_type(id), pack.type) << pack.id << " " << id;
            EXPECT_TRUE(seen.insert(id).second) << pack.id << " " << id;
        }
        for (const std::string& id : pack.pack_ids) {
            ASSERT_TRUE(common_pack(id)) << pack.id << " " << id;
            EXPECT_EQ(common_pack(id)->type, pack.type);
        }
        EXPECT_FALSE(pack.channel_ids.empty()) << pack.id;
    }
}

TEST(CommonDefinitions, HoaPacksGrowByTheSquare) {
    const auto size = [](std::string id) {
        std::size_t count = 0;
        while (!id.empty()) {
            const CommonPack pack = *common_pack(id);
            count += pack.channel_ids.size();
            id = pack.pack_ids.empty() ? "" : pack.pack_ids[0];
        }
        return count;
    };
    for (unsigned order = 1; order <= 6; ++order) {
        const std::size_t channels = (order + 1) * (order + 1);
        EXPECT_EQ(size(fmt::format("AP_0004000{}", order)), channels);
        EXPECT_EQ(size(fmt::format("AP_0004001{}", order)), channels);
        if (order > 3) continue;
        EXPECT_EQ(size(fmt::format("AP_0004002{}", order)), channels);
    }
}

TEST(CommonDefinitions, HoaChannelsCountInAcn) {
    for (int order = 0; order <= 6; ++order) {
        for (int degree = -order; degree <= order; ++degree) {
            const int acn = order * order + order + degree;
            const auto hoa = common_hoa(fmt::format("AC_{:08x}", 0x00040101 + acn));
            ASSERT_TRUE(hoa);
            EXPECT_EQ(hoa->order, order);
            EXPECT_EQ(hoa->degree, degree);
            EXPECT_EQ(hoa->normalisation, programme::Normalisation::N3d);
        }
    }
    EXPECT_FALSE(common_hoa("AC_00040032"));  // 49 components of order 6
    EXPECT_FALSE(common_hoa("AC_00040211"));  // FuMa ends at order 3
    EXPECT_FALSE(common_hoa("AC_00040100"));
}

TEST(CommonDefinitions, SpeakersHaveLabelsThatAgreeWithTheirPositions) {
    for (unsigned number = 1; number <= 0x28; ++number) {
        const CommonSpeaker* speaker = common_speaker(fmt::format("AC_0001{:04X}", number));
        ASSERT_NE(speaker, nullptr);
        EXPECT_EQ(speaker->number, number);
        const std::string label(speaker->label);
        EXPECT_EQ(speaker->lfe, label.starts_with("LFE")) << label;
        if (label[0] != 'M' && label[0] != 'U' && label[0] != 'B') continue;
        const double elevation = label.starts_with("UH") ? 45
                                 : label[0] == 'U'       ? 30
                                 : label[0] == 'B'       ? -30
                                                         : 0;
        EXPECT_EQ(speaker->elevation_deg, elevation) << label;
        const std::size_t sign = label.find_first_of("+-");
        if (label.substr(sign + 1, 2) == "SC") continue;
        const double azimuth = std::stod(label.substr(sign, 4));
        EXPECT_NEAR(speaker->azimuth_deg, azimuth, 0.5) << label;  // M+022 is 22.5
    }
    EXPECT_EQ(common_speaker("AC_00010029"), nullptr);
    EXPECT_EQ(common_speaker("AC_00010000"), nullptr);
}

TEST(CommonDefinitions, TracksAndStreamsLeadToTheirChannel) {
    EXPECT_EQ(channel_of_common_track("AT_0001000A_01"), "AC_0001000a");
    EXPECT_EQ(channel_of_common_stream("AS_0001000a"), "AC_0001000a");
    EXPECT_FALSE(channel_of_common_track("AT_0001000a_02"));
    EXPECT_FALSE(channel_of_common_track("AT_00010029_01"));
    EXPECT_FALSE(channel_of_common_stream("AT_0001000a"));
}

TEST(CommonDefinitions, LayoutsWithAPackHaveItsLoudspeakers) {
    for (const layout::Name& name : layout::names()) {
        const auto pack = common_pack_of_layout(name.name);
        EXPECT_EQ(pack.has_value(), name.standard || name.name == "7.1.2") << name.name;
        if (pack) {
            EXPECT_EQ(pack->channel_ids.size(), name.channels) << name.name;
        }
    }
    EXPECT_FALSE(common_pack_of_layout(""));
}

}  // namespace
}  // namespace cavea::adm
