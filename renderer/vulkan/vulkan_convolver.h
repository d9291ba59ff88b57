// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The wet stage on a Vulkan device: uniformly partitioned overlap-save, a batch of blocks per
// submit. Made by whoever chooses engines; used only through renderer/convolver.h. Its twin and
// specification is renderer/cpu/cpu_convolver.h.
#pragma once

#include <memory>

#include "renderer/convolver.h"
#include "renderer/vulkan/vulkan_engine.h"

namespace cavea::gpu {

/// A convolver on the chosen device. One thread at a time may use it. Blocks are powers of two from
/// 64 to 4096 frames.
///
/// \throws Error{Machine}  no loader, driver or fitting device; the device refuses; the message is
///                         one line that says what to do
[[nodiscard]] std::unique_ptr<Convolver> make_vulkan_convolver(const VulkanOptions& options);

}  // namespace cavea::gpu
