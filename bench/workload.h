// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The common workloads: deterministic signals and motion, so that every engine and every reference
// loop renders the same thing. docs/benchmarks.md describes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/io/audio_file.h"
#include "core/programme/programme.h"

namespace cavea::bench {

inline constexpr std::uint32_t kRateHz = 48000;

/// Uniform in [-1, 1), a pure function of stream and index.
[[nodiscard]] float noise(std::uint64_t stream, std::uint64_t index);

/// W3: 128 moving objects to 4+7+0, a new position every 480 frames, 60 s.
struct W3 {
    static constexpr std::size_t kObjects = 128;
    static constexpr std::size_t kColumns = 12;
    static constexpr std::size_t kBlockFrames = 480;
    static constexpr std::uint64_t kFirstStream = 100;
    static constexpr double kSeconds = 60;
};

/// W1: one bus into twelve channels of 4 s; W2: sixteen objects, each with twelve responses of its
/// own of 2 s.
struct ConvolutionWorkload {
    const char* name;
    std::uint32_t inputs;
    std::uint32_t outputs;
    std::size_t taps;
    double seconds;
    std::uint32_t reference_block;  ///< of the reference loop: one partition

    /// Noise that falls by 60 dB over its length, unit energy. [taps]
    [[nodiscard]] std::vector<float> response(std::uint32_t output, std::uint32_t input) const;
    [[nodiscard]] std::uint64_t input_stream(std::uint32_t input) const;
};
inline constexpr ConvolutionWorkload kW1{"W1", 1, 12, 4 * std::size_t{kRateHz}, 60, 262144};
inline constexpr ConvolutionWorkload kW2{"W2", 16, 12, 2 * std::size_t{kRateHz}, 20, 131072};

/// The objects of W3 as a programme; object k plays track k.
[[nodiscard]] programme::Programme w3_programme(double seconds);

/// Objects on the paths of W3, each with a new position every so many frames.
[[nodiscard]] programme::Programme moving_programme(std::size_t objects, std::size_t block_frames,
                                                    double seconds);

/// One second of noise per channel, repeated for as long as asked: media without a disk.
class NoiseMedia final : public io::AudioFile {
 public:
    /// \param distinct  channels of noise of their own; the others repeat them a little later, so
    ///                  that thousands fit into memory. 0 = all
    NoiseMedia(std::uint32_t channels, std::uint64_t first_stream, Frame frames,
               std::uint32_t distinct = 0);

    [[nodiscard]] std::uint32_t channels() const override { return channels_; }
    [[nodiscard]] std::uint32_t rate_hz() const override { return kRateHz; }
    [[nodiscard]] Frame frames() const override { return frames_; }
    [[nodiscard]] std::uint32_t channel_mask() const override { return 0; }
    [[nodiscard]] std::string format_name() const override { return "noise"; }
    [[nodiscard]] const std::filesystem::path& path() const override { return path_; }
    void read(Frame at, Planar<float> out) override;

    /// The second that is repeated, [distinct][kRateHz].
    [[nodiscard]] Planar<const float> second() const { return second_.view(); }

 private:
    std::uint32_t channels_;
    std::uint32_t distinct_;
    Frame frames_;
    std::filesystem::path path_ = "noise";
    PlanarBuffer<float> second_;
};

}  // namespace cavea::bench
