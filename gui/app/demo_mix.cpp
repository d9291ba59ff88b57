// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/demo_mix.h"

#include <fmt/core.h>

#include <algorithm>
#include <random>
#include <string>

#include "assets/demo/master.h"
#include "assets/demo/scene.h"
#include "core/base/error.h"
#include "core/base/version.h"
#include "core/io/audio_writer.h"
#include "core/io/cache_folder.h"
#include "core/room/shoebox.h"

namespace cavea::gui {
namespace {

/// As `cavea room --shoebox SIZE --rt60 TIME --no-direct`, which scripts/demo runs.
room::ShoeboxSettings settings_of(const demo::Room& room) {
    room::Box box;
    box.size_m = {room.shoebox_m[1], room.shoebox_m[0], room.shoebox_m[2]};
    box.absorption.fill(room::find_material("plaster")->absorption);
    box.absorption[static_cast<std::size_t>(room::Wall::Floor)] =
        room::find_material("wood")->absorption;
    room::Octaves times{};
    times.fill(room.rt60_s);
    room::ShoeboxSettings out;
    out.box = room::with_rt60(box, times);
    const layout::Cartesian& size = box.size_m;
    out.source_m = {0.46 * size.x, 0.79 * size.y, std::min(1.7, 0.55 * size.z)};
    out.receiver_m = {0.53 * size.x, 0.37 * size.y, std::min(1.2, 0.45 * size.z)};
    out.direct = false;
    return out;
}

void write_room(const demo::Room& room, const std::filesystem::path& folder) {
    const layout::Layout layout = *layout::find("4+7+0");
    const dsp::IrSet set = room::shoebox_response(settings_of(room), layout);
    io::WriterSettings settings;
    settings.path = folder / (room.id + ".wav");
    settings.rate_hz = set.rate_hz;
    settings.layout = layout;
    settings.frames = static_cast<Frame>(set.frames());
    Diagnostics unread;
    const auto writer = io::create_audio(settings, unread);
    PlanarBuffer<float> samples(set.channels, set.frames());
    for (std::size_t c = 0; c < set.channels; ++c) {
        const std::vector<float>& response = set.response(0, c);
        std::copy(response.begin(), response.end(), samples.view()[c].begin());
    }
    writer->write(samples.view());
    writer->commit();
}

void assemble(const std::filesystem::path& folder) {
    const demo::Scene scene = demo::read_scene(demo::assets_folder() / "scene.json");
    demo::write_master(scene, demo::language_of(scene, "en"), folder);
    for (const demo::Room& room : scene.rooms) write_room(room, folder);
}

std::filesystem::path cache() {
    if (const auto folder = io::cache_folder()) return *folder;
    return std::filesystem::temp_directory_path() / "cavea";
}

}  // namespace

std::filesystem::path demo_project() {
    const std::filesystem::path folder = cache() / fmt::format("demo-{}", kVersion);
    const std::filesystem::path project = folder / "demo.cavea";
    std::error_code error;
    if (std::filesystem::exists(project, error)) return project;
    // Made beside it and renamed, so that a half-made one is never opened; of two at once, one
    // wins.
    const std::filesystem::path making =
        cache() / fmt::format("demo-{}.{:08x}", kVersion, std::random_device()());
    std::filesystem::create_directories(making, error);
    if (error) {
        throw Error(ErrorCode::Machine,
                    located(making.string(), "", error.message() + "; make room for the demo"));
    }
    assemble(making);
    std::filesystem::rename(making, folder, error);
    if (error) std::filesystem::remove_all(making, error);
    return project;
}

}  // namespace cavea::gui
