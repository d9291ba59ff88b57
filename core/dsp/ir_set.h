// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Impulse responses of a room, as they are loaded, generated, analysed and convolved with. Plain
// immutable data; core/io loads it, core/room makes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cavea::dsp {

/// What the channels of a room are.
enum class RoomOutput : std::uint8_t {
    Spread,    ///< one channel, made diffuse over all loudspeakers by the BS.2127 decorrelators
    Speakers,  ///< each channel is a loudspeaker with a BS.2051 label
    Ambix,     ///< the channels are spherical harmonics, ACN and SN3D
};

/// Impulse responses from every input to every channel, all of one length.
struct IrSet {
    std::uint32_t inputs = 1;
    std::uint32_t channels = 1;
    std::uint32_t rate_hz = 48000;
    std::vector<std::string> labels;            ///< [channels] BS.2051 labels; empty for Spread
    std::optional<int> ambix_order;             ///< of Ambix; labels are then ACN0, ACN1, ...
    std::vector<std::vector<float>> responses;  ///< [inputs * channels][frames], input-major

    [[nodiscard]] std::size_t frames() const { return responses.empty() ? 0 : responses[0].size(); }
    [[nodiscard]] RoomOutput output() const {
        if (ambix_order) return RoomOutput::Ambix;
        return labels.empty() ? RoomOutput::Spread : RoomOutput::Speakers;
    }
    [[nodiscard]] const std::vector<float>& response(std::size_t input, std::size_t channel) const {
        return responses[input * channels + channel];
    }
};

}  // namespace cavea::dsp
