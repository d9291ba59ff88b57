// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// audioProgramme, audioContent and audioObject.
#include <fmt/core.h>

#include <limits>

#include "core/adm/coordinates.h"
#include "core/adm/main_elements.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr double kAny = std::numeric_limits<double>::max();

LoudnessMetadata read_loudness(ElementReader& reader, const Element& element) {
    LoudnessMetadata out;
    out.method = element.attribute("loudnessMethod").value_or("");
    out.recommendation = element.attribute("loudnessRecType").value_or("");
    out.correction = element.attribute("loudnessCorrectionType").value_or("");
    for (const Element e : element.children()) {
        const auto value = [&] { return reader.number(e.text(), e.name(), -kAny, kAny); };
        if (e.name() == "integratedLoudness") {
            out.integrated_lufs = value();
        } else if (e.name() == "loudnessRange") {
            out.range_lu = value();
        } else if (e.name() == "maxTruePeak") {
            out.max_true_peak_dbtp = value();
        } else if (e.name() == "maxMomentary") {
            out.max_momentary_lufs = value();
        } else if (e.name() == "maxShortTerm") {
            out.max_short_term_lufs = value();
        } else if (e.name() == "dialogueLoudness") {
            out.dialogue_lufs = value();
        } else if (e.name() != "renderer") {
            reader.unknown_element(e);
        }
    }
    return out;
}

double screen_attribute(const ElementReader& reader, const Element& e, std::string_view name,
                        double min, double max) {
    const auto text = e.attribute(name);
    if (!text) reader.fail(fmt::format("{} lacks {}; add it", e.name(), name));
    return reader.number(*text, name, min, max);
}

// \return whether the position is Cartesian
bool read_screen_centre(const ElementReader& reader, const Element& e, layout::Screen& out) {
    const auto at = [&](std::string_view name, double limit) {
        return screen_attribute(reader, e, name, -limit, limit);
    };
    if (e.attribute("X")) {
        out.centre_cartesian = {at("X", kMaxCoordinate), at("Y", kMaxCoordinate),
                                at("Z", kMaxCoordinate)};
        return true;
    }
    out.centre_polar = {at("azimuth", 180), at("elevation", 90), 1};
    if (e.attribute("distance")) {
        out.centre_polar.distance = screen_attribute(reader, e, "distance", 0, kMaxCoordinate);
    }
    return false;
}

layout::Screen read_screen(ElementReader& reader, const Element& element) {
    layout::Screen out;
    std::optional<bool> centre, width;  // whether each is Cartesian
    std::optional<double> aspect;
    const auto read_aspect = [&](std::string_view text) {
        aspect = reader.number(text, "aspectRatio", 0.01, 100);
    };
    if (const auto text = element.attribute("aspectRatio")) read_aspect(*text);
    for (const Element e : element.children()) {
        if (e.name() == "aspectRatio") {
            read_aspect(e.text());
        } else if (e.name() == "screenCentrePosition") {
            centre = read_screen_centre(reader, e, out);
        } else if (e.name() == "screenWidth") {
            width = e.attribute("X").has_value();
            out.width = *width ? screen_attribute(reader, e, "X", 0, 2)
                               : screen_attribute(reader, e, "azimuth", 0, 360);
        } else {
            reader.unknown_element(e);
        }
    }
    if (!aspect || !centre || !width || centre != width) {
        reader.fail(
            "the reference screen needs aspectRatio, screenCentrePosition and screenWidth, "
            "all polar or all Cartesian");
    }
    out.aspect_ratio = *aspect;
    out.cartesian = *centre;
    return out;
}

Interaction read_interaction(ElementReader& reader, const Element& element) {
    Interaction out;
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "onOffInteract") {
            out.on_off = reader.flag(value, name);
        } else if (name == "gainInteract") {
            out.gain = reader.flag(value, name);
        } else if (name == "positionInteract") {
            out.position = reader.flag(value, name);
        } else {
            reader.unknown_attribute(element, name);
        }
    }
    const auto range = [&](std::string_view coordinate) -> InteractionRange& {
        for (InteractionRange& r : out.ranges) {
            if (r.coordinate == coordinate) return r;
        }
        return out.ranges.emplace_back(InteractionRange{std::string(coordinate), {}, {}});
    };
    for (const Element e : element.children()) {
        const bool gain = e.name() == "gainInteractionRange";
        if (!gain && e.name() != "positionInteractionRange") {
            reader.unknown_element(e);
            continue;
        }
        InteractionRange& r = range(gain ? "" : e.attribute("coordinate").value_or(""));
        const double value =
            gain ? reader.gain(e)
                 : reader.number(e.text(), e.name(), -kMaxCoordinate, kMaxCoordinate);
        (e.attribute("bound") == "min" ? r.min : r.max) = value;
    }
    return out;
}

AlternativeValueSet read_alternative(ElementReader& reader, const Element& element) {
    AlternativeValueSet out;
    out.line = element.line();
    out.id = element.attribute("alternativeValueSetID").value_or("");
    if (out.id.empty()) reader.fail("alternativeValueSet has no alternativeValueSetID; add it");
    for (const Element e : element.children()) {
        if (e.name() == "gain") {
            set_once(reader, out.gain, reader.gain(e), "gain");
        } else if (e.name() == "mute") {
            set_once(reader, out.mute, reader.flag(e.text(), "mute"), "mute");
        } else if (e.name() == "positionOffset") {
            reader.position_offset(e, out.position_offset);
        } else if (e.name() == "audioObjectInteraction") {
            out.interaction = read_interaction(reader, e);
        } else {
            reader.unknown_element(e);
        }
    }
    return out;
}

