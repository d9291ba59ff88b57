// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "cli/console.h"
#include "cli/options.h"
#include "core/adm/adm.h"
#include "core/adm/dbmd.h"
#include "core/base/error.h"
#include "core/io/audio_file.h"
#include "core/io/wav_file.h"
#include "core/programme/bed.h"
#include "core/session/project_file.h"

namespace cavea::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownChunks = 64;

std::string clock_text(double seconds) {
    const auto whole = static_cast<long long>(seconds);
    return fmt::format("{}:{:02}:{:06.3f}", whole / 3600, whole / 60 % 60,
                       seconds - static_cast<double>(whole / 60 * 60));
}

std::size_t block_count(const adm::AudioChannelFormat& channel) {
    return std::visit([](const auto& blocks) { return blocks ? blocks->blocks.size() : 0; },
                      channel.blocks);
}

Json document_json(const adm::Document& document) {
    Json programmes = Json::array();
    for (const adm::AudioProgramme& p : document.programmes.items()) {
        programmes.push_back({{"id", p.id}, {"name", p.name}, {"language", p.language}});
    }
    Json objects = Json::array();
    for (const adm::AudioObject& o : document.objects.items()) {
        Json entry{{"id", o.id}, {"name", o.name}, {"tracks", o.uid_ids.size() + o.silent_tracks}};
        if (!o.pack_ids.empty()) entry["pack"] = o.pack_ids.front();
        objects.push_back(std::move(entry));
    }
    Json channels = Json::array();
    for (const adm::AudioChannelFormat& c : document.channels.items()) {
        if (c.common) continue;
        channels.push_back({{"id", c.id},
                            {"name", c.name},
                            {"type", adm::type_name(c.type)},
                            {"blocks", block_count(c)}});
    }
    return {{"version", document.version},
            {"programmes", std::move(programmes)},
            {"objects", std::move(objects)},
            {"channels", std::move(channels)},
            {"track_uids", document.chna.size()}};
}

Json dolby_json(const adm::DolbyMetadata& dolby) {
    Json segments = Json::array();
    for (const auto& segment : dolby.segments) {
        segments.push_back({{"id", segment.id}, {"bytes", segment.bytes}});
    }
    Json out{{"bytes", dolby.bytes.size()},
             {"segments", std::move(segments)},
             {"programmes", dolby.programmes()}};
    if (dolby.atmos) {
        const auto& atmos = *dolby.atmos;
        const auto& version = atmos.tool_version;
        out["tool"] = printable(atmos.tool);
        out["tool_version"] = fmt::format("{}.{}.{}", version[0], version[1], version[2]);
        out["warp_mode"] = adm::warp_mode_name(atmos.warp_mode);
        out["downmix_5to2"] = adm::downmix_name(atmos.downmix_5to2);
    }
    if (dolby.supplement) {
        out["objects"] = dolby.supplement->objects;
        for (std::size_t i = 0; i < adm::kTrimLayouts.size(); ++i) {
            out["trims"][std::string(adm::kTrimLayouts[i])] =
                dolby.supplement->automatic_trim[i] ? "automatic" : "manual";
        }
    }
    return out;
}

std::string dolby_text(const adm::DolbyMetadata& dolby) {
    std::string text = fmt::format("dbmd: {} bytes, segments", dolby.bytes.size());
    for (const auto& segment : dolby.segments) {
        text += fmt::format(" {} ({})", segment.id, segment.bytes);
    }
    text += fmt::format("; {} programme(s) with metadata\n", dolby.programmes());
    if (dolby.atmos) {
        const auto& atmos = *dolby.atmos;
        const auto& version = atmos.tool_version;
        text += fmt::format("  made by {} {}.{}.{}; warp mode {}; 5.1 to 2.0 {}\n",
                            printable(atmos.tool, 64), version[0], version[1], version[2],
                            adm::warp_mode_name(atmos.warp_mode),
                            adm::downmix_name(atmos.downmix_5to2));
    }
    if (dolby.supplement) {
        text += fmt::format("  {} object(s); trims by hand:", dolby.supplement->objects);
        bool any = false;
        for (std::size_t i = 0; i < adm::kTrimLayouts.size(); ++i) {
            if (dolby.supplement->automatic_trim[i]) continue;
            text += fmt::format(" {}", adm::kTrimLayouts[i]);
            any = true;
        }
        text += any ? "\n" : " none\n";
    }
    return text;
}

Json to_json(io::AudioFile& file, const adm::Document* document, const Diagnostics& diagnostics) {
    Json json{{"file", file.path().string()},
              {"format", file.format_name()},
              {"channels", file.channels()},
              {"rate_hz", file.rate_hz()},
              {"frames", file.frames()},
              {"seconds", static_cast<double>(file.frames()) / file.rate_hz()}};
    if (io::WavFile* wav = file.as_wav()) {
        Json chunks = Json::array();
        for (std::size_t i = 0; i < std::min(kShownChunks, wav->chunks().size()); ++i) {
            const io::Chunk& chunk = wav->chunks()[i];
            chunks.push_back({{"id", printable(chunk.id)}, {"bytes", chunk.size}});
        }
        json["chunks"] = std::move(chunks);
    }
    if (document != nullptr) json["adm"] = document_json(*document);
    Json warnings = Json::array();
    for (const Diagnostic& d : diagnostics.list()) {
        warnings.push_back({{"code", d.code}, {"message", d.message}});
    }
    json["warnings"] = std::move(warnings);
    return json;
}

