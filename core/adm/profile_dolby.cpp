// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "core/adm/block_order.h"
#include "core/adm/element_reader.h"
#include "core/adm/profile.h"
#include "core/io/wav_file.h"

namespace cavea::adm {
namespace {

using programme::DirectSpeakersChannel;
using programme::ObjectsChannel;

/// A loudspeaker of a bed: its label and the only place it may have.
struct BedSpeaker {
    std::string_view label;
    double x, y, z;
};
constexpr std::array kBedSpeakers{
    BedSpeaker{"RC_L", -1, 1, 0},         BedSpeaker{"RC_R", 1, 1, 0},
    BedSpeaker{"RC_C", 0, 1, 0},          BedSpeaker{"RC_LFE", -1, 1, -1},
    BedSpeaker{"RC_Lss", -1, 0, 0},       BedSpeaker{"RC_Rss", 1, 0, 0},
    BedSpeaker{"RC_Lrs", -1, -1, 0},      BedSpeaker{"RC_Rrs", 1, -1, 0},
    BedSpeaker{"RC_Lts", -1, 0, 1},       BedSpeaker{"RC_Rts", 1, 0, 1},
    BedSpeaker{"RC_Ls", -1, -0.36397, 0}, BedSpeaker{"RC_Rs", 1, -0.36397, 0}};
constexpr double kPlaceTolerance = 1e-4;

/// Channels of a bed in their only order.
constexpr std::array<std::string_view, 8> kBeds{
    "RC_L RC_R",
    "RC_L RC_R RC_C",
    "RC_L RC_R RC_C RC_Ls RC_Rs",
    "RC_L RC_R RC_C RC_LFE RC_Ls RC_Rs",
    "RC_L RC_R RC_C RC_Lss RC_Rss RC_Lrs RC_Rrs",
    "RC_L RC_R RC_C RC_LFE RC_Lss RC_Rss RC_Lrs RC_Rrs",
    "RC_L RC_R RC_C RC_Lss RC_Rss RC_Lrs RC_Rrs RC_Lts RC_Rts",
    "RC_L RC_R RC_C RC_LFE RC_Lss RC_Rss RC_Lrs RC_Rrs RC_Lts RC_Rts",
};

class DolbyChecker {
 public:
    DolbyChecker(const Document& document, io::AudioFile& file, Findings& findings)
        : d_(document),
          file_(file),
          errors_(file.path().string(), findings.errors),
          warnings_(file.path().string(), findings.warnings) {}

    void run() {
        container();
        counts();
        programme();
        contents();
        for (const AudioObject& object : d_.objects.items()) check(object);
        for (const AudioPackFormat& pack : d_.packs.items()) check(pack);
        for (const AudioChannelFormat& channel : d_.channels.items()) {
            if (channel.common) continue;
            enter(channel);
            if (const auto* objects =
                    std::get_if<std::shared_ptr<const ObjectsChannel>>(&channel.blocks)) {
                check(**objects, channel.line);
            } else if (const auto* bed = std::get_if<std::shared_ptr<const DirectSpeakersChannel>>(
                           &channel.blocks)) {
                check(**bed);
            } else {
                error("dolby-type", "types other than DirectSpeakers and Objects are not allowed");
            }
        }
    }

 private:
    void enter(const Identity& element) {
        errors_.enter(element.id, element.line);
        warnings_.enter(element.id, element.line);
    }
    void error(std::string_view rule, std::string_view what) { errors_.warn(rule, what); }
    void expect(bool holds, std::string_view rule, std::string_view what) {
        if (!holds) error(rule, what);
    }

    void container() {
        expect(file_.rate_hz() == 48'000 || file_.rate_hz() == 96'000, "dolby-rate",
               fmt::format("the rate is {} Hz; 48 or 96 kHz", file_.rate_hz()));
        for (const AudioTrackUid& uid : d_.uids.items()) {
            enter(uid);
            expect(!uid.bits || *uid.bits == 24, "dolby-bits", "samples have 24 bits");
        }
        enter({});
        io::WavFile* wav = file_.as_wav();
        expect(wav != nullptr && wav->find("dbmd") != nullptr, "dolby-dbmd",
               "the file has no dbmd chunk");
    }

