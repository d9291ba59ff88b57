// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/reference_loops.h"

#include <algorithm>
#include <cstddef>

namespace cavea::adm {
namespace {

enum class Colour : std::uint8_t { New, OnPath, Done };

struct Step {
    std::uint32_t node;
    std::size_t next_child;
};

std::vector<std::uint32_t> loop_from(const std::vector<Step>& path, std::uint32_t again) {
    std::vector<std::uint32_t> loop;
    const auto first = std::find_if(path.begin(), path.end(),
                                    [&](const Step& step) { return step.node == again; });
    for (auto it = first; it != path.end(); ++it) loop.push_back(it->node);
    loop.push_back(again);
    return loop;
}

}  // namespace

std::vector<std::uint32_t> find_loop(const Graph& children) {
    std::vector<Colour> colour(children.size(), Colour::New);
    std::vector<Step> path;
    for (std::uint32_t root = 0; root < children.size(); ++root) {
        if (colour[root] != Colour::New) continue;
        colour[root] = Colour::OnPath;
        path.push_back({root, 0});
        while (!path.empty()) {
            Step& step = path.back();
            if (step.next_child == children[step.node].size()) {
                colour[step.node] = Colour::Done;
                path.pop_back();
                continue;
            }
            const std::uint32_t child = children[step.node][step.next_child++];
            if (colour[child] == Colour::OnPath) return loop_from(path, child);
            if (colour[child] == Colour::Done) continue;
            colour[child] = Colour::OnPath;
            path.push_back({child, 0});
        }
    }
    return {};
}

}  // namespace cavea::adm
