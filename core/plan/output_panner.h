// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The gains of every type of content for one output: to its columns, and to the decorrelators of
// its loudspeakers. Puts the panners of core/pan, which know one kind of target each, behind one
// door.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/pan/ambix_panner.h"
#include "core/pan/direct_speakers_panner.h"
#include "core/pan/object_panner.h"
#include "core/plan/output.h"
#include "core/programme/programme.h"

namespace cavea::plan {

class OutputPanner {
 public:
    /// \throws Error{Refused} when no panner can be built on the layout's real positions
    explicit OutputPanner(const Output& output);

    /// Columns of the mix; see Output::columns().
    [[nodiscard]] std::size_t columns() const { return columns_; }
    /// Loudspeakers that diffuse sound is decorrelated for, virtual ones included.
    [[nodiscard]] std::size_t speakers() const { return speakers_; }

    /// \param direct   [columns] overwritten
    /// \param diffuse  [speakers] overwritten
    /// \throws Error{Refused}  as pan::ObjectPanner::gains
    void object_gains(const programme::ObjectsBlock& block,
                      const programme::ObjectAttributes& attributes,
                      const programme::Source& source, std::span<double> direct,
                      std::span<double> diffuse) const;

    /// \param direct  [columns] overwritten
    /// \throws Error{Refused}  as pan::DirectSpeakersPanner::gains
    void speaker_gains(const programme::DirectSpeakersBlock& block,
                       const programme::DirectSpeakersChannel& channel,
                       const programme::Source& source, std::span<double> direct) const;

    /// \param gain    of object and block
    /// \param direct  [columns] overwritten
    void binaural_gains(programme::Ear ear, double gain, std::span<double> direct) const;

    /// What a signal of the k-th loudspeaker gives the columns.
    ///
    /// \param direct  [columns] overwritten
    void from_speaker(std::size_t k, std::span<double> direct) const;

    /// A scene's decoder, [columns][components].
    [[nodiscard]] std::vector<double> hoa_matrix(
        std::span<const programme::HoaComponent> components,
        programme::Normalisation normalisation) const;

 private:
    layout::Layout layout_;
    bool ears_;
    std::size_t columns_;
    std::size_t speakers_;
    // Loudspeakers have the first two, spherical harmonics the third.
    std::optional<pan::ObjectPanner> objects_;
    std::optional<pan::DirectSpeakersPanner> direct_speakers_;
    std::optional<pan::AmbixPanner> ambix_;
};

}  // namespace cavea::plan
