// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/pack_slots.h"

#include <fmt/core.h>

#include <unordered_set>
#include <utility>

namespace cavea::adm {

std::vector<Slot> slots_of(const Document& document, const AudioPackFormat& root, std::size_t most,
                           const ElementReader& reader) {
    struct Node {
        const AudioPackFormat* pack;
        std::vector<const AudioPackFormat*> path;  // innermost first, itself included
    };
    std::vector<Slot> slots;
    std::unordered_set<const void*> seen;
    std::vector<Node> open{{&root, {&root}}};
    const auto once = [&](const Identity& element, const void* key) {
        if (seen.insert(key).second) return;
        reader.fail(fmt::format("{} is in {} more than once; a pack holds an element one time",
                                element.id, root.id));
    };
    while (!open.empty() && slots.size() <= most) {
        const Node node = std::move(open.back());
        open.pop_back();
        once(*node.pack, node.pack);
        if (node.path.size() > kMaxPackDepth) {
            reader.fail(
                fmt::format("{} nests packs deeper than {} levels", root.id, kMaxPackDepth));
        }
        for (const std::string& id : node.pack->channel_ids) {
            const AudioChannelFormat* channel = document.channels.find(id);
            once(*channel, channel);
            slots.push_back({channel, node.path});
            if (slots.size() > most) break;
        }
        for (const std::string& id : node.pack->pack_ids) {
            const AudioPackFormat* pack = document.packs.find(id);
            Node below{pack, {pack}};
            below.path.insert(below.path.end(), node.path.begin(), node.path.end());
            open.push_back(std::move(below));
        }
    }
    return slots;
}

}  // namespace cavea::adm
