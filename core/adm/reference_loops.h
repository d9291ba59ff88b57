// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loops in references between elements, found in time linear in the references.
#pragma once

#include <cstdint>
#include <vector>

namespace cavea::adm {

/// children[n] are the nodes that n refers to.
using Graph = std::vector<std::vector<std::uint32_t>>;

/// A path that comes back to its first node (which is also its last); empty when there is none.
/// Iterative, since the depth is the file's.
[[nodiscard]] std::vector<std::uint32_t> find_loop(const Graph& children);

}  // namespace cavea::adm
