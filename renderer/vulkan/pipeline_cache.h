// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled pipelines kept on disk between runs, one file per device and driver version. Losing the
// file costs time only, so what cannot be read or written is passed over.
#pragma once

#include <filesystem>
#include <optional>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

class PipelineCache {
 public:
    /// Start from the folder's file when it is whole and of this device and driver; empty
    /// otherwise.
    ///
    /// \throws vk::SystemError
    PipelineCache(const Device& device, const std::optional<std::filesystem::path>& folder);

    [[nodiscard]] const vk::raii::PipelineCache& handle() const { return cache_; }

    /// Write the file anew when the cache holds something that the file does not.
    ///
    /// \throws vk::SystemError
    void store() const;

    /// Where the cache of this device lies in a folder.
    [[nodiscard]] static std::filesystem::path file(const Device& device,
                                                    const std::filesystem::path& folder);

 private:
    std::optional<std::filesystem::path> file_;
    std::vector<std::uint8_t> loaded_;
    vk::raii::PipelineCache cache_;
};

}  // namespace cavea::gpu
