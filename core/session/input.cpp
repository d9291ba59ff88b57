// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/input.h"

#include <fmt/core.h>

#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/dsp/hrtf.h"
#include "core/io/sofa.h"
#include "core/layout/ambix.h"
#include "core/pan/ambix_panner.h"
#include "core/programme/bed.h"
#include "core/session/layout_file.h"
#include "core/session/project_file.h"
#include "core/session/project_programme.h"

namespace cavea::session {
namespace {

bool is_layout_file(const std::string& name) {
    return std::filesystem::path(name).extension() == ".json";
}

std::string layout_list() {
    std::string list;
    for (const layout::Name& name : layout::names()) {
        if (!list.empty()) list += ", ";
        list += name.name;
        if (!name.aliases.empty()) list += " (" + name.aliases.front() + ")";
    }
    return list + ", binaural, ambix1 to ambix7, or a layout file (.json)";
}

layout::Layout layout_of_plain(const io::AudioFile& media, const std::string& input_layout) {
    const std::string file = media.path().string();
    if (input_layout.empty()) {
        if (auto layout = programme::guess_layout(media.channels(), media.channel_mask())) {
            return *std::move(layout);
        }
        throw refused(
            file, "",
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
    // What the person says the layout is, in the order that the file says it has.
    if (auto ordered = programme::in_mask_order(layout, media.channel_mask())) return *ordered;
    return layout;
}

}  // namespace

layout::Layout layout_named(const std::string& name) {
    if (is_layout_file(name)) {
        Diagnostics unread;  // whoever renders to it says them
        return read_layout_file(name, unread).layout;
    }
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

namespace {

plan::Output binaural(const std::string& sofa, std::uint32_t rate_hz) {
    std::filesystem::path path = sofa;
    if (path.empty()) {
        const auto packaged = io::packaged_sofa();
        if (!packaged) {
            throw Error(ErrorCode::Machine,
                        "the head-related impulse responses of libmysofa are not installed; name a "
                        "SOFA file with --sofa");
        }
        path = *packaged;
    }
    plan::Output out;
    out.layout = *layout::find("9+10+3");
    out.post =
        std::make_shared<dsp::IrSet>(dsp::binaural_room(io::load_sofa(path), out.layout, rate_hz));
    out.delivered = *layout::find("0+2+0");
    out.delivered.name = "binaural";
    out.delivered.channels[0].name = "left";
    out.delivered.channels[1].name = "right";
    out.ears = true;
    return out;
}

plan::Output ambix(int order) {
    plan::Output out;
    out.layout = pan::virtual_sphere();
    out.delivered = layout::ambix(order);
    return out;
}

plan::Output loudspeakers_of(const std::string& file, std::uint32_t rate_hz,
                             Diagnostics& diagnostics) {
    const LayoutFile read = read_layout_file(file, diagnostics);
    plan::Output out = plan::Output::speakers(read.layout);
    for (const SpeakerTrim& trim : read.trims) {
        out.trims.push_back(
            {static_cast<float>(trim.gain), std::llround(trim.delay_ms * rate_hz / 1000)});
    }
    return out;
}

Input open_project(const InputChoice& choice, Diagnostics& diagnostics) {
    if (!choice.room.empty()) {
        throw Error(ErrorCode::Usage, "a project names its own rooms; leave --room out");
    }
    Project project = read_project(choice.path);
    const std::filesystem::path master = project.resolve(project.master);
    Input input;
    input.media = io::open_audio(master, diagnostics);
    adm::Selection selection = choice.selection;
    if (!selection.programme) selection.programme = project.programme;
    input.master = load_programme(*input.media, selection, choice.input_layout, diagnostics);
    input.programme =
        std::make_shared<programme::Programme>(with_rooms(*input.master, project, diagnostics));
    input.files = {choice.path, master};
    for (const ProjectRoom& room : project.rooms) {
        input.files.push_back(project.resolve(room.ir));
    }
    input.project = std::move(project);
    return input;
}

}  // namespace

void check_output_name(const std::string& name) {
    if (name != "binaural" && !layout::ambix_order(name)) static_cast<void>(layout_named(name));
}

plan::Output output_named(const std::string& name, const std::string& sofa, std::uint32_t rate_hz,
                          Diagnostics& diagnostics) {
    if (name == "binaural") return binaural(sofa, rate_hz);
    if (const auto order = layout::ambix_order(name)) return ambix(*order);
    if (is_layout_file(name)) return loudspeakers_of(name, rate_hz, diagnostics);
    return plan::Output::speakers(layout_named(name));
}

Input open_input(const InputChoice& choice, Diagnostics& diagnostics) {
    if (std::filesystem::path(choice.path).extension() == ".cavea") {
        return open_project(choice, diagnostics);
    }
    Input input;
    input.media = io::open_audio(choice.path, diagnostics);
    input.master = load_programme(*input.media, choice.selection, choice.input_layout, diagnostics);
    input.programme = input.master;
    input.files = {choice.path};
    if (!choice.room.empty()) {
        input.programme = std::make_shared<programme::Programme>(with_quick_room(
            *input.master, choice.room, choice.send_db, diagnostics, choice.room_labels));
        input.files.emplace_back(choice.room);
    }
    return input;
}

}  // namespace cavea::session
