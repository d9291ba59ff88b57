// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The common definitions of ITU-R BS.2094-1: packs and channels that a file may refer to without
// defining them. A compact table; the document takes from it what it refers to, the file writers
// look up the pack of a layout.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/programme/blocks.h"

namespace cavea::adm {

/// typeLabel of BS.2076.
enum class Type : std::uint8_t {
    DirectSpeakers = 1,
    Matrix = 2,
    Objects = 3,
    Hoa = 4,
    Binaural = 5
};

/// "DirectSpeakers", "HOA": typeDefinition of BS.2076.
[[nodiscard]] std::string_view type_name(Type type);

/// A loudspeaker channel AC_0001xxxx.
struct CommonSpeaker {
    std::uint16_t number = 0;  ///< xxxx of AC_0001xxxx, AS_0001xxxx, AT_0001xxxx_01
    std::string_view name;     ///< audioChannelFormatName
    std::string_view label;    ///< BS.2051 label, without the URN in front
    double azimuth_deg = 0;
    double elevation_deg = 0;
    programme::HorizontalEdge edge = programme::HorizontalEdge::None;
    bool lfe = false;  ///< low pass at 120 Hz
};

/// A pack with the ids of what it holds.
struct CommonPack {
    std::string id;
    std::string name;
    Type type = Type::DirectSpeakers;
    std::vector<std::string> channel_ids;
    std::vector<std::string> pack_ids;  ///< HOA of one order holds that of the order below
};

/// A HOA channel AC_0004xxxx.
struct CommonHoa {
    int order = 0;
    int degree = 0;
    programme::Normalisation normalisation = programme::Normalisation::Sn3d;
};

/// Ids are compared without regard to case. Nothing when no common definition has the id.
[[nodiscard]] std::optional<CommonPack> common_pack(std::string_view id);
[[nodiscard]] const CommonSpeaker* common_speaker(std::string_view channel_id);
[[nodiscard]] std::optional<CommonHoa> common_hoa(std::string_view channel_id);
/// Type of a common channel of any type.
[[nodiscard]] std::optional<Type> common_channel_type(std::string_view channel_id);
/// AC_... of a common AT_..._01 or AS_....
[[nodiscard]] std::optional<std::string> channel_of_common_track(std::string_view track_id);
[[nodiscard]] std::optional<std::string> channel_of_common_stream(std::string_view stream_id);

/// The loudspeaker pack whose channels are those of a built-in layout, by the layout's name.
///
/// \return nothing for layouts that BS.2094-1 has no pack for, 9.1.6 among them
[[nodiscard]] std::optional<CommonPack> common_pack_of_layout(std::string_view layout_name);

}  // namespace cavea::adm
