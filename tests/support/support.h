// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every test may use: where the data lies, temporary folders, seeded noise, the tolerances.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cavea::test {

/// The one place of the tolerances in docs/architecture.md.
inline constexpr double kPanningPeakDb = -120;  ///< either engine against double precision
inline constexpr double kEnginesPeakDb = -110;  ///< cpu against vulkan, whole renders
inline constexpr double kGainTolerance = 1e-6;  ///< gains against the reference vectors
inline constexpr double kConversionTolerance = 1e-6;

inline constexpr double kRoomsCpuOfflineDb = -130;  ///< relative rms against double precision
inline constexpr double kRoomsVulkanDb = -120;

/// 10^(db/20).
[[nodiscard]] double amplitude(double db);

/// Folder tests/data of the source tree.
[[nodiscard]] std::filesystem::path data_folder();

/// The folder named by CAVEA_REFERENCE_DIR (with reference/, badinput/, realworld/), when set.
[[nodiscard]] std::optional<std::filesystem::path> reference_folder();

/// A new folder that is removed with everything in it.
class TemporaryFolder {
 public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path_ / name;
    }

 private:
    std::filesystem::path path_;
};

/// Uniform noise in [-peak, peak), the same for the same seed everywhere.
[[nodiscard]] std::vector<float> noise(std::size_t frames, std::uint64_t seed, float peak = 0.5F);

}  // namespace cavea::test
