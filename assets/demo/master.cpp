// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/master.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "assets/demo/master_metadata.h"
#include "assets/demo/stem_mixer.h"
#include "core/base/error.h"
#include "core/base/planar.h"
#include "core/io/audio_writer.h"
#include "core/io/text_file.h"

namespace cavea::demo {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kChunkFrames = 48000;

/// Tracks without a loudspeaker of their own: the metadata say what they are.
layout::Layout tracks_layout(std::size_t tracks) {
    layout::Layout layout;
    layout.name = "tracks";
    layout.standard = false;
    for (std::size_t i = 0; i < tracks; ++i) {
        layout::Channel channel;
        channel.name = fmt::format("T{}", i + 1);
        layout.channels.push_back(std::move(channel));
    }
    return layout;
}

std::vector<std::byte> bytes_of(const std::string& text) {
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

Json points_json(const std::vector<LevelPoint>& points) {
    Json rows = Json::array();
    for (const LevelPoint& point : points) {
        rows.push_back({point.time_s, point.level_db ? Json(*point.level_db) : Json(nullptr)});
    }
    return rows;
}

}  // namespace

std::string make_project(const Scene& scene) {
    Json rooms = Json::array();
    for (const Room& room : scene.rooms) {
        Json entry{{"id", room.id},
                   {"name", room.name},
                   {"ir", room.id + ".wav"},
                   {"labels", "4+7+0"},
                   {"level_db", room.level_db}};
        if (!room.return_level.empty()) entry["return_db"] = points_json(room.return_level);
        rooms.push_back(std::move(entry));
    }
    Json sends = Json::object();
    for (std::size_t i = 0; i < scene.objects.size(); ++i) {
        Json list = Json::array();
        for (const Send& send : scene.objects[i].sends) {
            list.push_back(
                {{"room", send.room}, {"input", 1}, {"level_db", points_json(send.level)}});
        }
        if (!list.empty()) sends[audio_object_id(i)] = std::move(list);
    }
    const Json project{{"cavea", 1},
                       {"master", "demo.bw64"},
                       {"rooms", std::move(rooms)},
                       {"sends", std::move(sends)}};
    return project.dump(1) + "\n";
}

void write_master(const Scene& scene, const Language& language,
                  const std::filesystem::path& folder) {
    const StemMixer mixer(scene, language);
    io::WriterSettings settings;
    settings.path = folder / "demo.bw64";
    settings.format = io::SampleFormat::Pcm24;
    settings.rate_hz = scene.rate_hz;
    settings.layout = tracks_layout(mixer.tracks());
    settings.frames = scene.frames;
    settings.extra_chunks.push_back({"chna", adm::serialise_chna(make_chna(scene)), true});
    settings.extra_chunks.push_back({"axml", bytes_of(make_axml(scene, language)), false});
    Diagnostics diagnostics;
    const auto writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> buffer(mixer.tracks(), kChunkFrames);
    for (Frame at = 0; at < scene.frames; at += static_cast<Frame>(kChunkFrames)) {
        const auto left = static_cast<std::size_t>(scene.frames - at);
        const Planar<float> chunk = buffer.view().slice(0, std::min(kChunkFrames, left));
        mixer.read(at, chunk);
        writer->write(chunk);
    }
    if (writer->overs() > 0) {
        throw refused(settings.path.string(), "", "a track is beyond full scale; lower its level");
    }
    writer->commit();
    io::write_text_file(folder / "demo.cavea", make_project(scene));
}

}  // namespace cavea::demo
