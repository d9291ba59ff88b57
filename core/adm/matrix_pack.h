// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Packs of type Matrix: what their tracks carry, and which mix of those tracks each channel of the
// output pack plays (BS.2127-1 §5.2; BS.2076-2 §5.4.3.2). The result has nothing of a matrix left:
// sources of the output pack's type whose taps are tracks with gains and delays.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/pack_slots.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// Channels that a pack beside a matrix may have, and taps of one mix: far beyond any loudspeaker
/// layout, and a bound on what a file can make of few bytes.
inline constexpr std::size_t kMaxMatrixChannels = 1024;
inline constexpr std::size_t kMaxMatrixTaps = 4096;
/// Products of coefficients in one matrix; 22.2 to 22.2 by way of an encoding pack has 14,000.
inline constexpr std::size_t kMaxMatrixProducts = 1'000'000;
/// Coefficients shift channels against each other by milliseconds.
inline constexpr double kMaxMatrixDelayMs = 2000;

/// What the tracks of a matrix pack carry.
enum class MatrixUse : std::uint8_t {
    Apply,         ///< the channels of its input (or encoding) pack: the matrix is applied
    Applied,       ///< its own channels: it has been applied already
    EncodeDecode,  ///< the input channels of its encoding pack: both are applied
};

class MatrixPack {
 public:
    /// A track's channel, by the pack that the track has to name.
    struct Use {
        const AudioPackFormat* track_pack = nullptr;  ///< null: the pack cannot be used so
        std::vector<Slot> inputs;
        std::unordered_set<const AudioChannelFormat*> channels;  ///< of the inputs
    };
    /// A channel of the output pack and the matrix channel that it plays.
    struct Output {
        Slot slot;
        const AudioChannelFormat* matrix = nullptr;
    };

    /// Checks every rule between the pack and the elements it refers to.
    ///
    /// \throws Error{Refused}  names the element that breaks one
    MatrixPack(const Document& document, const AudioPackFormat& pack, ElementReader& reader);

    [[nodiscard]] const AudioPackFormat& pack() const { return *pack_; }
    [[nodiscard]] const Use& use(MatrixUse use) const {
        return uses_[static_cast<std::size_t>(use)];
    }
    [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }

    /// Whether a decoding pack belongs to this encoding one.
    [[nodiscard]] static bool decodes(const Document& document, const AudioPackFormat& pack,
                                      const AudioPackFormat& encode);

 private:
    void check_references();
    void check_channels(const AudioPackFormat& pack, const std::vector<Slot>& inputs);
    void check_block(const AudioChannelFormat& channel);
    void set_outputs();
    [[nodiscard]] std::vector<Slot> slots(const AudioPackFormat& pack) const;
    void set_use(MatrixUse use, const AudioPackFormat& track_pack, std::vector<Slot> inputs);

    const Document& d_;
    ElementReader& reader_;
    const AudioPackFormat* pack_;
    const AudioPackFormat* encode_ = nullptr;  ///< of a decoding pack
    const AudioPackFormat* input_ = nullptr;   ///< of the pack or of its encoding pack
    std::array<Use, 3> uses_;
    std::vector<Output> outputs_;
};

/// Taps of matrix channels, from the tracks on the inputs.
class MatrixMixer {
 public:
    /// \param tracks  zero-based track of each input channel; a channel that is silent has no entry
    ///                but is in \p inputs
    MatrixMixer(const Document& document, ElementReader& reader, std::uint32_t rate_hz,
                const std::unordered_set<const AudioChannelFormat*>& inputs,
                const std::unordered_map<const AudioChannelFormat*, std::uint32_t>& tracks)
        : d_(document), reader_(reader), rate_hz_(rate_hz), inputs_(inputs), tracks_(tracks) {}

    /// \throws Error{Refused}  a mix of more than kMaxMatrixTaps, or too many products
    [[nodiscard]] const std::vector<programme::Tap>& taps(const AudioChannelFormat& channel);

 private:
    const Document& d_;
    ElementReader& reader_;
    std::uint32_t rate_hz_;
    const std::unordered_set<const AudioChannelFormat*>& inputs_;
    const std::unordered_map<const AudioChannelFormat*, std::uint32_t>& tracks_;
    std::unordered_map<const AudioChannelFormat*, std::vector<programme::Tap>> done_;
    std::size_t products_ = 0;
};

}  // namespace cavea::adm
