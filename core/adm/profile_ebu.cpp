// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/adm/element_reader.h"
#include "core/adm/profile.h"

namespace cavea::adm {
namespace {

template <class T>
std::size_t own(const Table<T>& table) {
    return static_cast<std::size_t>(std::count_if(table.items().begin(), table.items().end(),
                                                  [](const T& item) { return !item.common; }));
}

/// BS.2168-0: what a decoder of each level takes.
struct Limit {
    std::string_view what;
    std::size_t here;
    std::size_t level_1;
    std::size_t level_2;
};

void check_levels(const Document& d, ElementReader& errors, ElementReader& warnings) {
    const std::array limits{Limit{"audioProgrammes", d.programmes.items().size(), 8, 16},
                            Limit{"audioContents", d.contents.items().size(), 16, 28},
                            Limit{"audioObjects", d.objects.items().size(), 48, 84},
                            Limit{"audioPackFormats", own(d.packs), 32, 56},
                            Limit{"audioChannelFormats", own(d.channels), 32, 56},
                            Limit{"audioTrackUIDs", d.uids.items().size(), 32, 56}};
    for (const Limit& limit : limits) {
        if (limit.here > limit.level_2) {
            errors.warn("ebu-level", fmt::format("{} {}; BS.2168 takes {} at level 2", limit.here,
                                                 limit.what, limit.level_2));
        } else if (limit.here > limit.level_1) {
            warnings.warn("ebu-level", fmt::format("{} {}; decoders of BS.2168 level 1 take {}",
                                                   limit.here, limit.what, limit.level_1));
        }
    }
}

}  // namespace

void check_ebu_profile(const Document& document, io::AudioFile& file, Findings& findings) {
    ElementReader errors(file.path().string(), findings.errors);
    ElementReader warnings(file.path().string(), findings.warnings);
    if (document.bs2076_version < 2) {
        errors.warn("ebu-version",
                    "the document does not claim BS.2076-2; write it with version "
                    "\"ITU-R_BS.2076-2\"");
    }
    const auto language = [&](const Identity& element, const std::string& value) {
        if (!value.empty()) return;
        warnings.enter(element.id, element.line);
        warnings.warn("ebu-language", "has no language; give one, \"und\" when there is none");
    };
    for (const AudioProgramme& p : document.programmes.items()) language(p, p.language);
    for (const AudioContent& c : document.contents.items()) language(c, c.language);
    errors.enter("", 0);
    warnings.enter("", 0);
    if (document.programmes.items().empty()) {
        errors.warn("ebu-programme", "there is no audioProgramme; add one");
    }
    check_levels(document, errors, warnings);
}

}  // namespace cavea::adm
