// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/master_metadata.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "assets/demo/motion.h"
#include "core/adm/common/common_definitions.h"
#include "core/base/error.h"

namespace cavea::demo {
namespace {

// Numbers below 0x1000 belong to the common definitions. The bed is the first audioObject.
constexpr std::size_t kFirst = 0x1001;

struct StemKind {
    const char* id;
    const char* name;
    const char* dialogue;  // the dialogue element of BS.2076
};
constexpr std::array<StemKind, 5> kStems{{
    {"dialogue", "Dialogue", "<dialogue dialogueContentKind=\"1\">1</dialogue>"},
    {"foley", "Foley", "<dialogue nonDialogueContentKind=\"2\">0</dialogue>"},
    {"effects", "Effects", "<dialogue nonDialogueContentKind=\"2\">0</dialogue>"},
    {"music", "Music", "<dialogue nonDialogueContentKind=\"1\">0</dialogue>"},
    {"ambience", "Ambience", "<dialogue nonDialogueContentKind=\"2\">0</dialogue>"},
}};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

adm::CommonPack bed_pack(const Scene& scene) {
    const auto pack = adm::common_pack_of_layout(scene.bed.layout);
    if (!pack || pack->channel_ids.size() != scene.bed.channels.size()) {
        throw refused("scene.json", "bed", "is not one of the common packs; use 7.1.2");
    }
    for (std::size_t i = 0; i < pack->channel_ids.size(); ++i) {
        const adm::CommonSpeaker* speaker = adm::common_speaker(pack->channel_ids[i]);
        const std::string& label = scene.bed.channels[i].label;
        if (speaker == nullptr || (speaker->label != label && !(speaker->lfe && label == "LFE1"))) {
            throw refused("scene.json", "bed " + label, "is not in the order of its pack");
        }
    }
    return *pack;
}

std::string time_text(const Scene& scene, Frame frame) {
    const Frame rate = scene.rate_hz;
    const Frame seconds = frame / rate;
    return fmt::format("{:02}:{:02}:{:02}.{:05}S{}", seconds / 3600, seconds / 60 % 60,
                       seconds % 60, frame % rate, rate);
}

/// What a block says, rounded as it is written, so that blocks that say the same can be merged.
struct Target {
    std::array<long long, 4> value{};  ///< coordinates and gain in units of 1e-4
    friend bool operator==(const Target&, const Target&) = default;
};
constexpr double kUnit = 1e-4;

Target target_at(const Object& object, double time_s) {
    auto c = coordinates_at(object, time_s);
    if (!object.cartesian) {
        c[0] = wrapped_deg(c[0]);
        c[1] = std::clamp(c[1], -90.0, 90.0);
    }
    const double gain = std::pow(10.0, level_db_at(object.gain, time_s) / 20);
    return {{std::llround(c[0] / kUnit), std::llround(c[1] / kUnit), std::llround(c[2] / kUnit),
             std::llround(gain / kUnit)}};
}

struct Block {
    Frame begin = 0;
    Frame end = 0;
    Target target;
};

/// One block per picture frame; a block runs from the target of the one before to its own, so only
/// stretches without motion can be one block.
std::vector<Block> blocks_of(const Scene& scene, const Object& object) {
    const Frame step = scene.rate_hz / static_cast<std::uint32_t>(scene.fps);
    std::vector<Block> blocks;
    for (Frame begin = 0; begin < scene.frames; begin += step) {
        const Frame end = std::min(begin + step, scene.frames);
        const Target target =
            target_at(object, static_cast<double>(end) / static_cast<double>(scene.rate_hz));
        const std::size_t n = blocks.size();
        const bool still =
            n > 0 && blocks[n - 1].target == target && (n == 1 || blocks[n - 2].target == target);
        if (still) {
            blocks.back().end = end;
        } else {
            blocks.push_back({begin, end, target});
        }
    }
    return blocks;
}

class AxmlWriter {
 public:
    AxmlWriter(const Scene& scene, const Language& language)
        : scene_(scene), language_(language), pack_(bed_pack(scene)) {}

