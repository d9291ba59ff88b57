// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/scene.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "core/layout/conversion.h"
#include "core/session/motion.h"

namespace cavea::gui {
namespace {

using programme::ObjectsSource;
using programme::Source;

ItemKind kind_of(const Source& source) {
    if (std::holds_alternative<ObjectsSource>(source.metadata)) return ItemKind::Object;
    if (std::holds_alternative<programme::HoaSource>(source.metadata)) return ItemKind::Hoa;
    return ItemKind::Bed;
}

/// Sources of one object that belong together: an object alone, the channels of a bed or a scene.
class Grouping {
 public:
    std::vector<Item> run(const programme::Programme& programme) {
        for (std::size_t i = 0; i < programme.sources.size(); ++i) add(*programme.sources[i], i);
        for (Item& item : items_) name(item, programme);
        return std::move(items_);
    }

 private:
    using Key = std::tuple<ItemKind, std::string, const void*>;

    void add(const Source& source, std::size_t index) {
        const ItemKind kind = kind_of(source);
        Key key{kind, kind == ItemKind::Object ? source.id : source.object, nullptr};
        if (const auto* hoa = std::get_if<programme::HoaSource>(&source.metadata)) {
            std::get<2>(key) = hoa->scene.get();
        }
        const auto [found, fresh] = by_key_.try_emplace(key, items_.size());
        if (fresh) {
            items_.emplace_back();
            items_.back().kind = kind;
            if (!source.object.empty()) ++items_of_object_[source.object];
        }
        items_[found->second].sources.push_back(index);
    }

    void name(Item& item, const programme::Programme& programme) {
        const Source& first = *programme.sources[item.sources.front()];
        const bool alone = !first.object.empty() && items_of_object_[first.object] == 1;
        item.id = alone ? first.object : first.id;
        if (alone) {
            item.keys = {item.id};
        } else {
            std::set<std::string> ids;
            for (const std::size_t s : item.sources) ids.insert(programme.sources[s]->id);
            item.keys.assign(ids.begin(), ids.end());
        }
        const bool loose = first.object.empty() && item.kind != ItemKind::Object;
        const char* general = item.kind == ItemKind::Bed ? "Bed" : "HOA";
        item.name = unique(loose || first.name.empty() ? general : first.name);
        item.stem = guess_stem(loose ? "" : first.name, first.content);
        if (item.stem == Stem::Other && first.dialogue == 1) item.stem = Stem::Dialogue;
    }

    std::string unique(const std::string& name) {
        if (names_.insert(name).second) return name;
        std::size_t& number = next_number_.try_emplace(name, 2).first->second;
        std::string out;
        do {
            out = fmt::format("{} {}", name, number++);
        } while (!names_.insert(out).second);
        return out;
    }

