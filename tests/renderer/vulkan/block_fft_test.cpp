// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/block_fft.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "core/base/fft.h"
#include "core/base/planar.h"
#include "dispatch_test.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

using gpu::kBinTile;

/// Relative rms; a float transform of 8192 makes about 1.5e-7 of rounding.
constexpr double kTolerance = 3e-7;
constexpr std::uint32_t kBlocks[] = {64, 128, 256, 512, 1024, 2048, 4096};
constexpr std::uint32_t kWorkgroups[] = {8, 64, 256};
/// Tiles lie further apart than they are long, as in a ring of windows.
constexpr std::uint32_t kTileStride = 3 * kBinTile;

using Spectrum = std::vector<std::complex<double>>;

/// In double: bins 0 .. size / 2.
Spectrum transform(const std::vector<float>& in) {
    const RealFft64 fft(in.size());
    PlanarBuffer<double> time(1, fft.size());
    PlanarBuffer<std::complex<double>> bins(1, fft.bins());
    std::copy(in.begin(), in.end(), time.view()[0].begin());
    fft.forward(time.view()[0].data(), bins.view()[0].data());
    return {bins.view()[0].begin(), bins.view()[0].end()};
}

std::vector<double> transform_back(const Spectrum& in) {
    const RealFft64 fft(2 * (in.size() - 1));
    PlanarBuffer<double> time(1, fft.size());
    PlanarBuffer<std::complex<double>> bins(1, fft.bins());
    std::copy(in.begin(), in.end(), bins.view()[0].begin());
    fft.inverse(bins.view()[0].data(), time.view()[0].data());
    return {time.view()[0].begin(), time.view()[0].end()};
}

std::size_t place(std::size_t bin, std::size_t tile_stride) {
    return 2 * (bin / kBinTile * tile_stride + bin % kBinTile);
}

class BlockFft : public GpuTest {
 protected:
    /// Spectra of windows, one behind the other, as the device lays them out.
    std::vector<float> forward(std::uint32_t block, std::uint32_t workgroup,
                               const std::vector<std::vector<float>>& windows) {
        Bench bench(options());
        const gpu::BlockFft fft(bench.device, bench.cache.handle(), bench.uploader, block,
                                workgroup);
        std::vector<float> time;
        std::vector<gpu::FftJob> jobs(1);  // one that is not asked for
        const std::uint32_t spectrum = block / kBinTile * kTileStride;
        for (const auto& window : windows) {
            jobs.push_back({static_cast<std::uint32_t>(time.size() / 2),
                            spectrum * static_cast<std::uint32_t>(jobs.size() - 1)});
            time.insert(time.end(), window.begin(), window.end());
        }
        std::vector<float> out(2 * std::size_t{spectrum} * windows.size(), -7.0F);
        const auto time_buffer = bench.buffer(time);
        const auto job_buffer = bench.buffer(jobs);
        const auto spectra = bench.buffer(out);
        bench.run([&](const vk::raii::CommandBuffer& commands) {
            fft.forward(
                commands,
                {Bench::whole(time_buffer), Bench::whole(spectra), Bench::whole(job_buffer)}, 1,
                static_cast<std::uint32_t>(windows.size()), kTileStride);
        });
        std::memcpy(out.data(), spectra.mapped(), out.size() * sizeof(float));
        return out;
    }

    /// Second blocks of spectra whose tiles touch.
    std::vector<float> inverse(std::uint32_t block, std::uint32_t workgroup,
                               const std::vector<float>& spectra) {
        Bench bench(options());
        const gpu::BlockFft fft(bench.device, bench.cache.handle(), bench.uploader, block,
                                workgroup);
        const auto count = static_cast<std::uint32_t>(spectra.size() / 2 / block);
        std::vector<gpu::FftJob> jobs;
        for (std::uint32_t i = 0; i < count; ++i) jobs.push_back({i * block / 2, i * block});
        std::vector<float> out(std::size_t{count} * block, -7.0F);
        const auto time_buffer = bench.buffer(out);
        const auto job_buffer = bench.buffer(jobs);
        const auto spectrum_buffer = bench.buffer(spectra);
        bench.run([&](const vk::raii::CommandBuffer& commands) {
            fft.inverse(commands,
                        {Bench::whole(time_buffer), Bench::whole(spectrum_buffer),
                         Bench::whole(job_buffer)},
                        0, count, kBinTile);
        });
        std::memcpy(out.data(), time_buffer.mapped(), out.size() * sizeof(float));
        return out;
    }

