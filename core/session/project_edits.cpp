// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_edits.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/session/move_track.h"
#include "core/session/moved_channel.h"

namespace cavea::session {
namespace {

using programme::ObjectAttributes;
using programme::ObjectsChannel;
using programme::ObjectsSource;
using programme::Programme;
using programme::Source;

constexpr double kWholeTurn = 360;

Error refuse(const Project& project, const std::string& key, std::string_view what) {
    return refused(project.path.string(), "/objects/" + key, what);
}

template <class Map>
typename Map::const_iterator find(const Map& map, const Source& source) {
    const auto own = map.find(source.id);
    if (own != map.end() || source.object.empty()) return own;
    return map.find(source.object);
}

std::shared_ptr<const ObjectsChannel> sized(const ObjectsChannel& channel, double size) {
    auto out = std::make_shared<ObjectsChannel>(channel);
    for (ObjectAttributes& attributes : out->attributes) {
        const Size s = size_of(attributes.cartesian, size);
        attributes.width = s.width;
        attributes.height = s.height;
        attributes.depth = s.depth;
    }
    return out;
}

class Editor {
 public:
    Editor(const Programme& programme, const Project& project)
        : project_(project), end_s_(programme.length, programme.rate_hz) {}

    /// Every edit of the project has to be one of a source.
    static void check_keys(const Programme& programme, const Project& project) {
        std::set<std::string> used;
        for (const auto& source : programme.sources) {
            used.insert(source->id);
            used.insert(source->object);
        }
        for (const auto& [key, edit] : project.objects) {
            if (used.contains(key) && !key.empty()) continue;
            throw refuse(project, key,
                         "names no audioObject that sounds in the master's programme; \"cavea "
                         "info\" lists them");
        }
    }

    void move(Source& source, const std::string& key, const ObjectEdit& edit) const {
        if (edit.moves.empty()) return;
        auto& objects = metadata(source, key, "moves");
        try {
            auto moved = moved_channel(source, *objects.channel, edit.moves, end_s_);
            if (moved == nullptr) return;
            objects.channel = std::move(moved);
            source.position_offset.reset();  // is in the new coordinates
        } catch (const Error& error) {
            throw refuse(project_, key, error.what());
        }
    }

    void size(Source& source, const std::string& key, const ObjectEdit& edit) const {
        if (!edit.size) return;
        auto& objects = metadata(source, key, "size");
        objects.channel = sized(*objects.channel, *edit.size);
    }

 private:
    ObjectsSource& metadata(Source& source, const std::string& key, const char* what) const {
        if (auto* objects = std::get_if<ObjectsSource>(&source.metadata)) return *objects;
        throw refuse(project_, key + "/" + what, "edits what is no object and has no position");
    }

    const Project& project_;
    Rational end_s_;
};

/// \param change  of a copy of a source with an edit
template <class Change>
Programme edited(const Programme& programme, const Project& project, const Change& change) {
    Programme out = programme;
    Editor::check_keys(programme, project);
    for (auto& source : out.sources) {
        const auto found = find(project.objects, *source);
        if (found == project.objects.end()) continue;
        auto copy = std::make_shared<Source>(*source);
        change(*copy, found->first, found->second);
        source = std::move(copy);
    }
    return out;
}

}  // namespace

const ObjectEdit* edit_of(const Project& project, const Source& source) {
    const auto found = find(project.objects, source);
    return found == project.objects.end() ? nullptr : &found->second;
}

const std::vector<ProjectSend>* sends_of(const Project& project, const Source& source) {
    auto found = find(project.sends, source);
    if (found == project.sends.end()) found = project.sends.find("*");
    return found == project.sends.end() ? nullptr : &found->second;
}

Programme with_moves(const Programme& programme, const Project& project) {
    const Editor editor(programme, project);
    return edited(programme, project,
                  [&](Source& source, const std::string& key, const ObjectEdit& edit) {
                      editor.move(source, key, edit);
                  });
}

Programme with_edits(const Programme& programme, const Project& project) {
    const Editor editor(programme, project);
    return edited(programme, project,
                  [&](Source& source, const std::string& key, const ObjectEdit& edit) {
                      editor.move(source, key, edit);
                      editor.size(source, key, edit);
                      source.gain *= linear_gain(edit.gain_db);
                      if (edit.mute) source.mute = *edit.mute;
                  });
}

Size size_of(bool cartesian, double size) {
    if (cartesian) return {size, size, size};
    return {kWholeTurn * size, kWholeTurn * size, size};
}

double linear_gain(double gain_db) { return std::pow(10, gain_db / 20); }

void write_move(std::vector<Move>& moves, Move move) {
    const Rational begin = move.points.front().time_s;
    const Rational end = move.points.back().time_s;
    std::vector<Move> out;
    for (const Move& earlier : moves) {
        for (Move part : {part_before(earlier, begin), part_after(earlier, end)}) {
            if (!part.points.empty()) out.push_back(std::move(part));
        }
    }
    const auto after = std::find_if(out.begin(), out.end(),
                                    [&](const Move& m) { return m.points.front().time_s >= end; });
    out.insert(after, std::move(move));
    moves = std::move(out);
}

}  // namespace cavea::session