std::string document_text(const adm::Document& document) {
    std::string text =
        fmt::format("ADM {}: {} programme(s), {} content(s), {} object(s), {} track(s)\n",
                    document.version.empty() ? "BS.2076" : printable(document.version),
                    document.programmes.items().size(), document.contents.items().size(),
                    document.objects.items().size(), document.chna.size());
    for (const adm::AudioProgramme& p : document.programmes.items()) {
        text += fmt::format("  programme {}  {}  {}\n", p.id, printable(p.name, 60),
                            printable(p.language, 20));
    }
    for (const adm::AudioObject& o : document.objects.items()) {
        text += fmt::format("  object {}  {}  {} track(s) {}\n", o.id, printable(o.name, 60),
                            o.uid_ids.size() + o.silent_tracks,
                            o.pack_ids.empty() ? "" : o.pack_ids.front());
    }
    for (const adm::AudioChannelFormat& c : document.channels.items()) {
        if (c.common) continue;
        text += fmt::format("  channel {}  {}  {}, {} block(s)\n", c.id, printable(c.name, 60),
                            adm::type_name(c.type), block_count(c));
    }
    return text;
}

std::string to_text(io::AudioFile& file, const adm::Document* document) {
    std::string text = fmt::format(
        "{}\n{}, {} channel(s), {} Hz, {} ({} frames)\n", printable(file.path().string(), 1200),
        file.format_name(), file.channels(), file.rate_hz(),
        clock_text(static_cast<double>(file.frames()) / file.rate_hz()), file.frames());
    if (io::WavFile* wav = file.as_wav()) {
        text += "chunks:";
        for (std::size_t i = 0; i < std::min(kShownChunks, wav->chunks().size()); ++i) {
            const io::Chunk& chunk = wav->chunks()[i];
            text += fmt::format(" {} ({})", printable(chunk.id), chunk.size);
        }
        if (wav->chunks().size() > kShownChunks) {
            text += fmt::format(" and {} more", wav->chunks().size() - kShownChunks);
        }
        text += "\n";
    }
    if (document != nullptr) return text + document_text(*document);
    const auto layout = programme::guess_layout(file.channels(), file.channel_mask());
    return text +
           (layout ? "no ADM metadata; layout " + layout->name + "\n"
                   : std::string("no ADM metadata; layout unknown, say it with --input-layout\n"));
}

std::string project_text(const session::Project& project) {
    std::string text = fmt::format("{}\nproject of {}\n", printable(project.path.string(), 1200),
                                   printable(project.master.string(), 1200));
    for (const session::ProjectRoom& room : project.rooms) {
        text += fmt::format("  room {}  {}  {}\n", printable(room.id, 60), printable(room.name, 60),
                            printable(room.ir.string(), 300));
    }
    for (const auto& [object, sends] : project.sends) {
        for (const session::ProjectSend& send : sends) {
            text += fmt::format("  send {} to {} input {}, {} point(s)\n", printable(object, 60),
                                printable(send.room, 60), send.input, send.gain.size());
        }
    }
    return text;
}

Json project_json(const session::Project& project) {
    Json rooms = Json::array();
    for (const session::ProjectRoom& room : project.rooms) {
        rooms.push_back({{"id", room.id}, {"name", room.name}, {"ir", room.ir.string()}});
    }
    Json sends = Json::array();
    for (const auto& [object, list] : project.sends) {
        for (const session::ProjectSend& send : list) {
            sends.push_back({{"object", object}, {"room", send.room}, {"input", send.input}});
        }
    }
    return {{"file", project.path.string()},
            {"master", project.master.string()},
            {"rooms", std::move(rooms)},
            {"sends", std::move(sends)}};
}

}  // namespace

int run_info(const InfoOptions& options) {
    Diagnostics diagnostics;
    std::filesystem::path input = options.input;
    std::optional<session::Project> project;
    if (input.extension() == ".cavea") {
        project = session::read_project(input);
        input = project->resolve(project->master);
    }
    const auto file = io::open_audio(input, diagnostics);
    const auto document = adm::read_document(*file, diagnostics);
    std::optional<adm::DolbyMetadata> dolby;
    if (io::WavFile* wav = file->as_wav()) dolby = adm::read_dbmd(*wav, diagnostics);
    if (!options.common.json) print_warnings(diagnostics);
    std::string text;
    if (options.common.json) {
        Json json = to_json(*file, document.get(), diagnostics);
        if (project) json["project"] = project_json(*project);
        if (dolby) json["dbmd"] = dolby_json(*dolby);
        text = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    } else {
        text = (project ? project_text(*project) : "") + to_text(*file, document.get());
        if (dolby) text += dolby_text(*dolby);
    }
    if (!print(text)) throw Error(ErrorCode::Machine, "stdout did not take the text");
    return 0;
}

}  // namespace cavea::cli
