// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One audioBlockFormat of each type (BS.2076 §5.4), ranges checked; a block is judged alone here,
// the order of blocks in time by the channel builder.
#pragma once

#include <cstdint>
#include <optional>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/fragment.h"
#include "core/programme/blocks.h"

namespace cavea::adm {

struct BlockTimes {
    std::optional<Rational> rtime_s;
    std::optional<Rational> duration_s;
};

/// What every block has in its attributes.
struct BlockHead {
    std::optional<std::uint32_t> number;  ///< the zzzzzzzz of its id, when it has that form
    BlockTimes times;
};

/// \throws Error{Refused}  for all of these: names the element entered in the reader
[[nodiscard]] BlockHead read_block_head(ElementReader& reader, const Element& element);

struct ObjectsBlockParts {
    programme::ObjectsBlock block;
    programme::ObjectAttributes attributes;
};
[[nodiscard]] ObjectsBlockParts read_objects_block(ElementReader& reader, const Element& element);
[[nodiscard]] programme::DirectSpeakersBlock read_speakers_block(ElementReader& reader,
                                                                 const Element& element);
[[nodiscard]] programme::HoaBlock read_hoa_block(ElementReader& reader, const Element& element);
[[nodiscard]] MatrixBlock read_matrix_block(ElementReader& reader, const Element& element);
[[nodiscard]] BinauralBlock read_binaural_block(ElementReader& reader, const Element& element);

/// "SN3D", "N3D" or "FuMa".
[[nodiscard]] programme::Normalisation read_normalisation(const ElementReader& reader,
                                                          std::string_view text);

}  // namespace cavea::adm
