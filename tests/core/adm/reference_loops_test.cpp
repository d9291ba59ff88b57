// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/reference_loops.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace cavea::adm {
namespace {

// Slow and obvious: a graph has no loop when leaves can be taken away until nothing is left.
bool has_loop(Graph graph) {
    std::vector<bool> gone(graph.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t n = 0; n < graph.size(); ++n) {
            if (gone[n]) continue;
            const bool leaf = std::all_of(graph[n].begin(), graph[n].end(),
                                          [&](std::uint32_t child) { return gone[child]; });
            if (leaf) gone[n] = changed = true;
        }
    }
    return !std::all_of(gone.begin(), gone.end(), [](bool b) { return b; });
}

TEST(ReferenceLoops, AreFoundWhereTakingLeavesAwayGetsStuck) {
    std::mt19937 random(7);
    std::size_t with = 0;
    for (int round = 0; round < 500; ++round) {
        Graph graph(random() % 12 + 1);
        const std::size_t edges = random() % (graph.size() * 2);
        for (std::size_t e = 0; e < edges; ++e) {
            graph[random() % graph.size()].push_back(
                static_cast<std::uint32_t>(random() % graph.size()));
        }
        const auto loop = find_loop(graph);
        ASSERT_EQ(!loop.empty(), has_loop(graph)) << round;
        if (loop.empty()) continue;
        ++with;
        ASSERT_GE(loop.size(), 2U);
        EXPECT_EQ(loop.front(), loop.back());
        for (std::size_t i = 0; i + 1 < loop.size(); ++i) {
            const auto& children = graph[loop[i]];
            EXPECT_NE(std::find(children.begin(), children.end(), loop[i + 1]), children.end());
        }
    }
    EXPECT_GT(with, 50U);
    EXPECT_LT(with, 450U);
}

TEST(ReferenceLoops, DeepChainsAndManyPathsCostLittle) {
    Graph chain(1'000'000);
    for (std::uint32_t n = 0; n + 1 < chain.size(); ++n) chain[n] = {n + 1};
    EXPECT_TRUE(find_loop(chain).empty());
    chain.back() = {0};
    EXPECT_EQ(find_loop(chain).size(), chain.size() + 1);

    Graph diamond(100);  // 2^49 ways
    for (std::uint32_t n = 0; n + 3 < diamond.size(); n += 2) {
        diamond[n] = diamond[n + 1] = {n + 2, n + 3};
    }
    EXPECT_TRUE(find_loop(diamond).empty());
}

TEST(ReferenceLoops, NothingHasNoLoop) { EXPECT_TRUE(find_loop({}).empty()); }

}  // namespace
}  // namespace cavea::adm
