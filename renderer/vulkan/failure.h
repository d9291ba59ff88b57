// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From VkResult and friends to one line for a person. The only place that knows what Vulkan's
// errors mean to the user.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cavea::gpu {

/// Error{Machine, "Vulkan: WHAT; use --engine cpu"}; when \p what has an advice of its own, "wrong;
/// do this", the cpu engine is the second one.
[[nodiscard]] Error machine_error(std::string_view what);

/// One line for the exception that is being handled: Vulkan's result, our Error, out of memory.
/// \pre called inside a catch block
[[nodiscard]] std::string describe_current_exception();

/// Inside catch (...): throw the current exception as Error{Machine}. Errors of ours pass
/// unchanged.
[[noreturn]] void rethrow_as_machine_error(std::string_view doing);

}  // namespace cavea::gpu
