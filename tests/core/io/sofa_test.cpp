// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sofa.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "tests/core/io/wav_builder.h"

namespace cavea::io {
namespace {

const std::string kSignature("\x89HDF\r\n\x1a\n", 8);

class Sofa : public ::testing::Test {
 protected:
    void refused_with(const std::string& bytes, const std::string& part) {
        const auto path = test::write_file(folder_ / "set.sofa", bytes);
        test::expect_error(ErrorCode::Refused, {path.string(), part},
                           [&] { static_cast<void>(load_sofa(path)); });
    }
    test::TemporaryFolder folder_;
};

/// A superblock of version 2 as the packaged set has, in a file of 4 kB.
std::string superblock(std::uint64_t end, std::uint64_t root, char version = 2,
                       char offset_size = 8, std::uint64_t base = 0) {
    const std::string bytes = kSignature + version + offset_size + std::string(1, 8) +
                              std::string(1, 0) + test::le(base, 8) + test::le(~0ULL, 8) +
                              test::le(end, 8) + test::le(root, 8);
    return bytes + std::string(4096 - bytes.size(), 0);
}

TEST_F(Sofa, WhatIsNoHdf5IsRefused) {
    refused_with("", "signature");
    refused_with("hello", "signature");
    refused_with("CDF\x01" + std::string(500, 'x'), "signature");
    refused_with(kSignature, "header");
}

TEST_F(Sofa, SuperblocksThatLieAreRefused) {
    refused_with(kSignature + std::string(4096, 0), "addresses of 0");
    refused_with(kSignature + std::string(4096, '\xFF'), "version 255");
    refused_with(superblock(4097, 48), "4097");
    refused_with(superblock(4096, 4096), "root group");
    refused_with(superblock(4096, 48, 2, 4), "addresses of 4");
    refused_with(superblock(4096, 48, 4), "version 4");
    refused_with(superblock(4096, 48, 2, 8, 512), "base address");
    refused_with(superblock(4096, 48), "damaged");
}

TEST_F(Sofa, FoldersAndMissingFilesAreRefused) {
    test::expect_error(ErrorCode::Refused, {folder_.path().string()},
                       [&] { static_cast<void>(load_sofa(folder_.path())); });
    test::expect_error(ErrorCode::Refused, {"none.sofa"},
                       [&] { static_cast<void>(load_sofa(folder_ / "none.sofa")); });
    EXPECT_FALSE(looks_like_sofa(folder_.path()));
    EXPECT_FALSE(looks_like_sofa(test::write_file(folder_ / "a", "hello world")));
    EXPECT_TRUE(looks_like_sofa(test::write_file(folder_ / "b", kSignature)));
}

class PackagedSofa : public Sofa {
 protected:
    void SetUp() override {
        const auto path = packaged_sofa();
        if (!path) GTEST_SKIP() << "libmysofa's MIT_KEMAR_normal_pinna.sofa is not installed";
        path_ = *path;
    }
    std::filesystem::path path_;
};

std::size_t peak_of(const std::vector<float>& response) {
    const auto louder = [](float a, float b) { return std::abs(a) < std::abs(b); };
    return static_cast<std::size_t>(std::max_element(response.begin(), response.end(), louder) -
                                    response.begin());
}

double energy(const std::vector<float>& response) {
    double sum = 0;
    for (const float value : response) sum += static_cast<double>(value) * value;
    return sum;
}

TEST_F(PackagedSofa, IsKemarAsPublished) {
    // Gardner and Martin, MIT Media Lab TR 280: 710 positions at 1.4 m, 44.1 kHz.
    const dsp::HrtfSet set = load_sofa(path_);
    EXPECT_EQ(set.rate_hz, 44100U);
    ASSERT_EQ(set.positions.size(), 710U);
    ASSERT_EQ(set.responses.size(), 710U);
    EXPECT_GE(set.frames(), 128U);
    for (std::size_t m = 0; m < set.positions.size(); ++m) {
        EXPECT_NEAR(set.positions[m].distance, 1.4, 1e-3);
        EXPECT_GE(set.positions[m].elevation_deg, -40.01);
        EXPECT_LE(std::abs(set.positions[m].azimuth_deg), 180.0);
        EXPECT_EQ(set.responses[m][0].size(), set.frames());
        EXPECT_EQ(set.responses[m][1].size(), set.frames());
    }
}

TEST_F(PackagedSofa, AzimuthGrowsToTheLeft) {
    const dsp::HrtfSet set = load_sofa(path_);
    const std::size_t left = dsp::nearest_measurement(set, {90, 0, 1.4});
    EXPECT_NEAR(set.positions[left].azimuth_deg, 90, 0.01);
    const dsp::EarPair& pair = set.responses[left];
    EXPECT_GT(energy(pair[0]), 4 * energy(pair[1]));
    EXPECT_LT(peak_of(pair[0]), peak_of(pair[1]));
}

TEST_F(PackagedSofa, EveryCutOrDamagedCopyIsRefusedOrWhole) {
    const std::string bytes = test::file_bytes(path_);
    for (std::size_t i = 0; i < 20; ++i) {
        refused_with(bytes.substr(0, bytes.size() * i / 20), "set.sofa");
    }
    std::uint64_t state = 1;
    const auto random = [&state](std::size_t limit) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state >> 33U) % limit;
    };
    std::size_t loaded = 0;
    for (int copy = 0; copy < 40; ++copy) {
        std::string damaged = bytes;
        // Half of the faults where the structure is: at the start.
        for (int fault = 0; fault < 4; ++fault) {
            const std::size_t range = fault % 2 == 0 ? 20'000 : damaged.size();
            damaged[random(range)] = static_cast<char>(random(256));
        }
        try {
            const dsp::HrtfSet set = load_sofa(test::write_file(folder_ / "set.sofa", damaged));
            for (const dsp::EarPair& pair : set.responses) {
                for (const auto& ear : pair) {
                    ASSERT_EQ(ear.size(), set.frames());
                    ASSERT_TRUE(std::isfinite(energy(ear))) << "copy " << copy;
                }
            }
            ++loaded;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("set.sofa"), std::string::npos);
        }
    }
    RecordProperty("loaded", static_cast<int>(loaded));
}

TEST_F(PackagedSofa, MakesARoomOfTwoEars) {
    const auto layout = layout::find("4+7+0");
    const dsp::IrSet room = dsp::binaural_room(load_sofa(path_), *layout, 48000);
    EXPECT_EQ(room.inputs, 12U);
    EXPECT_EQ(room.channels, 2U);
    EXPECT_EQ(room.labels, (std::vector<std::string>{"left", "right"}));
    const std::size_t left = *layout->index_of("M+090");
    const std::size_t right = *layout->index_of("M-090");
    EXPECT_GT(energy(room.response(left, 0)), 4 * energy(room.response(left, 1)));
    // A set measured on one half and mirrored, so exactly the other way round.
    for (std::size_t n = 0; n < room.frames(); ++n) {
        ASSERT_NEAR(room.response(left, 0)[n], room.response(right, 1)[n], 1e-6F);
    }
    const std::size_t lfe = *layout->index_of("LFE1");
    EXPECT_EQ(room.response(lfe, 0), room.response(lfe, 1));
}

}  // namespace
}  // namespace cavea::io
