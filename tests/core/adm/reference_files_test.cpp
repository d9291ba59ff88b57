// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other makers, where CAVEA_REFERENCE_DIR holds them.
#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"
#include "tests/support/support.h"

namespace cavea::adm {
namespace {

struct File {
    const char* path;
    std::size_t sources;
    const char* warning;  ///< code that must be reported, or null
};

class ReferenceFiles : public testing::TestWithParam<File> {
 protected:
    void SetUp() override {
        if (!cavea::test::reference_folder()) GTEST_SKIP() << "CAVEA_REFERENCE_DIR is not set";
    }
    test::Compiled open(const Selection& selection = {}) const {
        Diagnostics diagnostics;
        const auto file =
            io::open_audio(*cavea::test::reference_folder() / GetParam().path, diagnostics);
        return test::compiled(*file, selection);
    }
};

TEST_P(ReferenceFiles, OpenWithTheirWarnings) {
    const File& file = GetParam();
    const auto scene = open();
    EXPECT_EQ(scene.programme.sources.size(), file.sources);
    for (const auto& [code, count] : scene.diagnostics.counts()) {
        ASSERT_NE(file.warning, nullptr) << code;
        EXPECT_EQ(code, file.warning);
    }
    if (file.warning != nullptr) {
        EXPECT_GE(scene.warnings(file.warning), 1U);
    }
}

constexpr const char* kPack = "adm-dolby-stream-pack";
constexpr const char* kProgrammes = "adm-several-programmes";

INSTANTIATE_TEST_SUITE_P(
    All, ReferenceFiles,
    testing::Values(File{"reference/bs2127/adm/a01_moving_objects.wav", 4, nullptr},
                    File{"reference/bs2127/adm/a02_extent_diffuse_divergence.wav", 5, nullptr},
                    File{"reference/bs2127/adm/a03_lock_zone_screen.wav", 5, nullptr},
                    File{"reference/bs2127/adm/a04_bed51_dialogue.wav", 7, nullptr},
                    File{"reference/bs2127/adm/a05_hoa1_sn3d.wav", 4, nullptr},
                    File{"reference/bs2127/adm/a06_hoa3_n3d_plus_ds.wav", 17, nullptr},
                    File{"reference/bs2127/adm/a07_nested_silent_matrix.wav", 13, nullptr},
                    File{"reference/bs2127/adm/a08_dubbing_programmes.wav", 13, kProgrammes},
                    File{"reference/bs2127/adm/a09_importance.wav", 4, nullptr},
                    File{"reference/bs2127/adm/a10_v2_object_gain_offset.wav", 4, kProgrammes},
                    File{"reference/bs2127/adm/a11_chna_only_51.wav", 6, nullptr},
                    File{"realworld/dolby-masters/sample_adm_file_0.wav", 2, kPack},
                    File{"realworld/dolby-masters/sample_adm_file_1.wav", 2, kPack},
                    File{"realworld/dolby-masters/sample_adm_file_2.wav", 2, kPack},
                    File{"realworld/eat/channel_routing.wav", 2, nullptr},
                    File{"realworld/eat/diffuse.wav", 1, nullptr},
                    File{"realworld/eat/hoa_routing.wav", 4, nullptr},
                    File{"realworld/eat/interpolation_length.wav", 1, nullptr},
                    File{"realworld/eat/object_delay.wav", 1, nullptr},
                    File{"realworld/eat/test_bwf.wav", 5, nullptr}),
    [](const auto& file) { return std::filesystem::path(file.param.path).stem().string(); });

}  // namespace
}  // namespace cavea::adm
