// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/moving_scene.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <numbers>
#include <vector>

#include "core/adm/common/chna.h"
#include "core/base/planar.h"
#include "core/io/audio_writer.h"

namespace cavea::bench {
namespace {

constexpr std::uint32_t kRate = 48000;
constexpr std::size_t kFirst = 0x1001;  // numbers below belong to the common definitions

std::string time_text(double seconds) {
    const auto frame = std::llround(seconds * kRate);
    const auto whole = frame / kRate;
    return fmt::format("{:02}:{:02}:{:02}.{:05}S{}", whole / 3600, whole / 60 % 60, whole % 60,
                       frame % kRate, kRate);
}

/// A loop around the room of its own speed, radius and height.
std::array<double, 3> position(std::size_t object, double seconds) {
    const double n = static_cast<double>(object);
    const double angle = 2 * std::numbers::pi *
                         (seconds * (0.02 + 0.003 * std::fmod(n, 11)) + std::fmod(n * 0.618034, 1));
    const double radius = 0.35 + 0.6 * std::fmod(n * 0.754878, 1);
    const double height = std::fmod(n * 0.569840, 1);
    return {radius * std::sin(angle), radius * std::cos(angle),
            std::clamp(height + 0.1 * std::sin(3 * angle), 0.0, 1.0)};
}

class AxmlWriter {
 public:
    explicit AxmlWriter(const MovingScene& scene) : scene_(scene) {}

    std::string write() {
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ebuCoreMain><coreMetadata><format>"
            "<audioFormatExtended version=\"ITU-R_BS.2076-2\">\n<audioProgramme "
            "audioProgrammeID=\"APR_1001\" audioProgrammeName=\"Moving objects\">"
            "<audioContentIDRef>ACO_1001</audioContentIDRef></audioProgramme>\n"
            "<audioContent audioContentID=\"ACO_1001\" audioContentName=\"All\">\n");
        for (std::size_t i = 0; i < scene_.objects; ++i) {
            put("<audioObjectIDRef>AO_{:04x}</audioObjectIDRef>", kFirst + i);
        }
        put("</audioContent>\n");
        for (std::size_t i = 0; i < scene_.objects; ++i) object(i);
        put("</audioFormatExtended></format></coreMetadata></ebuCoreMain>\n");
        return std::move(text_);
    }

 private:
    template <class... Arguments>
    void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    }

    void object(std::size_t index) {
        put("<audioObject audioObjectID=\"AO_{0:04x}\" audioObjectName=\"{1}\">"
            "<audioPackFormatIDRef>AP_0003{0:04x}</audioPackFormatIDRef>"
            "<audioTrackUIDRef>ATU_{2:08x}</audioTrackUIDRef></audioObject>\n"
            "<audioPackFormat audioPackFormatID=\"AP_0003{0:04x}\" audioPackFormatName=\"{1}\" "
            "typeLabel=\"0003\" typeDefinition=\"Objects\">"
            "<audioChannelFormatIDRef>AC_0003{0:04x}</audioChannelFormatIDRef></audioPackFormat>\n"
            "<audioStreamFormat audioStreamFormatID=\"AS_0003{0:04x}\" "
            "audioStreamFormatName=\"{1}\" formatLabel=\"0001\" formatDefinition=\"PCM\">"
            "<audioChannelFormatIDRef>AC_0003{0:04x}</audioChannelFormatIDRef>"
            "<audioTrackFormatIDRef>AT_0003{0:04x}_01</audioTrackFormatIDRef></audioStreamFormat>\n"
            "<audioTrackFormat audioTrackFormatID=\"AT_0003{0:04x}_01\" "
            "audioTrackFormatName=\"{1}\" formatLabel=\"0001\" formatDefinition=\"PCM\">"
            "<audioStreamFormatIDRef>AS_0003{0:04x}</audioStreamFormatIDRef></audioTrackFormat>\n"
            "<audioTrackUID UID=\"ATU_{2:08x}\"><audioTrackFormatIDRef>AT_0003{0:04x}_01"
            "</audioTrackFormatIDRef><audioPackFormatIDRef>AP_0003{0:04x}</audioPackFormatIDRef>"
            "</audioTrackUID>\n"
            "<audioChannelFormat audioChannelFormatID=\"AC_0003{0:04x}\" "
            "audioChannelFormatName=\"{1}\" typeLabel=\"0003\" typeDefinition=\"Objects\">\n",
            kFirst + index, object_name(index), index + 1);
        const auto blocks =
            static_cast<std::size_t>(std::ceil(scene_.seconds * scene_.blocks_per_second));
        for (std::size_t b = 0; b < blocks; ++b) block(index, b);
        put("</audioChannelFormat>\n");
    }

