// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether GPU tests can run here, and on which device.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace cavea::test {

/// Device that GPU tests use: CAVEA_TEST_DEVICE, or the software device of Mesa.
[[nodiscard]] inline std::string test_device() {
    const char* name = std::getenv("CAVEA_TEST_DEVICE");
    return name != nullptr && *name != '\0' ? name : "llvmpipe";
}

/// With CAVEA_REQUIRE_GPU=1 a missing device is a failure instead of a skip.
[[nodiscard]] inline bool gpu_required() {
    const char* value = std::getenv("CAVEA_REQUIRE_GPU");
    return value != nullptr && std::string(value) == "1";
}

}  // namespace cavea::test

/// Skips the test, or fails it where a device is required.
#define CAVEA_NO_GPU(reason)                                 \
    do {                                                     \
        if (cavea::test::gpu_required()) FAIL() << (reason); \
        GTEST_SKIP() << (reason);                            \
    } while (false)