    static std::vector<std::vector<float>> noise_windows(std::uint32_t block, std::size_t count) {
        std::vector<std::vector<float>> out;
        for (std::size_t i = 0; i < count; ++i) out.push_back(noise(2 * block, 100 * block + i));
        return out;
    }
};

TEST_F(BlockFft, ForwardAgreesWithDoublePrecision) {
    for (const std::uint32_t block : kBlocks) {
        const auto windows = noise_windows(block, 5);
        const std::vector<float> spectra = forward(block, 0, windows);
        double worst = 0;
        for (std::size_t i = 0; i < windows.size(); ++i) {
            const Spectrum expected = transform(windows[i]);
            const float* found = spectra.data() + i * 2 * block / kBinTile * kTileStride;
            double error = std::norm(expected[block].real() - static_cast<double>(found[1]));
            double energy = std::norm(expected[block]);
            for (std::size_t k = 0; k < block; ++k) {
                const float* bin = found + place(k, kTileStride);
                const double imaginary = k == 0 ? 0.0 : static_cast<double>(bin[1]);
                error += std::norm(expected[k] -
                                   std::complex<double>(static_cast<double>(bin[0]), imaginary));
                energy += std::norm(expected[k]);
            }
            worst = std::max(worst, std::sqrt(error / energy));
        }
        EXPECT_LE(worst, kTolerance) << "block " << block;
        RecordProperty("forward_error_" + std::to_string(block), std::to_string(worst * 1e9));
    }
}

TEST_F(BlockFft, InverseAgreesWithDoublePrecision) {
    for (const std::uint32_t block : kBlocks) {
        const std::size_t count = 3;
        const std::vector<float> spectra = noise(2 * count * block, block);
        const std::vector<float> found = inverse(block, 0, spectra);
        double worst = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const float* bins = spectra.data() + i * 2 * block;
            Spectrum spectrum(block + 1);
            for (std::size_t k = 1; k < block; ++k) {
                spectrum[k] = {static_cast<double>(bins[2 * k]),
                               static_cast<double>(bins[2 * k + 1])};
            }
            spectrum[0] = static_cast<double>(bins[0]);
            spectrum[block] = static_cast<double>(bins[1]);
            const std::vector<double> expected = transform_back(spectrum);
            double error = 0;
            double energy = 0;
            for (std::size_t n = 0; n < block; ++n) {
                const double wanted = expected[block + n];
                error += std::norm(wanted - static_cast<double>(found[i * block + n]));
                energy += wanted * wanted;
            }
            worst = std::max(worst, std::sqrt(error / energy));
        }
        EXPECT_LE(worst, kTolerance) << "block " << block;
        RecordProperty("inverse_error_" + std::to_string(block), std::to_string(worst * 1e9));
    }
}

TEST_F(BlockFft, WorkgroupsDoNotChangeABit) {
    for (const std::uint32_t block : {64U, 128U, 1024U, 4096U}) {
        // An odd count leaves a part of the last workgroup without work.
        const auto windows = noise_windows(block, 5);
        const std::vector<float> spectra = noise(std::size_t{10} * block, 3);
        const auto expected = forward(block, kWorkgroups[0], windows);
        const auto expected_time = inverse(block, kWorkgroups[0], spectra);
        for (const std::uint32_t workgroup : kWorkgroups) {
            EXPECT_EQ(forward(block, workgroup, windows), expected) << block << ", " << workgroup;
            EXPECT_EQ(inverse(block, workgroup, spectra), expected_time)
                << block << ", " << workgroup;
        }
    }
}

TEST_F(BlockFft, WritesNothingBetweenTilesAndSilenceStaysSilent) {
    const std::vector<float> spectra = forward(128, 0, {std::vector<float>(256)});
    for (std::size_t i = 0; i < spectra.size(); ++i) {
        const bool inside = i / 2 % kTileStride < kBinTile;
        ASSERT_EQ(spectra[i], inside ? 0.0F : -7.0F) << i;
    }
    EXPECT_EQ(inverse(128, 0, std::vector<float>(256)), std::vector<float>(128));
}

TEST_F(BlockFft, AnImpulseHasAFlatSpectrum) {
    std::vector<float> window(8192);
    window[0] = 0.75F;
    const std::vector<float> spectra = forward(4096, 0, {window});
    for (std::size_t k = 1; k < 4096; ++k) {
        ASSERT_EQ(spectra[place(k, kTileStride)], 0.75F) << k;
        ASSERT_EQ(spectra[place(k, kTileStride) + 1], 0.0F) << k;
    }
    EXPECT_EQ(spectra[0], 0.75F);
    EXPECT_EQ(spectra[1], 0.75F);
}

}  // namespace
}  // namespace cavea::test
