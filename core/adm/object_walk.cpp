// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/object_walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/base/error.h"

namespace cavea::adm {
namespace {

using ObjectSet = std::unordered_set<const AudioObject*>;
/// The alternativeValueSet that a programme or content has chosen, by object.
using Alternatives = std::unordered_map<const AudioObject*, const AlternativeValueSet*>;

// A complementary object and those it stands for.
std::vector<const AudioObject*> group_of(const Document& document, const AudioObject& root) {
    std::vector<const AudioObject*> group{&root};
    for (const std::string& id : root.complementary_ids) {
        group.push_back(document.objects.find(id));
    }
    return group;
}

Error usage(const ElementReader& reader, std::string_view what) {
    return Error(ErrorCode::Usage, located(reader.file(), "", what));
}

ObjectSet selected_objects(const Document& document, const Selection& selection,
                           const ElementReader& reader) {
    ObjectSet known;
    for (const AudioObject& root : document.objects.items()) {
        if (root.complementary_ids.empty()) continue;
        for (const AudioObject* object : group_of(document, root)) known.insert(object);
    }
    ObjectSet selected;
    for (const std::string& id : selection.complementary_objects) {
        const AudioObject* object = document.objects.find(id);
        if (object == nullptr || !known.contains(object)) {
            throw usage(reader,
                        fmt::format("{} is not one of a group of complementary audioObjects; "
                                    "leave it out or name another",
                                    printable(id, 60)));
        }
        selected.insert(object);
    }
    return selected;
}

// BS.2127-1 §5.2: of each group the selected object sounds, without a selection its root.
ObjectSet silenced_objects(const Document& document, const Selection& selection,
                           const ElementReader& reader) {
    const ObjectSet selected = selected_objects(document, selection, reader);
    ObjectSet silenced;
    for (const AudioObject& root : document.objects.items()) {
        if (root.complementary_ids.empty()) continue;
        const auto group = group_of(document, root);
        const AudioObject* chosen = nullptr;
        for (const AudioObject* object : group) {
            if (!selected.contains(object) || object == chosen) continue;
            if (chosen != nullptr) {
                throw usage(reader, fmt::format("{} and {} exclude each other in the group of {}; "
                                                "select one",
                                                chosen->id, object->id, root.id));
            }
            chosen = object;
        }
        if (chosen == nullptr) chosen = &root;
        for (const AudioObject* object : group) {
            if (object != chosen) silenced.insert(object);
        }
    }
    return silenced;
}

std::vector<const AudioObject*> root_objects(const Document& document) {
    ObjectSet below;
    for (const AudioObject& object : document.objects.items()) {
        for (const std::string& id : object.object_ids) below.insert(document.objects.find(id));
    }
    std::vector<const AudioObject*> roots;
    for (const AudioObject& object : document.objects.items()) {
        if (!below.contains(&object)) roots.push_back(&object);
    }
    return roots;
}

class Walk {
 public:
    Walk(const Document& document, const Selection& selection, ElementReader& reader)
        : d_(document), reader_(reader), silenced_(silenced_objects(document, selection, reader)) {
        for (const AudioObject& object : d_.objects.items()) {
            for (const AlternativeValueSet& set : object.alternative_value_sets) {
                owners_[id_key(set.id)] = {&object, &set};
            }
        }
    }

    void choose(const Identity& element, const std::vector<std::string>& ids,
                Alternatives& chosen) const {
        for (const std::string& id : ids) {
            const auto [object, set] = owners_.at(id_key(id));
            const auto [it, fresh] = chosen.try_emplace(object, set);
            if (fresh) continue;
            reader_.enter(element.id, element.line);
            reader_.fail(fmt::format("{} and {} are both chosen for {}; choose one", it->second->id,
                                     set->id, object->id));
        }
    }