    void at_most(std::size_t here, std::size_t most, std::string_view what) {
        expect(here <= most, "dolby-count", fmt::format("{} {}; at most {}", here, what, most));
    }

    void counts() {
        at_most(d_.contents.items().size(), 123, "audioContents");
        at_most(d_.objects.items().size(), 123, "audioObjects");
        at_most(d_.packs.items().size(), 123, "audioPackFormats");
        at_most(d_.channels.items().size(), 128, "audioChannelFormats");
        at_most(d_.streams.items().size(), 128, "audioStreamFormats");
        at_most(d_.tracks.items().size(), 128, "audioTrackFormats");
        at_most(d_.uids.items().size(), 128, "audioTrackUIDs");
        const auto of_objects = [&](const AudioObject& object) {
            return type_of(object) == Type::Objects;
        };
        const auto& all = d_.objects.items();
        at_most(static_cast<std::size_t>(std::count_if(all.begin(), all.end(), of_objects)), 118,
                "audioObjects of type Objects");
    }

    [[nodiscard]] std::optional<Type> type_of(const AudioObject& object) const {
        if (object.pack_ids.empty()) return std::nullopt;
        return d_.packs.find(object.pack_ids.front())->type;
    }

    void programme() {
        const auto& all = d_.programmes.items();
        expect(all.size() == 1, "dolby-programme",
               fmt::format("{} audioProgrammes; exactly one", all.size()));
        if (all.empty()) return;
        enter(all.front());
        expect(id_key(all.front().id) == id_key("APR_1001"), "dolby-programme",
               "the audioProgramme has the id APR_1001");
        expect(all.front().name == "Atmos_Master", "dolby-programme",
               "the audioProgramme has the name Atmos_Master");
    }

    void contents() {
        int number = 0x1001;
        for (const AudioContent& content : d_.contents.items()) {
            enter(content);
            const std::string id = fmt::format("ACO_{:04x}", number++);
            expect(id_key(content.id) == id_key(id), "dolby-content",
                   fmt::format("contents are numbered from ACO_1001 on; this one is {}", id));
            expect(content.dialogue == 2 && content.dialogue_kind == 0, "dolby-content",
                   "dialogue is 2 with mixedContentKind 0");
        }
    }

    void check(const AudioObject& object) {
        enter(object);
        constexpr std::string_view kRule = "dolby-object";
        expect(object.object_ids.empty(), kRule, "audioObjects hold no others");
        expect(object.complementary_ids.empty(), kRule, "there are no complementary audioObjects");
        expect(object.start_s == Rational(0), kRule, "start is there and 0");
        expect(!object.interact.value_or(false), kRule, "interact is 0");
        expect(object.disable_ducking.value_or(true), kRule, "disableDucking is 1");
        if (!object.interact || !object.disable_ducking) {
            warnings_.warn("dolby-object-attributes",
                           "interact 0 and disableDucking 1 are missing");
        }
        check_duration(object);
        const std::size_t tracks = object.uid_ids.size() + object.silent_tracks;
        if (type_of(object) == Type::Objects) {
            expect(tracks == 1, kRule, fmt::format("an object has one track, this one {}", tracks));
        } else {
            expect(tracks <= 10, kRule, fmt::format("a bed has at most 10 tracks, not {}", tracks));
        }
    }

    // As long as the programme; checkers let 0.2 % pass.
    void check_duration(const AudioObject& object) {
        double length_s = static_cast<double>(file_.frames()) / file_.rate_hz();
        if (!d_.programmes.items().empty()) {
            const AudioProgramme& p = d_.programmes.items().front();
            if (p.start_s && p.end_s) length_s = p.end_s->to_double() - p.start_s->to_double();
        }
        const bool fits = object.duration_s && std::abs(object.duration_s->to_double() -
                                                        length_s) <= 0.002 * std::abs(length_s);
        expect(fits, "dolby-object",
               fmt::format("duration is there and that of the programme, {:.3f} s", length_s));
    }