    std::string write() {
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<ebuCoreMain xmlns=\"urn:ebu:metadata-schema:ebucore\" xml:lang=\"en\">\n"
            "<coreMetadata><format><audioFormatExtended version=\"ITU-R_BS.2076-2\">\n");
        programme();
        for (std::size_t i = 0; i < kStems.size(); ++i) content(i);
        bed_object();
        for (std::size_t i = 0; i < scene_.objects.size(); ++i) object(i);
        for (std::size_t i = 0; i < scene_.objects.size(); ++i) formats(i);
        for (const adm::ChnaRow& row : make_chna(scene_)) {
            put("<audioTrackUID UID=\"{}\" sampleRate=\"{}\" bitDepth=\"24\">"
                "<audioTrackFormatIDRef>{}</audioTrackFormatIDRef>"
                "<audioPackFormatIDRef>{}</audioPackFormatIDRef></audioTrackUID>\n",
                row.uid, scene_.rate_hz, row.format_ref, row.pack_ref);
        }
        put("</audioFormatExtended></format></coreMetadata></ebuCoreMain>\n");
        return std::move(text_);
    }

 private:
    template <class... Arguments>
    void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    }

    void programme() {
        put("<audioProgramme audioProgrammeID=\"APR_1001\" audioProgrammeName=\"{}\" "
            "audioProgrammeLanguage=\"{}\" start=\"{}\" end=\"{}\">\n",
            escaped(scene_.title + " (" + language_.name + ")"), language_.adm,
            time_text(scene_, 0), time_text(scene_, scene_.frames));
        for (std::size_t i = 0; i < kStems.size(); ++i) {
            put("<audioContentIDRef>ACO_{:04x}</audioContentIDRef>\n", kFirst + i);
        }
        put("</audioProgramme>\n");
    }

    void content(std::size_t index) {
        const StemKind& stem = kStems[index];
        const bool speaks = index == 0;
        put("<audioContent audioContentID=\"ACO_{:04x}\" audioContentName=\"{}\"{}>\n",
            kFirst + index, stem.name,
            speaks ? fmt::format(" audioContentLanguage=\"{}\"", language_.adm) : "");
        if (scene_.bed.stem == stem.id) {
            put("<audioObjectIDRef>AO_{:04x}</audioObjectIDRef>\n", kFirst);
        }
        for (std::size_t i = 0; i < scene_.objects.size(); ++i) {
            if (scene_.objects[i].stem != stem.id) continue;
            put("<audioObjectIDRef>{}</audioObjectIDRef>\n", audio_object_id(i));
        }
        put("{}\n</audioContent>\n", stem.dialogue);
    }

    void bed_object() {
        put("<audioObject audioObjectID=\"AO_{:04x}\" audioObjectName=\"{}\">\n"
            "<audioPackFormatIDRef>{}</audioPackFormatIDRef>\n",
            kFirst, escaped(scene_.bed.name), pack_.id);
        for (std::size_t i = 0; i < scene_.bed.channels.size(); ++i) {
            put("<audioTrackUIDRef>ATU_{:08x}</audioTrackUIDRef>\n", i + 1);
        }
        put("</audioObject>\n");
    }

    void object(std::size_t index) {
        put("<audioObject audioObjectID=\"{}\" audioObjectName=\"{}\">"
            "<audioPackFormatIDRef>AP_0003{:04x}</audioPackFormatIDRef>"
            "<audioTrackUIDRef>ATU_{:08x}</audioTrackUIDRef></audioObject>\n",
            audio_object_id(index), escaped(scene_.objects[index].name), kFirst + index,
            scene_.bed.channels.size() + index + 1);
    }

