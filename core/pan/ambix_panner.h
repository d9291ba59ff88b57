// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gains of Objects and DirectSpeakers blocks for spherical harmonics, by the positions of ITU-R
// BS.2127: points are encoded as they are; what is larger than a point is panned to a sphere of
// virtual loudspeakers, which are encoded.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/layout/layout.h"
#include "core/pan/ambix_encoder.h"
#include "core/pan/direct_speakers_panner.h"
#include "core/pan/object_panner.h"
#include "core/programme/blocks.h"
#include "core/programme/programme.h"

namespace cavea::pan {

/// Virtual loudspeakers in rings at 0, 30 and 60 degrees above and below, at the top and around the
/// bottom: about as close to each other as order 7 tells apart.
[[nodiscard]] layout::Layout virtual_sphere();

class AmbixPanner {
 public:
    /// \param sphere  virtual loudspeakers all around; no LFE
    AmbixPanner(int order, const layout::Layout& sphere);

    [[nodiscard]] const AmbixEncoder& encoder() const { return encoder_; }
    /// What reaches the harmonics from the virtual loudspeakers: [channels][loudspeakers].
    [[nodiscard]] const std::vector<double>& encoding() const { return encoding_; }

    /// Gains of one block, the object's gain and mute included. There is no loudspeaker that
    /// channelLock could mean: it has no effect.
    ///
    /// \param direct   [channels] overwritten
    /// \param diffuse  [loudspeakers] overwritten; gains in front of the decorrelators
    /// \throws Error{Refused}  as ObjectPanner::gains
    void object_gains(const programme::ObjectsBlock& block,
                      const programme::ObjectAttributes& attributes,
                      const programme::Source& source, std::span<double> direct,
                      std::span<double> diffuse) const;

    /// Gains of one block, source gain and mute included. LFE has no direction, and gains 0.
    ///
    /// \param gains  [channels] overwritten
    void speaker_gains(const programme::DirectSpeakersBlock& block,
                       const programme::DirectSpeakersChannel& channel,
                       const programme::Source& source, std::span<double> gains) const;

 private:
    AmbixEncoder encoder_;
    ObjectPanner objects_;
    DirectSpeakersPanner speakers_;
    std::vector<double> encoding_;
};

}  // namespace cavea::pan
