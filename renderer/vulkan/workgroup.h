// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many invocations share a workgroup.
#pragma once

#include <cstdint>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

/// \param wanted  a power of two; 0 chooses by device type
/// \param usual   what suits a GPU
/// \param most    what the shader bears
/// \throws Error{Machine}  not a power of two between 8 and what device and shader allow
[[nodiscard]] std::uint32_t workgroup_size(const Device& device, std::uint32_t wanted,
                                           std::uint32_t usual, std::uint32_t most);

}  // namespace cavea::gpu
