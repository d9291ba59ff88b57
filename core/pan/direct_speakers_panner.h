// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gains of a DirectSpeakers block for one layout: ITU-R BS.2127 section 8.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/layout/layout.h"
#include "core/programme/blocks.h"
#include "core/programme/programme.h"

namespace cavea::pan {

class DirectSpeakersPanner {
 public:
    /// \throws Error{Refused} when no panner can be built on the layout's real positions
    explicit DirectSpeakersPanner(const layout::Layout& layout);
    DirectSpeakersPanner(DirectSpeakersPanner&&) noexcept;
    DirectSpeakersPanner& operator=(DirectSpeakersPanner&&) noexcept;
    ~DirectSpeakersPanner();

    [[nodiscard]] std::size_t channels() const;

    /// From where a channel comes, by its position alone; nothing for LFE. Length 1.
    [[nodiscard]] std::optional<layout::Cartesian> direction(
        const programme::DirectSpeakersBlock& block,
        const programme::DirectSpeakersChannel& channel) const;

    /// Gains of one block, source gain and mute included.
    ///
    /// \param channel  the block's channel (frequency)
    /// \param source   context (gain, mute, reference screen) and, in its DirectSpeakersSource, the
    ///                 pack ids for the common-definition mapping rules
    /// \param gains    [L] overwritten
    /// \throws Error{Refused}  a positionOffset on the source, which BS.2127 does not define here.
    /// The
    ///                         message names no file; the caller adds where
    /// \see ITU-R BS.2127-0 section 8
    void gains(const programme::DirectSpeakersBlock& block,
               const programme::DirectSpeakersChannel& channel, const programme::Source& source,
               std::span<double> gains) const;

 private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

}  // namespace cavea::pan