    void check(const AudioPackFormat& pack) {
        enter(pack);
        if (pack.type == Type::DirectSpeakers && !pack.common) check_bed(pack);
        expect(pack.type == Type::DirectSpeakers || pack.type == Type::Objects, "dolby-type",
               "types other than DirectSpeakers and Objects are not allowed");
    }

    void check_bed(const AudioPackFormat& pack) {
        std::string labels;
        for (const std::string& id : pack.channel_ids) {
            const auto* channel = std::get_if<std::shared_ptr<const DirectSpeakersChannel>>(
                &d_.channels.find(id)->blocks);
            if (channel == nullptr || (*channel)->blocks.front().labels.empty()) continue;
            labels += (labels.empty() ? "" : " ") + (*channel)->blocks.front().labels.front();
        }
        expect(std::find(kBeds.begin(), kBeds.end(), labels) != kBeds.end(), "dolby-bed",
               fmt::format("the channels \"{}\" are none of the beds of the profile, in its order",
                           printable(labels, 120)));
    }

    void check(const DirectSpeakersChannel& channel) {
        for (const auto& block : channel.blocks) {
            expect(!block.rtime_s, "dolby-bed-block", "blocks of a bed have no rtime and duration");
        }
        const auto& block = channel.blocks.front();
        const std::string label = block.labels.empty() ? "" : block.labels.front();
        const auto speaker = std::find_if(kBedSpeakers.begin(), kBedSpeakers.end(),
                                          [&](const BedSpeaker& s) { return s.label == label; });
        if (speaker == kBedSpeakers.end()) {
            error("dolby-label", fmt::format("\"{}\" is no label of the profile, such as RC_L",
                                             printable(label, 60)));
            return;
        }
        const double at[] = {speaker->x, speaker->y, speaker->z};
        bool fits = block.cartesian;
        for (std::size_t i = 0; i < 3; ++i) {
            fits = fits && std::abs(block.coordinate[i].value - at[i]) <= kPlaceTolerance;
        }
        expect(fits, "dolby-place",
               fmt::format("{} stands at X {}, Y {}, Z {}", label, at[0], at[1], at[2]));
    }

    void check(const ObjectsChannel& channel, std::size_t line) {
        for (std::size_t i = 0; i < channel.blocks.size(); ++i) {
            const std::string place = block_place(channel, i);
            errors_.enter(place, line);
            check(channel.of(channel.blocks[i]), channel.blocks[i], i == 0);
        }
    }

    void check(const programme::ObjectAttributes& a, const programme::ObjectsBlock& block,
               bool first) {
        constexpr std::string_view kRule = "dolby-block";
        const Rational length = first ? Rational(0) : Rational(5208, 1'000'000);
        expect(a.cartesian, kRule, "positions are Cartesian");
        expect(block.timed(), kRule, "rtime and duration are there");
        expect(a.jump && a.interpolation_s == length, kRule,
               first ? "jumpPosition is 1 with interpolationLength 0 on the first block"
                     : "jumpPosition is 1 with interpolationLength 0.005208");
        expect(a.width == a.height && a.width == a.depth, kRule, "width, height and depth agree");
        expect(a.diffuse == 0 || a.diffuse == 1, kRule, "diffuse is 0 or 1");
        expect(a.importance != 0 || block.gain == 0, kRule, "importance 0 goes with gain 0");
    }

    const Document& d_;
    io::AudioFile& file_;
    ElementReader errors_;
    ElementReader warnings_;
};

}  // namespace

void check_dolby_profile(const Document& document, io::AudioFile& file, Findings& findings) {
    DolbyChecker(document, file, findings).run();
}

}  // namespace cavea::adm
