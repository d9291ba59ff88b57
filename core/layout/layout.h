// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loudspeaker layouts: channels in output order with nominal and real positions. The ten layouts of
// ITU-R BS.2051 plus 7.1.2 and 9.1.6 by the same rules, marked non-standard. Plain data; panners
// and writers are made from it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::layout {

/// Azimuth positive to the left, 0 is front; elevation positive up; distance 1 is on the
/// loudspeakers.
struct Polar {
    double azimuth_deg = 0;
    double elevation_deg = 0;
    double distance = 1;
    friend bool operator==(const Polar&, const Polar&) = default;
};

/// x right, y front, z up; the room spans -1..1.
struct Cartesian {
    double x = 0;
    double y = 0;
    double z = 0;
    friend bool operator==(const Cartesian&, const Cartesian&) = default;
};

struct Channel {
    std::string name;  ///< BS.2051 label, for example "M+030", "LFE1"
    Polar nominal;     ///< where the standard puts it
    Polar real;        ///< where it stands; equal to nominal unless a layout file says so
    std::array<double, 2> azimuth_range_deg{};    ///< allowed by BS.2051, [min, max]
    std::array<double, 2> elevation_range_deg{};  ///< allowed by BS.2051, [min, max]
    Cartesian allocentric;                        ///< BS.2127 Cartesian ("allocentric") position
    bool lfe = false;
};

/// A reproduction screen, BS.2127 default: polar, straight ahead, 58 degrees wide, 1.78.
struct Screen {
    bool cartesian = false;
    double aspect_ratio = 1.78;
    Polar centre_polar;          ///< used when !cartesian
    Cartesian centre_cartesian;  ///< used when cartesian
    double width = 58.0;         ///< degrees when polar, X units when Cartesian
};

struct Layout {
    std::string name;                         ///< "4+7+0", "binaural", "ambix3", that of a file
    std::vector<Channel> channels;            ///< output order
    std::optional<Screen> screen = Screen{};  ///< none = no screen processing
    bool standard = true;                     ///< false for 7.1.2 and 9.1.6
    /// The channels are no loudspeakers but the spherical harmonics up to this order (ACN, SN3D).
    std::optional<int> ambix_order;

    [[nodiscard]] std::size_t size() const { return channels.size(); }
    /// Index of a channel by its BS.2051 label.
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view label) const;
};

/// A built-in layout by BS.2051 name ("4+7+0") or common name ("7.1.4").
///
/// \return nothing when no layout has that name; see names()
[[nodiscard]] std::optional<Layout> find(std::string_view name);

struct Name {
    std::string name;                  ///< BS.2051 name, or the common one when non-standard
    std::vector<std::string> aliases;  ///< common names, for example "7.1.4"
    std::size_t channels = 0;
    bool standard = true;
};

/// Every built-in layout, for help texts and error messages.
[[nodiscard]] const std::vector<Name>& names();

/// dwChannelMask of WAVE_FORMAT_EXTENSIBLE when every channel has a bit and the file order equals
/// the layout's order; nothing otherwise.
[[nodiscard]] std::optional<unsigned> wave_mask(const Layout& layout);

}  // namespace cavea::layout
