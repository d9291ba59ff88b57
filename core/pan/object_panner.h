// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gains of an Objects block for one layout: ITU-R BS.2127 section 7. Double precision throughout,
// no history: the same block gives the same bits whatever came before.
#pragma once

#include <memory>
#include <span>

#include "core/layout/layout.h"
#include "core/programme/blocks.h"
#include "core/programme/programme.h"

namespace cavea::pan {

class ObjectPanner {
 public:
    /// \throws Error{Refused} when no panner can be built on the layout's real positions
    explicit ObjectPanner(const layout::Layout& layout);
    ObjectPanner(ObjectPanner&&) noexcept;
    ObjectPanner& operator=(ObjectPanner&&) noexcept;
    ~ObjectPanner();

    [[nodiscard]] std::size_t channels() const;

    /// Where a block is after positionOffset and screen processing: the vector to it, in the room
    /// when Cartesian.
    ///
    /// \throws Error{Refused}  as gains()
    [[nodiscard]] layout::Cartesian position(const programme::ObjectsBlock& block,
                                             const programme::ObjectAttributes& attributes,
                                             const programme::Source& source) const;

    /// Gains of one block, the object's gain and mute included. LFE channels get 0; a gain that is
    /// not a number becomes 0.
    ///
    /// \param block       one of source's Objects blocks
    /// \param attributes  that block's attributes
    /// \param source      audioObject and audioProgramme context (gain, mute, position offset,
    ///                    reference screen, version); its metadata is not read
    /// \param direct      [L] overwritten
    /// \param diffuse     [L] overwritten; gains in front of the decorrelators
    /// \throws Error{Refused}  a position offset that leaves the valid range; with screenRef, a
    ///                         reference screen that extends behind the listener. The message
    ///                         names no file; the caller adds where
    /// \see ITU-R BS.2127-0 section 7.3
    void gains(const programme::ObjectsBlock& block, const programme::ObjectAttributes& attributes,
               const programme::Source& source, std::span<double> direct,
               std::span<double> diffuse) const;

 private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

}  // namespace cavea::pan
