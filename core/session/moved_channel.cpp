// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/moved_channel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/session/motion.h"
#include "core/session/move_track.h"

namespace cavea::session {
namespace {

using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::Source;

constexpr std::int64_t kMaxDenominator = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kNano = 1'000'000'000;

/// A move on the time scale of the object: its times on the grid of the object's.
struct Cut {
    Rational begin, end;
    Move move;
};

/// A block of the channel with its own times, ramp and neighbours.
struct Stretch {
    Rational begin, end;
    Rational target;  ///< from here on the block's own values hold
    ObjectState from, to;
    const ObjectsBlock* block = nullptr;
    const ObjectsBlock* before = nullptr;  ///< where its ramp comes from
};

class Builder {
 public:
    Builder(const Source& source, const ObjectsChannel& channel, Rational end_s)
        : source_(source), channel_(channel), out_(std::make_shared<ObjectsChannel>()) {
        out_->id = channel.id;
        out_->name = channel.name;
        out_->attributes = channel.attributes;
        const Rational left = end_s - source.start_s;
        object_end_ = source.duration_s ? *source.duration_s : left;
    }

    std::shared_ptr<const ObjectsChannel> run(const std::vector<Move>& moves) {
        std::vector<Stretch> stretches;
        for (std::size_t i = 0; i < channel_.blocks.size(); ++i) stretches.push_back(stretch(i));
        std::erase_if(stretches, [](const Stretch& s) { return s.end < s.begin; });
        choose_grid(stretches, moves);
        for (const Move& move : moves) add_cut(move);
        for (const Stretch& s : stretches) add(s);
        if (out_->blocks.empty()) return nullptr;
        return out_;
    }

 private:
    [[nodiscard]] Stretch stretch(std::size_t i) const {
        const ObjectsBlock& block = channel_.blocks[i];
        const ObjectAttributes& attributes = channel_.of(block);
        Stretch out;
        out.block = &block;
        out.begin = block.timed() ? block.rtime_s() : Rational(0);
        out.end = block.timed() ? out.begin + block.duration_s() : object_end_;
        if (source_.duration_s && *source_.duration_s < out.end) out.end = *source_.duration_s;
        out.to = state_of(source_, channel_, block);
        out.from = out.to;
        out.target = out.begin;
        if (i == 0 || !block.timed()) return out;
        const ObjectsBlock& before = channel_.blocks[i - 1];
        if (before.rtime_s() + before.duration_s() != out.begin) return out;
        out.before = &before;
        out.from = state_of(source_, channel_, before);
        out.target = attributes.jump ? out.begin + attributes.interpolation_s : out.end;
        return out;
    }

    // Every time of a block that is cut, and every cut, is a whole number of grid steps.
    void choose_grid(const std::vector<Stretch>& stretches, const std::vector<Move>& moves) {
        constexpr double kMargin = 1e-3;
        const double start = source_.start_s.to_double();
        std::int64_t grid = 1;
        for (const Stretch& s : stretches) {
            const auto first = std::partition_point(moves.begin(), moves.end(), [&](const Move& m) {
                return m.points.back().time_s.to_double() - start < s.begin.to_double() - kMargin;
            });
            if (first == moves.end() ||
                first->points.front().time_s.to_double() - start > s.end.to_double() + kMargin) {
                continue;
            }
            for (const Rational time : {s.begin, s.end, s.target}) {
                const std::int64_t factor = time.den / std::gcd(grid, time.den);
                if (factor > kMaxDenominator / grid) {
                    throw refused("", source_.id,
                                  "has metadata blocks at times too fine to be cut; move it "
                                  "elsewhere");
                }
                grid *= factor;
            }
        }
        const std::int64_t to_nano = kNano / std::gcd(grid, kNano);
        grid_ =
            to_nano <= kMaxDenominator / grid ? grid * to_nano : grid * (kMaxDenominator / grid);
    }

    /// Programme time to the nearest step of the object's grid.
    [[nodiscard]] Rational on_grid(Rational time_s) const {
        const auto value = [](Rational r) {
            return static_cast<long double>(r.num) / static_cast<long double>(r.den);
        };
        const long double steps =
            (value(time_s) - value(source_.start_s)) * static_cast<long double>(grid_);
        return {std::llroundl(steps), grid_};
    }

    void add_cut(const Move& move) {
        Cut cut{{}, {}, move};
        for (MovePoint& point : cut.move.points) point.time_s = on_grid(point.time_s);
        cut.begin = cut.move.points.front().time_s;
        cut.end = cut.move.points.back().time_s;
        if (cut.begin < cut.end) cuts_.push_back(std::move(cut));
    }

    void add(const Stretch& s) {
        Rational at = s.begin;
        auto cut = std::partition_point(cuts_.begin(), cuts_.end(),
                                        [&](const Cut& c) { return c.end <= s.begin; });
        if (s.begin == s.end && cut != cuts_.end() && cut->begin <= s.begin) return;
        for (; cut != cuts_.end() && cut->begin < s.end; ++cut) {
            const Rational begin = std::max(at, cut->begin);
            const Rational end = std::min(s.end, cut->end);
            if (at < begin) keep(s, at, begin);
            replace(s, *cut, begin, end);
            at = end;
        }
        if (at < s.end || s.begin == s.end) keep(s, at, s.end);
    }

