// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/input.h"

#include <fmt/core.h>

#include <utility>

#include "core/base/error.h"
#include "core/programme/bed.h"

namespace cavea::cli {
namespace {

std::string layout_list() {
    std::string list;
    for (const layout::Name& name : layout::names()) {
        if (!list.empty()) list += ", ";
        list += name.name;
        if (!name.aliases.empty()) list += " (" + name.aliases.front() + ")";
    }
    return list;
}

layout::Layout layout_of_plain(const io::AudioFile& media, const std::string& input_layout) {
    const std::string file = media.path().string();
    if (input_layout.empty()) {
        if (auto layout = programme::guess_layout(media.channels(), media.channel_mask())) {
            return *std::move(layout);
        }
        throw refused(file, "",
                      fmt::format("has no ADM metadata and {} channels of unknown meaning; say which "
                                  "with --input-layout",
                                  media.channels()));
    }
    layout::Layout layout = layout_named(input_layout);
    if (layout.size() != media.channels()) {
        throw refused(file, "",
                      fmt::format("has {} channels, layout {} has {}; name the layout that fits",
                                  media.channels(), layout.name, layout.size()));
    }
    return layout;
}

}  // namespace

layout::Layout layout_named(const std::string& name) {
    if (auto layout = layout::find(name)) return *std::move(layout);
    throw Error(ErrorCode::Usage, fmt::format("there is no layout '{}'; use one of: {}",
                                              printable(name), layout_list()));
}

std::shared_ptr<const programme::Programme> load_programme(io::AudioFile& media,
                                                           const adm::Selection& selection,
                                                           const std::string& input_layout,
                                                           Diagnostics& diagnostics) {
    const auto document = adm::read_document(media, diagnostics);
    if (document && input_layout.empty()) {
        return std::make_shared<programme::Programme>(
            adm::compile(*document, selection, media, diagnostics));
    }
    if (selection.programme || !selection.complementary_objects.empty() || selection.importance) {
        throw refused(media.path().string(), "",
                      "has no ADM metadata to select from; leave --programme, "
                      "--complementary-object and --importance out");
    }
    const layout::Layout layout = layout_of_plain(media, input_layout);
    return std::make_shared<programme::Programme>(
        programme::bed(layout, media.rate_hz(), media.frames()));
}

}  // namespace cavea::cli