    void block(std::size_t index, std::size_t number) {
        const double step = 1 / scene_.blocks_per_second;
        const double begin = static_cast<double>(number) * step;
        const double end = std::min(begin + step, scene_.seconds);
        const auto [x, y, z] = position(index, end);
        put("<audioBlockFormat audioBlockFormatID=\"AB_0003{:04x}_{:08x}\" rtime=\"{}\" "
            "duration=\"{}\"><cartesian>1</cartesian><position coordinate=\"X\">{:.4f}</position>"
            "<position coordinate=\"Y\">{:.4f}</position><position coordinate=\"Z\">{:.4f}"
            "</position>{}</audioBlockFormat>\n",
            kFirst + index, number + 1, time_text(begin), time_text(end - begin), x, y, z,
            index % 5 == 0 ? "<width>0.1</width><depth>0.1</depth><height>0.1</height>" : "");
    }

    const MovingScene& scene_;
    std::string text_;
};

std::vector<std::byte> bytes_of(const std::string& text) {
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

layout::Layout tracks(std::size_t count) {
    layout::Layout layout;
    layout.name = "tracks";
    layout.standard = false;
    layout.channels.resize(count);
    for (std::size_t i = 0; i < count; ++i) layout.channels[i].name = fmt::format("T{}", i + 1);
    return layout;
}

/// A pulsing tone per object, loud and silent in turn.
float tone(std::size_t object, std::int64_t frame) {
    const double t = static_cast<double>(frame) / kRate;
    const double n = static_cast<double>(object);
    const double pulse =
        std::sin(std::numbers::pi * (t * (0.3 + 0.05 * std::fmod(n, 7)) + n * 0.3));
    const double pitch = 80 * std::pow(2.0, std::fmod(n * 0.31, 5));
    return static_cast<float>(0.03 * std::max(0.0, pulse) *
                              std::sin(2 * std::numbers::pi * pitch * t));
}

}  // namespace

std::string object_name(std::size_t index) {
    static constexpr std::array<const char*, 8> kNames = {"DX Voice",  "MX Strings", "FX Car",
                                                          "FOL Steps", "AMB Wind",   "GRP Crowd",
                                                          "FX Door",   "DX Line"};
    return fmt::format("{} {}", kNames[index % kNames.size()], index + 1);
}

void write_moving_scene(const MovingScene& scene, const std::filesystem::path& file) {
    std::vector<adm::ChnaRow> rows;
    for (std::size_t i = 0; i < scene.objects; ++i) {
        rows.push_back({static_cast<std::uint16_t>(i + 1), fmt::format("ATU_{:08x}", i + 1),
                        fmt::format("AT_0003{:04x}_01", kFirst + i),
                        fmt::format("AP_0003{:04x}", kFirst + i)});
    }
    io::WriterSettings settings;
    settings.path = file;
    settings.format = io::SampleFormat::Pcm16;
    settings.rate_hz = kRate;
    settings.layout = tracks(scene.objects);
    settings.frames = std::llround(scene.seconds * kRate);
    settings.extra_chunks.push_back({"chna", adm::serialise_chna(rows), true});
    settings.extra_chunks.push_back({"axml", bytes_of(AxmlWriter(scene).write()), false});
    Diagnostics diagnostics;
    const auto writer = io::create_audio(settings, diagnostics);
    constexpr std::size_t kChunk = 4800;
    PlanarBuffer<float> buffer(scene.objects, kChunk);
    for (Frame at = 0; at < settings.frames; at += static_cast<Frame>(kChunk)) {
        const auto left = static_cast<std::size_t>(settings.frames - at);
        const Planar<float> chunk = buffer.view().slice(0, std::min(kChunk, left));
        for (std::size_t o = 0; o < scene.objects; ++o) {
            for (std::size_t i = 0; i < chunk.frames(); ++i) {
                chunk[o][i] = tone(o, at + static_cast<Frame>(i));
            }
        }
        writer->write(chunk);
    }
    writer->commit();
}

}  // namespace cavea::bench
