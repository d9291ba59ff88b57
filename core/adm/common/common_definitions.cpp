// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/common/common_definitions.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace cavea::adm {
namespace {

using Edge = programme::HorizontalEdge;

// BS.2094-1 table of loudspeaker channels; every distance is 1. In order of number, from 1 without
// a gap, so that number - 1 is the index.
constexpr std::array<CommonSpeaker, 40> kSpeakers{{
    {0x01, "FrontLeft", "M+030", 30, 0},
    {0x02, "FrontRight", "M-030", -30, 0},
    {0x03, "FrontCentre", "M+000", 0, 0},
    {0x04, "LowFrequencyEffects", "LFE", 0, -30, Edge::None, true},
    {0x05, "SurroundLeft", "M+110", 110, 0},
    {0x06, "SurroundRight", "M-110", -110, 0},
    {0x07, "FrontLeftOfCentre", "M+022", 22.5, 0},
    {0x08, "FrontRightOfCentre", "M-022", -22.5, 0},
    {0x09, "BackCentre", "M+180", 180, 0},
    {0x0a, "SideLeft", "M+090", 90, 0},
    {0x0b, "SideRight", "M-090", -90, 0},
    {0x0c, "TopCentre", "T+000", 0, 90},
    {0x0d, "TopFrontLeft", "U+030", 30, 30},
    {0x0e, "TopFrontCentre", "U+000", 0, 30},
    {0x0f, "TopFrontRight", "U-030", -30, 30},
    {0x10, "TopSurroundLeft", "U+110", 110, 30},
    {0x11, "TopBackCentre", "U+180", 180, 30},
    {0x12, "TopSurroundRight", "U-110", -110, 30},
    {0x13, "TopSideLeft", "U+090", 90, 30},
    {0x14, "TopSideRight", "U-090", -90, 30},
    {0x15, "BottomFrontCentre", "B+000", 0, -30},
    {0x16, "BottomFrontLeftMid", "B+045", 45, -30},
    {0x17, "BottomFrontRightMid", "B-045", -45, -30},
    {0x18, "FrontLeftWide", "M+060", 60, 0},
    {0x19, "FrontRightWide", "M-060", -60, 0},
    {0x1a, "BackLeftMidDiffuse", "M+135_Diff", 135, 0},
    {0x1b, "BackRightMidDiffuse", "M-135_Diff", -135, 0},
    {0x1c, "BackLeftMid", "M+135", 135, 0},
    {0x1d, "BackRightMid", "M-135", -135, 0},
    {0x1e, "TopBackLeftMid", "U+135", 135, 30},
    {0x1f, "TopBackRightMid", "U-135", -135, 30},
    {0x20, "LowFrequencyEffectsL", "LFEL", 45, -30, Edge::None, true},
    {0x21, "LowFrequencyEffectsR", "LFER", -45, -30, Edge::None, true},
    {0x22, "TopFrontLeftMid", "U+045", 45, 30},
    {0x23, "TopFrontRightMid", "U-045", -45, 30},
    {0x24, "FrontLeftScreen", "M+SC", 25, 0, Edge::Left},
    {0x25, "FrontRightScreen", "M-SC", -25, 0, Edge::Right},
    {0x26, "FrontLeftMid", "M+045", 45, 0},
    {0x27, "FrontRightMid", "M-045", -45, 0},
    {0x28, "UpperTopBackCentre", "UH+180", 180, 45},
}};

// A pack as two-digit hexadecimal channel numbers; a word is shorter to read than a list.
struct SpeakerPack {
    std::uint16_t number;
    std::string_view name;
    std::string_view channels;
    std::string_view layout;  // whose channels these are, empty for none
};

// Departs from: BS.2094-1, which lists 0b 0c (side right, top centre) as the side pair of 7.1.2; a
// file written so is refused, since it says one thing and means another.
constexpr SpeakerPack kSpeakerPacks[] = {
    {0x01, "urn:itu:bs:775:3:pack:mono_(0+1+0)", "03", ""},
    {0x02, "urn:itu:bs:2051:0:pack:stereo_(0+2+0)", "0102", "0+2+0"},
    {0x03, "urn:itu:bs:2051:0:pack:5.1_(0+5+0)", "010203040506", "0+5+0"},
    {0x04, "urn:itu:bs:2051:0:pack:7.1top_(2+5+0)", "0102030405060d0f", "2+5+0"},
    {0x05, "urn:itu:bs:2051:0:pack:9.1_5.1.4_(4+5+0)", "0102030405060d0f1012", "4+5+0"},
    {0x07, "urn:itu:bs:2051:0:pack:10.2_(3+7+0)", "03010222230a0b1c1d282021", "3+7+0"},
    {0x08, "urn:itu:bs:2051:0:pack:13.1_(4+9+0)", "010203040a0b1c1d22231e1f2425", "4+9+0"},
    {0x09, "urn:itu:bs:2051:0:pack:22.2_(9+10+3)",
     "181903201c1d010209210a0b22230e0c1e1f131411151617", "9+10+3"},
    {0x0a, "urn:itu:bs:775:3:pack:3.0_(0+3+0)", "010203", ""},
    {0x0b, "urn:itu:bs:775:3:pack:4.0_(0+4+0)", "01020309", ""},
    {0x0c, "urn:itu:bs:2051:0:pack:5.0_(0+5+0)", "0102030506", ""},
    {0x0d, "6.1_(0+6+0)", "01020304050609", ""},
    {0x0e, "7.1front_(0+7+0)", "0102030405062627", ""},
    {0x0f, "7.1back_(0+7+0)", "010203040a0b1c1d", "0+7+0"},
    {0x10, "urn:itu:bs:2051:0:pack:10.1_(4+5+1)", "0102030405060d0f101215", "4+5+1"},
    {0x11, "Auro-3D_(9+9+0)", "0102030405060a0b1a1b0d0f0e101213141e1f", ""},
    {0x12, "7.1side_5.1+sc_(0+7+0)", "0102030405062425", ""},
    {0x13, "7.1topside_5.1.2_(2+5+0)", "0102030405061314", ""},
    {0x14, "9.1screen_5.1.2+sc_(2+7+0)", "01020304050613142425", ""},
    {0x15, "11.1_5.1.4+sc_(4+7+0)", "0102030405060d0f10122425", ""},
    {0x16, "9.1_7.1.2_(2+7+0)", "010203040a0b1c1d1314", "7.1.2"},
    {0x17, "11.1_7.1.4_(4+7+0)", "010203040a0b1c1d22231e1f", "4+7+0"},
};

// A HOA pack: the pack below it and its own components as numbers within their set, ACN + 1.
struct HoaPack {
    std::uint16_t number;
    std::string_view name;
    std::uint16_t below;          // 0 = none
    std::uint16_t set;            // 0x000 SN3D, 0x100 N3D, 0x200 FuMa
    std::string_view components;  // two hexadecimal digits each; empty = all of the order
    std::uint16_t order = 0;
};
constexpr HoaPack kHoaPacks[] = {
    {0x001, "3D_order1_SN3D_ACN", 0x000, 0x000, "", 1},
    {0x002, "3D_order2_SN3D_ACN", 0x001, 0x000, "", 2},
    {0x003, "3D_order3_SN3D_ACN", 0x002, 0x000, "", 3},
    {0x004, "3D_order4_SN3D_ACN", 0x003, 0x000, "", 4},
    {0x005, "3D_order5_SN3D_ACN", 0x004, 0x000, "", 5},
    {0x006, "3D_order6_SN3D_ACN", 0x005, 0x000, "", 6},
    {0x011, "3D_order1_N3D_ACN", 0x000, 0x100, "", 1},
    {0x012, "3D_order2_N3D_ACN", 0x011, 0x100, "", 2},
    {0x013, "3D_order3_N3D_ACN", 0x012, 0x100, "", 3},
    {0x014, "3D_order4_N3D_ACN", 0x013, 0x100, "", 4},
    {0x015, "3D_order5_N3D_ACN", 0x014, 0x100, "", 5},
    {0x016, "3D_order6_N3D_ACN", 0x015, 0x100, "", 6},
    {0x021, "3D_order1_FuMa", 0x000, 0x200, "", 1},
    {0x022, "3D_order2_FuMa", 0x021, 0x200, "", 2},
    {0x023, "3D_order3_FuMa", 0x022, 0x200, "", 3},
    {0x111, "2D_Order1_N3D_ACN", 0x000, 0x100, "010204"},
    {0x112, "2D_Order2_N3D_ACN", 0x111, 0x100, "0509"},
    {0x210, "2H1P_N3D_ACN", 0x011, 0x100, "0509"},
    {0x211, "3H1P_N3D_ACN", 0x210, 0x100, "0a10"},
    {0x310, "2H1V_N3D_ACN", 0x011, 0x100, "05060809"},
};

std::optional<unsigned> hex(std::string_view digits) {
    unsigned value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

// "AC_0001000a" with prefix 'C' gives 0x0001000a.
std::optional<unsigned> number_of(std::string_view id, char kind, std::size_t length = 11) {
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    if (id.size() != length || upper(id[0]) != 'A' || upper(id[1]) != kind || id[2] != '_') {
        return std::nullopt;
    }
    return hex(id.substr(3, 8));
}

std::vector<std::string> channel_ids(unsigned base, std::string_view digits) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i + 2 <= digits.size(); i += 2) {
        ids.push_back(fmt::format("AC_{:08x}", base + *hex(digits.substr(i, 2))));
    }
    return ids;
}

