// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to see of a programme: objects, beds and scenes as items with a name and a stem,
// where each is at any time, and the loudspeakers. Immutable; made anew when the mix changes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/layout/layout.h"
#include "core/plan/controls.h"
#include "core/programme/programme.h"
#include "gui/model/geometry.h"

namespace cavea::gui {

enum class Stem { Dialogue, Music, Effects, Foley, Ambience, Group, Narration, Other };
inline constexpr int kStems = 8;
struct StemLook {
    const char* name;        ///< "Dialogue"
    const char* short_name;  ///< "DX"
    std::uint32_t rgb;       ///< 0xRRGGBB, told apart also with colour-blind eyes
};
[[nodiscard]] const StemLook& look(Stem stem);
/// From the stem that metadata give, else from a prefix ("DX_", "FX ") or words of the name.
[[nodiscard]] Stem guess_stem(const std::string& name, const std::string& content);

enum class ItemKind { Object, Bed, Hoa };

struct Item {
    std::string id;    ///< "AO_1001", or the source's id where several share one
    std::string name;  ///< unique: a second "Door" is "Door 2"
    ItemKind kind = ItemKind::Object;
    Stem stem = Stem::Other;
    std::vector<std::size_t> sources;  ///< of the programme; one for an object
};

/// Where an item is and how big, in room coordinates.
struct ItemState {
    bool sounds = false;     ///< a metadata block covers this time
    Vec3 position{};         ///< room; what is polar in the metadata is put on its loudspeakers
    layout::Polar polar;     ///< the same in azimuth, elevation, distance
    bool cartesian = false;  ///< the coordinates of the metadata
    Vec3 extent{};           ///< room units, half sizes along x, y, z
    std::array<double, 3> block_extent{};  ///< width, height, depth as the block has them
    double gain = 1;                       ///< linear, of the block
    double diffuse = 0;
};

struct Speaker {
    std::string name;        ///< "M+030"
    std::string short_name;  ///< "L", "Ltf": as mixers say
    Vec3 position{};
    bool lfe = false;
};

class Scene {
 public:
    Scene() = default;
    explicit Scene(std::shared_ptr<const programme::Programme> programme);

    [[nodiscard]] const programme::Programme& programme() const { return *programme_; }
    [[nodiscard]] const std::vector<Item>& items() const { return items_; }
    [[nodiscard]] double length_s() const;
    /// Index of an item by its name.
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;
    /// At a time; interpolated as the planner does. Beds and HOA: the centre of the room.
    [[nodiscard]] ItemState state(std::size_t item, double seconds) const;
    /// Positions at equal steps of [from_s, to_s].
    [[nodiscard]] std::vector<Vec3> trail(std::size_t item, double from_s, double to_s,
                                          std::size_t points) const;

 private:
    std::shared_ptr<const programme::Programme> programme_;
    std::vector<Item> items_;
};

/// A layout's loudspeakers as the room shows them.
[[nodiscard]] std::vector<Speaker> speakers_of(const layout::Layout& layout);

}  // namespace cavea::gui
