// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/stem.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace cavea::gui {
namespace {

// Okabe and Ito 2008, "Color Universal Design"; in the place of its black, which a dark window
// swallows, a grey light enough not to look like the purple without red or green.
constexpr std::array<StemLook, kStems> kLooks{{{"Dialogue", "DX", 0xF0E442},
                                               {"Music", "MX", 0xCC79A7},
                                               {"Effects", "FX", 0xD55E00},
                                               {"Foley", "FOL", 0xE69F00},
                                               {"Ambience", "AMB", 0x009E73},
                                               {"Group", "GRP", 0x56B4E9},
                                               {"Narration", "NAR", 0x0072B2},
                                               {"Other", "OTH", 0xC8C8C8}}};

struct Word {
    std::string_view text;
    Stem stem;
};

/// Whole first words, as editors name their tracks.
constexpr std::array kPrefixes = {
    Word{"dx", Stem::Dialogue},  Word{"dia", Stem::Dialogue},  Word{"dial", Stem::Dialogue},
    Word{"dlg", Stem::Dialogue}, Word{"adr", Stem::Dialogue},  Word{"mx", Stem::Music},
    Word{"mus", Stem::Music},    Word{"fx", Stem::Effects},    Word{"sfx", Stem::Effects},
    Word{"efx", Stem::Effects},  Word{"hfx", Stem::Effects},   Word{"fol", Stem::Foley},
    Word{"fly", Stem::Foley},    Word{"amb", Stem::Ambience},  Word{"bg", Stem::Ambience},
    Word{"bgs", Stem::Ambience}, Word{"atm", Stem::Ambience},  Word{"grp", Stem::Group},
    Word{"gp", Stem::Group},     Word{"nar", Stem::Narration}, Word{"narr", Stem::Narration},
    Word{"vo", Stem::Narration},
};

/// What a word of the name may begin with; the first word of the name that is here decides.
constexpr std::array kWords = {
    Word{"narrat", Stem::Narration},    Word{"commentar", Stem::Narration},
    Word{"voiceover", Stem::Narration}, Word{"dialog", Stem::Dialogue},
    Word{"voice", Stem::Dialogue},      Word{"speech", Stem::Dialogue},
    Word{"announce", Stem::Dialogue},   Word{"vox", Stem::Dialogue},
    Word{"musi", Stem::Music},          Word{"score", Stem::Music},
    Word{"song", Stem::Music},          Word{"string", Stem::Music},
    Word{"violin", Stem::Music},        Word{"viola", Stem::Music},
    Word{"cello", Stem::Music},         Word{"piano", Stem::Music},
    Word{"guitar", Stem::Music},        Word{"drum", Stem::Music},
    Word{"brass", Stem::Music},         Word{"choir", Stem::Music},
    Word{"orchestra", Stem::Music},     Word{"synth", Stem::Music},
    Word{"organ", Stem::Music},         Word{"radio", Stem::Music},
    Word{"foley", Stem::Foley},         Word{"feet", Stem::Foley},
    Word{"foot", Stem::Foley},          Word{"steps", Stem::Foley},
    Word{"cloth", Stem::Foley},         Word{"joint", Stem::Foley},
    Word{"prop", Stem::Foley},          Word{"coin", Stem::Foley},
    Word{"magazine", Stem::Foley},      Word{"paper", Stem::Foley},
    Word{"umbrella", Stem::Foley},      Word{"ambien", Stem::Ambience},
    Word{"atmo", Stem::Ambience},       Word{"wind", Stem::Ambience},
    Word{"rain", Stem::Ambience},       Word{"background", Stem::Ambience},
    Word{"roomtone", Stem::Ambience},   Word{"traffic", Stem::Ambience},
    Word{"forest", Stem::Ambience},     Word{"sea", Stem::Ambience},
    Word{"group", Stem::Group},         Word{"walla", Stem::Group},
    Word{"crowd", Stem::Group},         Word{"chatter", Stem::Group},
    Word{"effect", Stem::Effects},      Word{"door", Stem::Effects},
    Word{"trolley", Stem::Effects},     Word{"train", Stem::Effects},
    Word{"bell", Stem::Effects},        Word{"car", Stem::Effects},
    Word{"lorry", Stem::Effects},       Word{"truck", Stem::Effects},
    Word{"engine", Stem::Effects},      Word{"gutter", Stem::Effects},
    Word{"bird", Stem::Effects},        Word{"pigeon", Stem::Effects},
    Word{"claw", Stem::Effects},        Word{"shutter", Stem::Effects},
    Word{"fridge", Stem::Effects},      Word{"clock", Stem::Effects},
    Word{"impact", Stem::Effects},      Word{"gun", Stem::Effects},
    Word{"explosion", Stem::Effects},   Word{"whoosh", Stem::Effects},
    Word{"helicopter", Stem::Effects},  Word{"dragon", Stem::Effects},
};

/// Runs of letters, in lower case; "DX_Anna2" is "dx", "anna".
std::vector<std::string> words_of(const std::string& text) {
    constexpr std::size_t kEnough = 200;  // bytes; names can be a page long
    std::vector<std::string> out(1);
    for (const char c : std::string_view(text).substr(0, kEnough)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalpha(byte) != 0) {
            out.back() += byte >= 0x80 ? c : static_cast<char>(std::tolower(byte));
        } else if (!out.back().empty()) {
            out.emplace_back();
        }
    }
    return out;
}

/// "car" is also "cars", but no "carpet".
bool is_form_of(const std::string& word, std::string_view stem) {
    constexpr std::size_t kShort = 4;
    if (!word.starts_with(stem)) return false;
    return stem.size() >= kShort || word.size() <= stem.size() + 1;
}

std::optional<Stem> told_by(const std::string& text) {
    const auto words = words_of(text);
    for (const Word& prefix : kPrefixes) {
        if (words.front() == prefix.text) return prefix.stem;
    }
    for (const std::string& word : words) {
        for (const Word& known : kWords) {
            if (is_form_of(word, known.text)) return known.stem;
        }
    }
    return std::nullopt;
}

}  // namespace

const StemLook& look(Stem stem) { return kLooks[static_cast<std::size_t>(stem)]; }

std::optional<Stem> stem_named(const std::string& short_name) {
    for (std::size_t i = 0; i < kLooks.size(); ++i) {
        if (short_name == kLooks[i].short_name) return static_cast<Stem>(i);
    }
    return std::nullopt;
}

Stem guess_stem(const std::string& name, const std::string& content) {
    if (const auto stem = told_by(content)) return *stem;
    return told_by(name).value_or(Stem::Other);
}

}  // namespace cavea::gui