CommonPack make(const SpeakerPack& pack) {
    return {fmt::format("AP_{:08x}", 0x00010000U + pack.number),
            std::string(pack.name),
            Type::DirectSpeakers,
            channel_ids(0x00010000, pack.channels),
            {}};
}

CommonPack make(const HoaPack& pack) {
    CommonPack out{fmt::format("AP_{:08x}", 0x00040000U + pack.number),
                   std::string(pack.name),
                   Type::Hoa,
                   channel_ids(0x00040000U + pack.set, pack.components),
                   {}};
    const unsigned first = pack.below == 0 ? 0U : unsigned{pack.order} * pack.order;
    const unsigned end = (unsigned{pack.order} + 1) * (unsigned{pack.order} + 1);
    for (unsigned acn = first; pack.order != 0 && acn < end; ++acn) {
        out.channel_ids.push_back(fmt::format("AC_{:08x}", 0x00040001U + pack.set + acn));
    }
    if (pack.below != 0) out.pack_ids.push_back(fmt::format("AP_{:08x}", 0x00040000U + pack.below));
    return out;
}

std::optional<std::string> known_channel(std::optional<unsigned> number) {
    if (!number) return std::nullopt;
    const std::string id = fmt::format("AC_{:08x}", *number);
    if (!common_channel_type(id)) return std::nullopt;
    return id;
}

}  // namespace

