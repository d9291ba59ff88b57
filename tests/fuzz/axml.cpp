// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ADM documents: read, then compiled for every programme, with a chna chunk that gives each
// audioTrackUID a track, so that what is behind the tracks is reached, too.
#include <string>
#include <string_view>
#include <vector>

#include "core/adm/adm.h"
#include "tests/core/adm/scene.h"
#include "tests/fuzz/target.h"

namespace {

using namespace cavea;

/// The text behind the first \p mark in \p text up to \p end.
std::string_view between(std::string_view text, std::string_view mark, char end) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + mark.size());
    return text.substr(0, text.find(end));
}

std::vector<adm::ChnaRow> rows_for(std::string_view axml) {
    std::vector<adm::ChnaRow> rows;
    constexpr std::string_view kMark = "<audioTrackUID UID=\"";
    for (std::size_t at = axml.find(kMark); at != std::string_view::npos && rows.size() < 64;
         at = axml.find(kMark, at + 1)) {
        const std::string_view element = axml.substr(at, axml.find("</audioTrackUID>", at) - at);
        const std::string_view uid = between(element, kMark, '"');
        const std::string_view track = between(element, "<audioTrackFormatIDRef>", '<');
        const std::string_view channel = between(element, "<audioChannelFormatIDRef>", '<');
        const std::string_view pack = between(element, "<audioPackFormatIDRef>", '<');
        const std::string format =
            track.empty() ? std::string(channel) + "_00" : std::string(track);
        if (uid.size() != 12 || format.size() != 14 || pack.size() > 11) continue;
        rows.push_back({static_cast<std::uint16_t>(rows.size() % 16 + 1), std::string(uid), format,
                        std::string(pack)});
    }
    return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string axml(fuzz::text(data, size));
    fuzz::read([&] {
        const auto file = adm::test::file_of(axml, rows_for(axml));
        Diagnostics diagnostics;
        const auto document = adm::read_document(*file, diagnostics);
        if (document == nullptr) return;
        std::vector<adm::Selection> selections(1);
        for (const adm::AudioProgramme& p : document->programmes.items()) {
            if (selections.size() > 4) break;
            selections.emplace_back().programme = p.id;
        }
        for (adm::Selection& selection : selections) {
            for (const std::optional<int> importance : {std::optional<int>(), std::optional(5)}) {
                selection.importance = importance;
                fuzz::read([&] {
                    static_cast<void>(adm::compile(*document, selection, *file, diagnostics));
                });
            }
        }
    });
    return 0;
}