    void formats(std::size_t index) {
        const std::size_t number = kFirst + index;
        const std::string name = escaped(scene_.objects[index].name);
        put("<audioPackFormat audioPackFormatID=\"AP_0003{0:04x}\" audioPackFormatName=\"{1}\" "
            "typeLabel=\"0003\" typeDefinition=\"Objects\">"
            "<audioChannelFormatIDRef>AC_0003{0:04x}</audioChannelFormatIDRef></audioPackFormat>\n"
            "<audioStreamFormat audioStreamFormatID=\"AS_0003{0:04x}\" "
            "audioStreamFormatName=\"{1}\" formatLabel=\"0001\" formatDefinition=\"PCM\">"
            "<audioChannelFormatIDRef>AC_0003{0:04x}</audioChannelFormatIDRef>"
            "<audioTrackFormatIDRef>AT_0003{0:04x}_01</audioTrackFormatIDRef>"
            "</audioStreamFormat>\n"
            "<audioTrackFormat audioTrackFormatID=\"AT_0003{0:04x}_01\" "
            "audioTrackFormatName=\"{1}\" formatLabel=\"0001\" formatDefinition=\"PCM\">"
            "<audioStreamFormatIDRef>AS_0003{0:04x}</audioStreamFormatIDRef></audioTrackFormat>\n"
            "<audioChannelFormat audioChannelFormatID=\"AC_0003{0:04x}\" "
            "audioChannelFormatName=\"{1}\" typeLabel=\"0003\" typeDefinition=\"Objects\">\n",
            number, name);
        std::size_t count = 0;
        for (const Block& b : blocks_of(scene_, scene_.objects[index])) block(index, ++count, b);
        put("</audioChannelFormat>\n");
    }

    void block(std::size_t index, std::size_t count, const Block& b) {
        const Object& object = scene_.objects[index];
        static constexpr const char* kNames[2][3] = {{"azimuth", "elevation", "distance"},
                                                     {"X", "Y", "Z"}};
        put("<audioBlockFormat audioBlockFormatID=\"AB_0003{:04x}_{:08x}\" rtime=\"{}\" "
            "duration=\"{}\">",
            kFirst + index, count, time_text(scene_, b.begin), time_text(scene_, b.end - b.begin));
        if (object.cartesian) put("<cartesian>1</cartesian>");
        for (std::size_t i = 0; i < 3; ++i) {
            put("<position coordinate=\"{}\">{:.4f}</position>",
                kNames[object.cartesian ? 1 : 0][i],
                static_cast<double>(b.target.value[i]) * kUnit);
        }
        const double gain = static_cast<double>(b.target.value[3]) * kUnit;
        if (gain != 1) put("<gain>{:.4f}</gain>", gain);
        if (object.width > 0) put("<width>{}</width>", object.width);
        if (object.height > 0) put("<height>{}</height>", object.height);
        if (object.depth > 0) put("<depth>{}</depth>", object.depth);
        put("</audioBlockFormat>\n");
    }

    const Scene& scene_;
    const Language& language_;
    adm::CommonPack pack_;
    std::string text_;
};

}  // namespace

std::string audio_object_id(std::size_t object_index) {
    return fmt::format("AO_{:04x}", kFirst + 1 + object_index);
}

std::string make_axml(const Scene& scene, const Language& language) {
    return AxmlWriter(scene, language).write();
}

std::vector<adm::ChnaRow> make_chna(const Scene& scene) {
    std::vector<adm::ChnaRow> rows;
    const adm::CommonPack pack = bed_pack(scene);
    const auto next = [&rows] { return static_cast<std::uint16_t>(rows.size() + 1); };
    for (const std::string& channel : pack.channel_ids) {
        // AC_0001xxxx and AT_0001xxxx_01 have the same number (BS.2094-1).
        rows.push_back({next(), fmt::format("ATU_{:08x}", next()),
                        fmt::format("AT_{}_01", channel.substr(3)), pack.id});
    }
    for (std::size_t i = 0; i < scene.objects.size(); ++i) {
        rows.push_back({next(), fmt::format("ATU_{:08x}", next()),
                        fmt::format("AT_0003{:04x}_01", kFirst + i),
                        fmt::format("AP_0003{:04x}", kFirst + i)});
    }
    return rows;
}

}  // namespace cavea::demo