std::string_view type_name(Type type) {
    switch (type) {
        case Type::DirectSpeakers:
            return "DirectSpeakers";
        case Type::Matrix:
            return "Matrix";
        case Type::Objects:
            return "Objects";
        case Type::Hoa:
            return "HOA";
        case Type::Binaural:
            return "Binaural";
    }
    return "";
}

std::optional<CommonPack> common_pack(std::string_view id) {
    const auto number = number_of(id, 'P');
    for (const SpeakerPack& pack : kSpeakerPacks) {
        if (number == 0x00010000U + pack.number) return make(pack);
    }
    for (const HoaPack& pack : kHoaPacks) {
        if (number == 0x00040000U + pack.number) return make(pack);
    }
    if (number == 0x00050001U) {
        return CommonPack{
            "AP_00050001", "Binaural", Type::Binaural, channel_ids(0x00050000, "0102"), {}};
    }
    return std::nullopt;
}

const CommonSpeaker* common_speaker(std::string_view channel_id) {
    const auto number = number_of(channel_id, 'C');
    if (!number || *number <= 0x00010000U || *number > 0x00010000U + kSpeakers.size()) {
        return nullptr;
    }
    return &kSpeakers[*number - 0x00010001U];
}

std::optional<CommonHoa> common_hoa(std::string_view channel_id) {
    const auto number = number_of(channel_id, 'C');
    if (!number || *number <= 0x00040000U || *number > 0x00040300U) return std::nullopt;
    const unsigned set = (*number - 0x00040000U) >> 8;
    const unsigned acn = (*number & 0xFFU) - 1;  // wraps for 0, which the next line refuses
    if (set > 2 || acn >= (set == 2 ? 16U : 49U)) return std::nullopt;
    unsigned order = 0;
    while ((order + 1) * (order + 1) <= acn) ++order;
    constexpr programme::Normalisation kSets[] = {programme::Normalisation::Sn3d,
                                                  programme::Normalisation::N3d,
                                                  programme::Normalisation::FuMa};
    const int degree = static_cast<int>(acn) - static_cast<int>(order * order + order);
    return CommonHoa{static_cast<int>(order), degree, kSets[set]};
}

std::optional<Type> common_channel_type(std::string_view channel_id) {
    if (common_speaker(channel_id) != nullptr) return Type::DirectSpeakers;
    if (common_hoa(channel_id)) return Type::Hoa;
    const auto number = number_of(channel_id, 'C');
    if (number == 0x00050001U || number == 0x00050002U) return Type::Binaural;
    return std::nullopt;
}

std::optional<std::string> channel_of_common_track(std::string_view track_id) {
    if (!track_id.ends_with("_01")) return std::nullopt;
    return known_channel(number_of(track_id, 'T', 14));
}

std::optional<std::string> channel_of_common_stream(std::string_view stream_id) {
    return known_channel(number_of(stream_id, 'S'));
}

std::optional<CommonPack> common_pack_of_layout(std::string_view layout_name) {
    if (layout_name.empty()) return std::nullopt;
    for (const SpeakerPack& pack : kSpeakerPacks) {
        if (pack.layout == layout_name) return make(pack);
    }
    return std::nullopt;
}

}  // namespace cavea::adm
