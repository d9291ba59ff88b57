// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stems: what a sound is for, with a name, letters and a colour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cavea::gui {

enum class Stem { Dialogue, Music, Effects, Foley, Ambience, Group, Narration, Other };
inline constexpr int kStems = 8;
struct StemLook {
    const char* name;        ///< "Dialogue"
    const char* short_name;  ///< "DX", as project files write it
    std::uint32_t rgb;       ///< 0xRRGGBB, told apart also with colour-blind eyes
};
[[nodiscard]] const StemLook& look(Stem stem);
/// By short name.
[[nodiscard]] std::optional<Stem> stem_named(const std::string& short_name);
/// From the name of the audioContent, else from a prefix ("DX_", "FX ") or words of the name.
[[nodiscard]] Stem guess_stem(const std::string& name, const std::string& content);

}  // namespace cavea::gui
