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
#include "core/programme/programme.h"
#include "gui/model/geometry.h"
#include "gui/model/stem.h"

namespace cavea::gui {

enum class ItemKind { Object, Bed, Hoa };

struct Item {
    std::string id;    ///< "AO_1001", or the source's id where several share one
    std::string name;  ///< unique: a second "Door" is "Door 2"
    ItemKind kind = ItemKind::Object;
    Stem stem = Stem::Other;
    std::vector<std::size_t> sources;  ///< of the programme; one for an object
    /// What a project calls it: the id, or the sources' ids where the audioObject is more than
    /// this.
    std::vector<std::string> keys;
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
    /// The same items in another version of the programme: edits compiled in, for example.
    ///
    /// \pre  its sources are those of this scene
    [[nodiscard]] Scene with(std::shared_ptr<const programme::Programme> programme) const;
    void set_stem(std::size_t item, Stem stem) { items_[item].stem = stem; }

    /// \pre  made of a programme
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

/// Room coordinates of a block's place, inside the cube; of what is far away its direction.
[[nodiscard]] Vec3 in_room(const layout::Cartesian& position);
[[nodiscard]] layout::Polar polar_of(Vec3 position);
/// Half sizes along x, y, z of a width, height and depth as a block has them.
[[nodiscard]] Vec3 room_extent(bool cartesian, const layout::Polar& position,
                               const std::array<double, 3>& block_extent);

/// A layout's loudspeakers as the room shows them.
[[nodiscard]] std::vector<Speaker> speakers_of(const layout::Layout& layout);

}  // namespace cavea::gui
