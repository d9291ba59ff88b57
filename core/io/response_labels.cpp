// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/response_labels.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/layout/ambix.h"
#include "core/layout/layout.h"

namespace cavea::io {
namespace {

std::vector<std::string> labels_of(const layout::Layout& layout) {
    std::vector<std::string> out;
    for (const layout::Channel& channel : layout.channels) out.push_back(channel.name);
    return out;
}

bool known(const std::string& label) {
    const std::vector<layout::Name>& names = layout::names();
    return std::any_of(names.begin(), names.end(), [&](const layout::Name& name) {
        return layout::find(name.name)->index_of(label).has_value();
    });
}

/// The labels that the user gave, a layout's name resolved.
std::vector<std::string> given_labels(const std::string& file,
                                      const std::vector<std::string>& given) {
    if (given.size() == 1) {
        if (const auto order = layout::ambix_order(given.front())) {
            return labels_of(layout::ambix(*order));
        }
        if (const auto layout = layout::find(given.front())) return labels_of(*layout);
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (!known(given[i])) {
            throw refused(file, "label " + given[i],
                          "neither a layout nor a loudspeaker of ITU-R BS.2051; write for example "
                          "4+7+0, or M+030,M-030, or ambix3 for spherical harmonics");
        }
        if (std::count(given.begin(), given.end(), given[i]) > 1) {
            throw refused(file, "label " + given[i], "given twice; each channel needs its own");
        }
    }
    return given;
}

std::optional<std::string_view> usual_layout(std::uint32_t channels) {
    switch (channels) {
        case 6:
            return "0+5+0";
        case 8:
            return "0+7+0";
        case 12:
            return "4+7+0";
        case 24:
            return "9+10+3";
        default:
            return std::nullopt;
    }
}

ResponseLabels told_by_file(const std::string& file, std::uint32_t channels,
                            std::uint32_t channel_mask) {
    if (channels == 1) return {};
    if (channels == 2) return {{"M+030", "M-030"}, false, "", {}};
    if (static_cast<std::uint32_t>(std::popcount(channel_mask)) == channels) {
        if (auto labels = labels_of_mask(channel_mask)) return {std::move(*labels), false, "", {}};
    }
    if (const auto name = usual_layout(channels)) {
        return {labels_of(*layout::find(*name)), true, std::string(*name), {}};
    }
    throw refused(
        file, "channels",
        fmt::format("{} channels per input and no channel mask; say which loudspeakers "
                    "they are for (labels: a layout or BS.2051 labels){}",
                    channels, channels % 2 == 0 ? ", or that the room has several inputs" : ""));
}

}  // namespace

std::optional<std::vector<std::string>> labels_of_mask(std::uint32_t mask) {
    constexpr std::uint32_t kBack = 0x30;
    constexpr std::uint32_t kSide = 0x600;
    const bool both = (mask & kBack) != 0 && (mask & kSide) != 0;
    // SPEAKER_FRONT_LEFT to SPEAKER_TOP_BACK_RIGHT of ksmedia.h. Heights stand as in 4+7+0 over a
    // bed of seven, as in 4+5+0 over one of five.
    const std::string_view labels[] = {"M+030",
                                       "M-030",
                                       "M+000",
                                       "LFE1",
                                       both ? "M+135" : "M+110",
                                       both ? "M-135" : "M-110",
                                       "M+SC",
                                       "M-SC",
                                       "M+180",
                                       both ? "M+090" : "M+110",
                                       both ? "M-090" : "M-110",
                                       "T+000",
                                       both ? "U+045" : "U+030",
                                       "U+000",
                                       both ? "U-045" : "U-030",
                                       both ? "U+135" : "U+110",
                                       "U+180",
                                       both ? "U-135" : "U-110"};
    if (mask == 0 || mask >> std::size(labels) != 0) return std::nullopt;
    std::vector<std::string> out;
    for (std::size_t bit = 0; bit < std::size(labels); ++bit) {
        if ((mask >> bit & 1U) != 0) out.emplace_back(labels[bit]);
    }
    return out;
}

ResponseLabels response_labels(const std::string& file, std::uint32_t channels,
                               std::uint32_t channel_mask, const ImpulseResponseOptions& options) {
    if (options.inputs == 0 || options.inputs > kMaxRoomInputs) {
        throw refused(file, "inputs",
                      fmt::format("{} inputs; give 1 to {}", options.inputs, kMaxRoomInputs));
    }
    if (channels % options.inputs != 0) {
        throw refused(file, "channels",
                      fmt::format("{} channels do not divide into {} inputs; give another number "
                                  "of inputs",
                                  channels, options.inputs));
    }
    const std::uint32_t per_input = channels / options.inputs;
    if (options.labels.empty()) {
        return told_by_file(file, per_input, options.inputs == 1 ? channel_mask : 0);
    }
    ResponseLabels out{given_labels(file, options.labels), false, "", {}};
    if (out.labels.size() != per_input) {
        throw refused(file, "channels",
                      fmt::format("{} channels for {} labels and {} input(s); they must be labels "
                                  "times inputs",
                                  channels, out.labels.size(), options.inputs));
    }
    if (options.labels.size() == 1) out.ambix_order = layout::ambix_order(options.labels.front());
    return out;
}

}  // namespace cavea::io