    void from(const AudioObject& root, const Alternatives& chosen, const AudioContent* content) {
        std::vector<Visit> open;
        Visit start;
        start.content = content;
        push(open, start, root, chosen);
        while (!open.empty()) {
            const Visit visit = open.back();
            open.pop_back();
            if (visits_.size() == kMaxObjectVisits) {
                reader_.fail(
                    fmt::format("more than {} ways lead to the audioObjects of the programme; "
                                "nest them less",
                                kMaxObjectVisits));
            }
            visits_.push_back(visit);
            const auto& children = visit.object->object_ids;
            for (auto id = children.rbegin(); id != children.rend(); ++id) {
                push(open, visit, *d_.objects.find(*id), chosen);
            }
        }
    }

    std::vector<Visit> take() { return std::move(visits_); }

 private:
    void push(std::vector<Visit>& open, Visit visit, const AudioObject& object,
              const Alternatives& chosen) {
        if (silenced_.contains(&object)) return;
        reader_.enter(object.id, object.line);
        visit.object = &object;
        const auto found = chosen.find(&object);
        const AlternativeValueSet* set = found == chosen.end() ? nullptr : found->second;
        visit.gain *= set != nullptr && set->gain ? *set->gain : object.gain;
        visit.mute = visit.mute || (set != nullptr && set->mute ? *set->mute : object.mute);
        if (object.importance) {
            visit.importance = std::min(visit.importance.value_or(10), *object.importance);
        }
        visit.position_offset =
            set != nullptr && set->position_offset ? set->position_offset : object.position_offset;
        if (!object.object_ids.empty()) check_group(object, visit);
        open.push_back(std::move(visit));
    }

    // BS.2127-1 §5.2: objects that hold others have no times and offsets of their own. Those that
    // change nothing are let through, since writers put start 0 and the full length everywhere.
    void check_group(const AudioObject& object, Visit& visit) {
        if (object.start_s && *object.start_s != Rational(0)) {
            reader_.fail("an audioObject that holds others has a start; set it on those it holds");
        }
        if (visit.position_offset || !object.alternative_value_sets.empty()) {
            reader_.fail(
                "an audioObject that holds others has a positionOffset or an "
                "alternativeValueSet; set it on those it holds");
        }
        if (object.duration_s && (!visit.end_s || *object.duration_s < *visit.end_s)) {
            visit.end_s = object.duration_s;
        }
    }

    const Document& d_;
    ElementReader& reader_;
    ObjectSet silenced_;
    std::unordered_map<std::string, std::pair<const AudioObject*, const AlternativeValueSet*>>
        owners_;
    std::vector<Visit> visits_;
};

}  // namespace

const AudioProgramme* select_programme(const Document& document, const Selection& selection,
                                       ElementReader& reader) {
    const auto& all = document.programmes.items();
    if (selection.programme) {
        const AudioProgramme* found = document.programmes.find(*selection.programme);
        if (found != nullptr) return found;
        std::string known;
        for (const AudioProgramme& p : all) known += (known.empty() ? "" : ", ") + p.id;
        throw usage(reader, fmt::format("there is no audioProgramme {}; the file has {}",
                                        printable(*selection.programme, 60),
                                        known.empty() ? "none" : printable(known, 300)));
    }
    if (all.empty()) return nullptr;
    const auto lowest = std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return id_key(a.id) < id_key(b.id);
    });
    if (all.size() > 1) {
        reader.enter(lowest->id, lowest->line);
        reader.warn("adm-several-programmes",
                    fmt::format("the file has {} programmes; this one, \"{}\", was taken",
                                all.size(), printable(lowest->name, 60)));
    }
    return &*lowest;
}

std::vector<Visit> walk_objects(const Document& document, const Selection& selection,
                                const AudioProgramme* programme, ElementReader& reader) {
    Walk walk(document, selection, reader);
    if (programme == nullptr) {
        for (const AudioObject* root : root_objects(document)) walk.from(*root, {}, nullptr);
        return walk.take();
    }
    for (const std::string& content_id : programme->content_ids) {
        const AudioContent& content = *document.contents.find(content_id);
        Alternatives chosen;
        walk.choose(*programme, programme->alternative_value_set_ids, chosen);
        walk.choose(content, content.alternative_value_set_ids, chosen);
        for (const std::string& id : content.object_ids) {
            walk.from(*document.objects.find(id), chosen, &content);
        }
    }
    return walk.take();
}

}  // namespace cavea::adm