    [[nodiscard]] static ObjectState original(const Stretch& s, Rational time) {
        if (time >= s.target) return s.to;
        const double length = (s.target - s.begin).to_double();
        return between(s.from, s.to, (time - s.begin).to_double() / length);
    }

    /// The stretch's own motion on [begin, end): the block itself, or what is left of it.
    void keep(const Stretch& s, Rational begin, Rational end) {
        const bool ramps = begin < s.target;
        if (ramps && (end_ != begin || last_block_ != s.before)) {
            ObjectsBlock from = *s.before;
            put(from, s.from.coordinate, begin, begin);
        }
        ObjectsBlock block = *s.block;
        if (begin != s.begin || end != s.end) {
            ObjectAttributes attributes = channel_.of(block);
            attributes.jump = true;
            attributes.interpolation_s = ramps ? s.target - s.begin : Rational(0);
            attributes.interpolated_s = ramps ? begin - s.begin : Rational(0);
            block.attributes = index_of(attributes);
        }
        put(block, s.to.coordinate, begin, end);
        last_block_ = s.block;
    }

    /// The move's positions on [begin, end) with the stretch's other values.
    void replace(const Stretch& s, const Cut& cut, Rational begin, Rational end) {
        std::vector<Rational> corners{begin};
        const auto& points = cut.move.points;
        auto point = std::partition_point(points.begin(), points.end(),
                                          [&](const MovePoint& p) { return p.time_s <= begin; });
        for (; point != points.end() && point->time_s < end; ++point) {
            corners.push_back(point->time_s);
        }
        if (s.target > begin && s.target < end) corners.push_back(s.target);
        corners.push_back(end);
        std::sort(corners.begin(), corners.end());
        corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
        for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
            ObjectState from = original(s, corners[i]);
            ObjectState to = original(s, corners[i + 1]);
            from.cartesian = to.cartesian = s.to.cartesian;
            place(from, cut.move, corners[i], Side::After);
            place(to, cut.move, corners[i + 1], Side::Before);
            line(s, from, to, corners[i], corners[i + 1]);
        }
    }

    static void place(ObjectState& state, const Move& move, Rational time, Side side) {
        const MovePlace place = place_at(move, time, side);
        state.position = place.room;
        state.coordinate = move.cartesian == state.cartesian
                               ? place.coordinate
                               : block_coordinate(state.cartesian, place.room);
    }

    void line(const Stretch& s, const ObjectState& from, const ObjectState& to, Rational begin,
              Rational end) {
        if (from == to) return emit(s, to, begin, end, true);
        // A block leads to its own values from those before it; where those are others, a block
        // without length says where to come from.
        if (end_ != begin || last_ != from) emit(s, from, begin, begin, true);
        emit(s, to, begin, end, false);
    }

    void emit(const Stretch& s, const ObjectState& state, Rational begin, Rational end, bool jump) {
        ObjectAttributes attributes = channel_.of(*s.block);
        attributes.jump = jump;
        attributes.interpolation_s = Rational(0);
        attributes.width = state.width;
        attributes.height = state.height;
        attributes.depth = state.depth;
        attributes.diffuse = state.diffuse;
        attributes.screen_ref = false;  // the person has put it there, whatever the screen
        attributes.screen_edge_lock = {};
        ObjectsBlock block = *s.block;
        block.gain = state.gain;
        block.attributes = index_of(attributes);
        put(block, state.coordinate, begin, end);
        last_ = state;
    }

    void put(ObjectsBlock block, const std::array<double, 3>& coordinate, Rational begin,
             Rational end) {
        std::copy(coordinate.begin(), coordinate.end(), block.coordinate);
        if (!block.set_times(begin, end - begin)) {
            throw refused("", channel_.block_id(block), "cannot be cut at so fine a time");
        }
        out_->blocks.push_back(block);
        end_ = end;
        last_.reset();
        last_block_ = nullptr;
    }

    std::uint32_t index_of(const ObjectAttributes& attributes) {
        constexpr std::size_t kLookBack = 16;
        auto& table = out_->attributes;
        for (std::size_t i = table.size(); i > 0 && i + kLookBack > table.size(); --i) {
            if (table[i - 1] == attributes) return static_cast<std::uint32_t>(i - 1);
        }
        table.push_back(attributes);
        return static_cast<std::uint32_t>(table.size() - 1);
    }

    const Source& source_;
    const ObjectsChannel& channel_;
    std::shared_ptr<ObjectsChannel> out_;
    Rational object_end_;
    std::int64_t grid_ = kNano;
    std::vector<Cut> cuts_;
    // Of the last block that was put out:
    std::optional<Rational> end_;
    std::optional<ObjectState> last_;           ///< of a block of a move, its values
    const ObjectsBlock* last_block_ = nullptr;  ///< of a block that leads where this one did
};

}  // namespace

std::shared_ptr<const ObjectsChannel> moved_channel(const Source& source,
                                                    const ObjectsChannel& channel,
                                                    const std::vector<Move>& moves,
                                                    Rational end_s) {
    return Builder(source, channel, end_s).run(moves);
}

}  // namespace cavea::session