    std::vector<Item> items_;
    std::map<Key, std::size_t> by_key_;
    std::unordered_map<std::string, std::size_t> items_of_object_;
    std::set<std::string> names_;
    std::unordered_map<std::string, std::size_t> next_number_;
};

double finite_or_zero(double x) { return std::isfinite(x) ? x : 0; }

/// A bed or a scene, which has no place of its own.
ItemState spread_state(const Source& source, double seconds) {
    ItemState out;
    const double time = seconds - source.start_s.to_double();
    out.sounds = time >= 0 && (!source.duration_s || time < source.duration_s->to_double());
    out.cartesian = true;
    out.polar = {0, 0, 0};
    return out;
}

/// What mixers call the loudspeakers of BS.2051.
std::string short_name(const std::string& label, bool has_sides) {
    static const std::map<std::string, const char*> kNames{
        {"M+000", "C"},   {"M+030", "L"},    {"M-030", "R"},   {"M+SC", "Lsc"},  {"M-SC", "Rsc"},
        {"M+045", "Lw"},  {"M-045", "Rw"},   {"M+060", "Lw"},  {"M-060", "Rw"},  {"M+090", "Lss"},
        {"M-090", "Rss"}, {"M+135", "Lrs"},  {"M-135", "Rrs"}, {"M+180", "Cs"},  {"U+000", "Ctf"},
        {"U+030", "Ltf"}, {"U-030", "Rtf"},  {"U+045", "Ltf"}, {"U-045", "Rtf"}, {"U+090", "Ltm"},
        {"U-090", "Rtm"}, {"U+110", "Ltr"},  {"U-110", "Rtr"}, {"U+135", "Ltr"}, {"U-135", "Rtr"},
        {"U+180", "Ctr"}, {"UH+180", "Ctr"}, {"T+000", "T"},   {"B+000", "Cbf"}, {"B+045", "Lbf"},
        {"B-045", "Rbf"}, {"LFE1", "LFE"},   {"LFE2", "LFE2"}};
    if (label == "M+110" || label == "M-110") {
        const bool left = label == "M+110";
        return has_sides ? (left ? "Lrs" : "Rrs") : (left ? "Ls" : "Rs");
    }
    const auto found = kNames.find(label);
    return found == kNames.end() ? label : found->second;
}

}  // namespace

Vec3 in_room(const layout::Cartesian& p) {
    const Vec3 v(finite_or_zero(p.x), finite_or_zero(p.y), finite_or_zero(p.z));
    const double reach = std::max({std::abs(v.x), std::abs(v.y), std::abs(v.z), 1.0});
    return v / reach;
}

layout::Polar polar_of(Vec3 p) { return layout::to_polar(layout::Cartesian{p.x, p.y, p.z}); }

Vec3 room_extent(bool cartesian, const layout::Polar& position,
                 const std::array<double, 3>& block_extent) {
    const auto [width, height, depth] = block_extent;
    layout::CartesianExtent e{width, depth, height};
    if (!cartesian) e = layout::to_cartesian(position, layout::PolarExtent{width, height, depth});
    const auto size = [](double x) { return std::clamp(finite_or_zero(x), 0.0, 1.0); };
    return {size(e.x), size(e.y), size(e.z)};
}

Scene::Scene(std::shared_ptr<const programme::Programme> programme)
    : programme_(std::move(programme)), items_(Grouping().run(*programme_)) {}

Scene Scene::with(std::shared_ptr<const programme::Programme> programme) const {
    Scene out = *this;
    out.programme_ = std::move(programme);
    return out;
}

double Scene::length_s() const {
    if (programme_ == nullptr || programme_->rate_hz == 0) return 0;
    return static_cast<double>(programme_->length) / programme_->rate_hz;
}

std::optional<std::size_t> Scene::find(const std::string& name) const {
    const auto found = std::find_if(items_.begin(), items_.end(),
                                    [&](const Item& item) { return item.name == name; });
    if (found == items_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - items_.begin());
}

ItemState Scene::state(std::size_t item, double seconds) const {
    const Source& source = *programme_->sources[items_.at(item).sources.front()];
    const auto* objects = std::get_if<ObjectsSource>(&source.metadata);
    if (objects == nullptr) return spread_state(source, seconds);
    const session::Moment moment =
        session::moment_of(source, *objects->channel, finite_or_zero(seconds));
    const session::ObjectState& state = moment.state;
    ItemState out;
    out.sounds = moment.sounds;
    out.cartesian = state.cartesian;
    out.position = in_room(state.position);
    const auto& c = state.coordinate;
    out.polar = state.cartesian ? polar_of(out.position) : layout::Polar{c[0], c[1], c[2]};
    out.block_extent = {state.width, state.height, state.depth};
    out.extent = room_extent(state.cartesian, out.polar, out.block_extent);
    out.gain = finite_or_zero(state.gain);
    out.diffuse = finite_or_zero(state.diffuse);
    return out;
}

std::vector<Vec3> Scene::trail(std::size_t item, double from_s, double to_s,
                               std::size_t points) const {
    std::vector<Vec3> out;
    out.reserve(points);
    for (std::size_t i = 0; i < points; ++i) {
        const double part =
            points == 1 ? 0 : static_cast<double>(i) / static_cast<double>(points - 1);
        out.push_back(state(item, from_s + (to_s - from_s) * part).position);
    }
    return out;
}

std::vector<Speaker> speakers_of(const layout::Layout& layout) {
    const bool has_sides = layout.index_of("M+090").has_value();
    std::vector<Speaker> out;
    for (const layout::Channel& channel : layout.channels) {
        const layout::Cartesian p = layout::allocentric_position(channel);
        out.push_back({channel.name, short_name(channel.name, has_sides), in_room(p), channel.lfe});
    }
    return out;
}

}  // namespace cavea::gui
