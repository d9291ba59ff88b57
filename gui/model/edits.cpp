// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/edits.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <memory>
#include <utility>

namespace cavea::gui {
namespace {

using session::Move;
using session::ObjectEdit;
using session::ProjectSend;

template <class T>
Part<T> part(T value) {
    return std::make_shared<const T>(std::move(value));
}

/// Leave only entries whose value differs between the two.
template <class Map, class Same>
void drop_equal(Map& before, Map& after, const Same& same) {
    for (auto b = before.begin(); b != before.end();) {
        const auto a = after.find(b->first);
        if (a != after.end() && same(b->second, a->second)) {
            after.erase(a);
            b = before.erase(b);
        } else {
            ++b;
        }
    }
}

void drop_equal(Parts& before, Parts& after) {
    const auto deep = [](const auto& a, const auto& b) {
        return a == b || (a != nullptr && b != nullptr && *a == *b);
    };
    const auto plain = [](const auto& a, const auto& b) { return a == b; };
    drop_equal(before.objects, after.objects, deep);
    drop_equal(before.moves, after.moves, deep);
    drop_equal(before.sends, after.sends, deep);
    drop_equal(before.holds, after.holds, plain);
    drop_equal(before.solos, after.solos, plain);
}

template <class Map>
void add_missing(Map& to, const Map& from) {
    for (const auto& [key, value] : from) to.try_emplace(key, value);
}

}  // namespace

void Edits::open(session::Project project) {
    project_ = std::move(project);
    holds_.clear();
    solos_.clear();
    history_.clear();
    touched_ = {};
    depth_ = 0;
    ++version_;
    ++project_version_;
    ++moves_version_;
}

void Edits::relocate(session::Project project) { project_ = std::move(project); }

Parts Edits::now(const Parts& named) const {
    Parts out;
    for (const auto& [key, unused] : named.objects) {
        const auto found = project_.objects.find(key);
        auto& to = out.objects[key];
        if (found == project_.objects.end()) continue;
        ObjectEdit edit = found->second;
        edit.moves.clear();
        if (edit != ObjectEdit{}) to = part(std::move(edit));
    }
    for (const auto& [key, unused] : named.moves) {
        const auto found = project_.objects.find(key);
        auto& to = out.moves[key];
        if (found != project_.objects.end() && !found->second.moves.empty()) {
            to = part(found->second.moves);
        }
    }
    for (const auto& [key, unused] : named.sends) {
        const auto found = project_.sends.find(key);
        out.sends[key] = found == project_.sends.end() ? nullptr : part(found->second);
    }
    for (const auto& [item, unused] : named.holds) {
        const auto found = holds_.find(item);
        out.holds[item] = found == holds_.end() ? std::nullopt : std::optional(found->second);
    }
    for (const auto& [item, unused] : named.solos) out.solos[item] = solos_.contains(item);
    return out;
}

void Edits::apply(const Parts& parts) {
    const auto drop_if_idle = [&](const std::string& key) {
        const auto found = project_.objects.find(key);
        if (found != project_.objects.end() && found->second == ObjectEdit{}) {
            project_.objects.erase(found);
        }
    };
    for (const auto& [key, value] : parts.objects) {
        ObjectEdit& edit = project_.objects[key];
        std::vector<Move> moves = std::move(edit.moves);
        edit = value ? *value : ObjectEdit{};
        edit.moves = std::move(moves);
        drop_if_idle(key);
        touched_.objects.insert(key);
    }
    for (const auto& [key, value] : parts.moves) {
        project_.objects[key].moves = value ? *value : std::vector<Move>{};
        drop_if_idle(key);
        touched_.objects.insert(key);
    }
    for (const auto& [key, value] : parts.sends) {
        if (value) {
            project_.sends[key] = *value;
        } else {
            project_.sends.erase(key);
        }
        touched_.sends.insert(key);
    }
    for (const auto& [item, value] : parts.holds) {
        if (value) {
            holds_[item] = *value;
        } else {
            holds_.erase(item);
        }
    }
    for (const auto& [item, on] : parts.solos) {
        if (on) {
            solos_.insert(item);
        } else {
            solos_.erase(item);
        }
    }
    ++version_;
    if (parts.saved()) ++project_version_;
    if (!parts.moves.empty()) ++moves_version_;
}

void Edits::begin(const std::string& name) {
    if (depth_++ > 0) return;
    gesture_name_ = name;
    gesture_before_ = {};
    verb_ = nullptr;
    mixed_ = false;
    subjects_.clear();
}

void Edits::end() {
    if (depth_ > 0 && --depth_ == 0) finish();
}

void Edits::cancel() {
    if (depth_ == 0) return;
    depth_ = 0;
    if (!gesture_before_.empty()) apply(gesture_before_);
    gesture_before_ = {};
}

void Edits::finish() {
    Step step;
    step.before = std::move(gesture_before_);
    step.after = now(step.before);
    gesture_before_ = {};
    drop_equal(step.before, step.after);
    if (step.before.empty()) return;
    step.name = gesture_name_;
    if (step.name.empty()) {
        const std::string what = subjects_.size() == 1
                                     ? *subjects_.begin()
                                     : fmt::format("{} objects", subjects_.size());
        step.name = fmt::format(fmt::runtime(mixed_ ? "Edit {}" : verb_), what);
    }
    history_.add(std::move(step));
}

void Edits::undo() {
    while (depth_ > 0) end();
    if (history_.last() != nullptr) apply(history_.step_back().before);
}

void Edits::redo() {
    while (depth_ > 0) end();
    if (history_.next() != nullptr) apply(history_.step_forward().after);
}

void Edits::change(const Reason& reason, const Parts& to) {
    Parts before = now(to);
    Parts after = to;
    drop_equal(before, after);
    if (after.empty()) return;
    begin("");
    mixed_ = mixed_ || (verb_ != nullptr && std::string(verb_) != reason.verb);
    verb_ = reason.verb;
    subjects_.insert(reason.subject);
    add_missing(gesture_before_.objects, before.objects);
    add_missing(gesture_before_.moves, before.moves);
    add_missing(gesture_before_.sends, before.sends);
    add_missing(gesture_before_.holds, before.holds);
    add_missing(gesture_before_.solos, before.solos);
    apply(after);
    end();
}

Edits::Touched Edits::take_touched() { return std::exchange(touched_, {}); }

}  // namespace cavea::gui