void read_object_attributes(ElementReader& reader, const Element& element, AudioObject& out) {
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "start") {
            out.start_s = reader.time(value, name);
        } else if (name == "duration") {
            out.duration_s = reader.time(value, name);
        } else if (name == "dialogue") {
            out.dialogue = reader.integer(value, name, 0, 2);
        } else if (name == "importance") {
            out.importance = reader.integer(value, name, 0, 10);
        } else if (name == "interact") {
            out.interact = reader.flag(value, name);
        } else if (name == "disableDucking") {
            out.disable_ducking = reader.flag(value, name);
        } else if (!is_identity_attribute("audioObject", name)) {
            reader.unknown_attribute(element, name);
        }
    }
}

bool read_object_reference(ElementReader& reader, const Element& e, AudioObject& out) {
    if (e.name() == "audioPackFormatIDRef") {
        out.pack_ids.push_back(reader.reference(e));
    } else if (e.name() == "audioObjectIDRef") {
        out.object_ids.push_back(reader.reference(e));
    } else if (e.name() == "audioComplementaryObjectIDRef") {
        out.complementary_ids.push_back(reader.reference(e));
    } else if (e.name() == "audioTrackUIDRef") {
        std::string uid = reader.reference(e);
        if (uid == "ATU_00000000") {
            ++out.silent_tracks;
        } else {
            out.uid_ids.push_back(std::move(uid));
        }
    } else {
        return false;
    }
    return true;
}

// Labels for people, in whatever element of this form.
bool is_label(std::string_view name) { return name.ends_with("Label"); }

}  // namespace

AudioProgramme read_programme(ElementReader& reader, const Element& element) {
    AudioProgramme out;
    read_identity(reader, element, "audioProgramme", out);
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "audioProgrammeLanguage") {
            out.language = value;
        } else if (name == "start") {
            out.start_s = reader.time(value, name);
        } else if (name == "end") {
            out.end_s = reader.time(value, name);
        } else if (name == "maxDuckingDepth") {
            out.max_ducking_depth_db = reader.number(value, name, -kAny, kAny);
        } else if (!is_identity_attribute("audioProgramme", name)) {
            reader.unknown_attribute(element, name);
        }
    }
    for (const Element e : element.children()) {
        if (e.name() == "audioContentIDRef") {
            out.content_ids.push_back(reader.reference(e));
        } else if (e.name() == "alternativeValueSetIDRef") {
            reader.needs_version_2("alternativeValueSet");
            out.alternative_value_set_ids.push_back(reader.reference(e));
        } else if (e.name() == "audioProgrammeReferenceScreen") {
            out.reference_screen = read_screen(reader, e);
        } else if (e.name() == "loudnessMetadata") {
            out.loudness.push_back(read_loudness(reader, e));
        } else if (e.name() != "authoringInformation" && !is_label(e.name())) {
            reader.unknown_element(e);
        }
    }
    return out;
}

AudioContent read_content(ElementReader& reader, const Element& element) {
    AudioContent out;
    read_identity(reader, element, "audioContent", out);
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "audioContentLanguage") {
            out.language = value;
        } else if (!is_identity_attribute("audioContent", name)) {
            reader.unknown_attribute(element, name);
        }
    }
    for (const Element e : element.children()) {
        if (e.name() == "audioObjectIDRef") {
            out.object_ids.push_back(reader.reference(e));
        } else if (e.name() == "alternativeValueSetIDRef") {
            reader.needs_version_2("alternativeValueSet");
            out.alternative_value_set_ids.push_back(reader.reference(e));
        } else if (e.name() == "loudnessMetadata") {
            out.loudness.push_back(read_loudness(reader, e));
        } else if (e.name() == "dialogue") {
            out.dialogue = reader.integer(e.text(), "dialogue", 0, 2);
            for (const char* kind :
                 {"nonDialogueContentKind", "dialogueContentKind", "mixedContentKind"}) {
                if (const auto text = e.attribute(kind)) {
                    out.dialogue_kind = reader.integer(*text, kind, 0, 255);
                }
            }
        } else if (!is_label(e.name())) {
            reader.unknown_element(e);
        }
    }
    return out;
}

AudioObject read_object(ElementReader& reader, const Element& element) {
    AudioObject out;
    read_identity(reader, element, "audioObject", out);
    read_object_attributes(reader, element, out);
    std::optional<double> gain;
    std::optional<bool> mute;
    for (const Element e : element.children()) {
        if (read_object_reference(reader, e, out)) continue;
        if (e.name() == "gain") {
            reader.needs_version_2("gain of an audioObject");
            set_once(reader, gain, reader.gain(e), "gain");
        } else if (e.name() == "mute") {
            reader.needs_version_2("mute of an audioObject");
            set_once(reader, mute, reader.flag(e.text(), "mute"), "mute");
        } else if (e.name() == "positionOffset") {
            reader.position_offset(e, out.position_offset);
        } else if (e.name() == "alternativeValueSet") {
            reader.needs_version_2("alternativeValueSet");
            out.alternative_value_sets.push_back(read_alternative(reader, e));
        } else if (e.name() == "audioObjectInteraction") {
            out.interaction = read_interaction(reader, e);
        } else if (e.name() != "headphoneVirtualise" && !is_label(e.name())) {
            reader.unknown_element(e);
        }
    }
    out.gain = gain.value_or(1);
    out.mute = mute.value_or(false);
    return out;
}

}  // namespace cavea::adm
