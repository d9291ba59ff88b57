// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders of the binary beside renders of other programs. The rules are those of the reference set:
// same rate, channels and frames, every sample finite and within a tolerance.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/support/audio.h"
#include "tests/cli/support/process.h"

namespace cavea::test {

/// A line of renders/manifest.json.
struct ReferenceRender {
    std::string name;
    std::filesystem::path adm;
    std::string layout;
    std::vector<std::string> options;          ///< programme, complementary objects, importance
    std::vector<std::filesystem::path> parts;  ///< up to 8 channels each, to be put side by side
    std::size_t channels = 0;
    double tolerance = 0;
};

/// \param folder  with adm/ and renders/manifest.json
/// \param adm     file name without ".wav"; the renders of that file only
[[nodiscard]] std::vector<ReferenceRender> reference_renders(const std::filesystem::path& folder,
                                                             const std::string& adm);

/// Options for the engine that this executable tests.
[[nodiscard]] std::vector<std::string> engine_options();

/// `cavea render` of an input with the engine that this executable tests.
[[nodiscard]] Outcome render(const std::filesystem::path& input,
                             const std::filesystem::path& output, const std::string& layout,
                             const std::vector<std::string>& options = {});

/// Channels of several files, one after the other.
[[nodiscard]] Audio side_by_side(const std::vector<std::filesystem::path>& parts);

/// Fails the test where the two differ by more than \p tolerance. Says the largest difference.
void expect_close(const Audio& expected, const Audio& actual, double tolerance);

/// Skips a test of this executable where its engine has no device.
#define CAVEA_NEEDS_ENGINE()                                                   \
    do {                                                                       \
        if (std::string(CAVEA_TEST_ENGINE) == "vulkan") {                      \
            if (const auto reason = no_vulkan_device()) CAVEA_NO_GPU(*reason); \
        }                                                                      \
    } while (false)

}  // namespace cavea::test
