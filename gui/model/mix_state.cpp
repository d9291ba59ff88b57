// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/mix_state.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "core/session/motion.h"
#include "core/session/project_edits.h"
#include "core/session/project_programme.h"

namespace cavea::gui {
namespace {

using programme::Programme;
using programme::Source;
using session::ProjectSend;

/// Level of everything that goes to one input of a room.
using Levels =
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<programme::Breakpoint>>;

void add(Levels& levels, std::uint32_t room, std::uint32_t input,
         const std::vector<programme::Breakpoint>& gain) {
    auto& to = levels[{room, input}];
    if (to.empty()) {
        to = gain;
    } else if (!gain.empty()) {  // two sends to one input sound together
        for (programme::Breakpoint& point : to) point.gain += gain.front().gain;
    }
}

std::shared_ptr<const Programme> base_of(const Programme& master, const Programme& programme) {
    auto out = std::make_shared<Programme>(master);
    out->rooms = programme.rooms;
    for (std::size_t i = 0; i < out->sources.size(); ++i) {
        auto source = std::make_shared<Source>(*out->sources[i]);
        source->mute = false;
        source->sends = programme.sources[i]->sends;
        out->sources[i] = std::move(source);
    }
    return out;
}

}  // namespace

void MixState::open(std::shared_ptr<const Programme> master,
                    std::shared_ptr<const Programme> programme, session::Project project) {
    if (programme == nullptr) programme = master;
    if (master == nullptr || master->sources.size() != programme->sources.size()) {
        master = programme;
    }
    base_ = base_of(*master, *programme);
    master_mutes_.clear();
    for (const auto& source : master->sources) master_mutes_.push_back(source->mute);
    playing_ = base_;
    scene_ = Scene(base_);
    guessed_.clear();
    for (const Item& item : scene_.items()) guessed_.push_back(item.stem);
    expand_shared_edits(project);
    edits_.open(std::move(project));
    refresh();
}

// An edit of an audioObject that is several items here becomes one of each.
void MixState::expand_shared_edits(session::Project& project) const {
    std::vector<std::string> expanded;
    for (const Item& item : scene_.items()) {
        const std::string& object = base_->sources[item.sources.front()]->object;
        const auto found = project.objects.find(object);
        if (object.empty() || item.id == object || found == project.objects.end()) continue;
        const session::ObjectEdit edit = found->second;
        for (const std::string& key : item.keys) project.objects.try_emplace(key, edit);
        expanded.push_back(object);
    }
    for (const std::string& object : expanded) project.objects.erase(object);
}

void MixState::refresh() {
    if (base_ == nullptr || moves_of_ == edits_.moves_version()) return;
    moves_of_ = edits_.moves_version();
    const auto& objects = edits_.project().objects;
    const bool moves = std::any_of(objects.begin(), objects.end(),
                                   [](const auto& entry) { return !entry.second.moves.empty(); });
    if (!moves && playing_ == base_) return;
    playing_ =
        moves ? std::make_shared<const Programme>(session::with_moves(*base_, edits_.project()))
              : base_;
    scene_ = scene_.with(playing_);
}

const Scene& MixState::scene() const {
    if (base_ != nullptr && stems_of_ != edits_.project_version()) {
        stems_of_ = edits_.project_version();
        for (std::size_t i = 0; i < size(); ++i) scene_.set_stem(i, stem(i));
    }
    return scene_;
}

std::shared_ptr<const plan::Controls> MixState::controls() const {
    if (base_ != nullptr && controls_of_ != edits_.version()) {
        controls_of_ = edits_.version();
        controls_ = make_controls();
    }
    return controls_;
}

Stem MixState::stem(std::size_t item) const {
    const session::ObjectEdit* found = session::edit_of(edits_.project(), first_source(item));
    const auto named = found == nullptr ? std::nullopt : stem_named(found->stem);
    return named.value_or(guessed_[item]);
}

const Source& MixState::first_source(std::size_t item) const {
    return *base_->sources[scene_.items().at(item).sources.front()];
}

session::ObjectEdit MixState::edit(std::size_t item) const {
    const session::ObjectEdit* found = session::edit_of(edits_.project(), first_source(item));
    return found == nullptr ? session::ObjectEdit{} : *found;
}

bool MixState::muted_by_master(std::size_t item) const {
    const auto& sources = scene_.items().at(item).sources;
    return std::all_of(sources.begin(), sources.end(),
                       [&](std::size_t s) { return master_mutes_[s]; });
}

bool MixState::muted(std::size_t item) const {
    const session::ObjectEdit* found = session::edit_of(edits_.project(), first_source(item));
    return found != nullptr && found->mute ? *found->mute : muted_by_master(item);
}

bool MixState::audible(std::size_t item) const {
    return !muted(item) && (edits_.solos().empty() || edits_.solos().contains(item));
}

const std::vector<ProjectSend>* MixState::sends(std::size_t item) const {
    return session::sends_of(edits_.project(), first_source(item));
}

bool MixState::cartesian(std::size_t item) const {
    const auto* objects = std::get_if<programme::ObjectsSource>(&first_source(item).metadata);
    if (objects == nullptr || objects->channel->blocks.empty()) return false;
    return objects->channel->of(objects->channel->blocks.front()).cartesian;
}

ItemState MixState::state(std::size_t item, double seconds) const {
    ItemState out = scene_.state(item, seconds);
    const session::ObjectEdit* found = session::edit_of(edits_.project(), first_source(item));
    if (const auto held = edits_.holds().find(item); held != edits_.holds().end()) {
        out.position = held->second.position;
        out.polar = polar_of(out.position);
    }
    if (found != nullptr) {
        out.gain *= session::linear_gain(found->gain_db);
        if (found->size) {
            const session::Size size = session::size_of(out.cartesian, *found->size);
            out.block_extent = {size.width, size.height, size.depth};
        }
    }
    if (scene_.items()[item].kind == ItemKind::Object) {
        out.extent = room_extent(out.cartesian, out.polar, out.block_extent);
    }
    return out;
}

std::vector<plan::HeldSend> MixState::held_sends(const Source& source) const {
    std::vector<plan::HeldSend> out;
    if (base_->rooms.empty() || !session::can_send(source)) return out;
    Levels before;
    for (const programme::Send& send : source.sends) add(before, send.room, send.input, send.gain);
    Levels now;
    if (const auto* list = session::sends_of(edits_.project(), source)) {
        for (const ProjectSend& send : *list) {
            for (std::uint32_t room = 0; room < base_->rooms.size(); ++room) {
                if (base_->rooms[room].id != send.room) continue;
                add(now, room, send.input - 1, send.gain);
            }
        }
    }
    for (const auto& [to, gain] : before) now.try_emplace(to);  // is not sent any more
    for (const auto& [to, gain] : now) {
        const auto was = before.find(to);
        if (was != before.end() && was->second == gain) continue;
        out.push_back({to.first, to.second, gain.empty() ? 0 : gain.front().gain});
    }
    return out;
}

std::shared_ptr<const plan::Controls> MixState::make_controls() const {
    auto out = std::make_shared<plan::Controls>();
    out->sources.resize(base_->sources.size());
    for (std::size_t i = 0; i < size(); ++i) {
        const Item& item = scene_.items()[i];
        const session::ObjectEdit* found = session::edit_of(edits_.project(), first_source(i));
        plan::SourceControl control;
        if (found != nullptr) control.gain = session::linear_gain(found->gain_db);
        if (!audible(i)) control.gain = 0;
        if (item.kind == ItemKind::Object) {
            const bool polar = !cartesian(i);
            if (const auto held = edits_.holds().find(i); held != edits_.holds().end()) {
                const Vec3 p = held->second.position;
                control.position =
                    plan::HeldPosition{!polar, session::block_coordinate(!polar, {p.x, p.y, p.z})};
            }
            if (found != nullptr && found->size) {
                const session::Size size = session::size_of(!polar, *found->size);
                control.extent = {size.width, size.height, size.depth};
            }
        }
        for (const std::size_t s : item.sources) {
            out->sources[s] = control;
            out->sources[s].sends = held_sends(*base_->sources[s]);
        }
    }
    if (controls_ != nullptr && *controls_ == *out) return controls_;
    return out;
}

}  // namespace cavea::gui
