// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/speaker_mapping.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cavea::pan {
namespace {

/// Where a rule applies.
enum class When {
    Any,
    From22_2,    ///< beds of 9+10+3
    FromTwoLfe,  ///< beds with LFE1 and LFE2: 9+10+3 and 3+7+0
    BothTwoLfe,  ///< the same, on layouts with both
};

struct Target {
    std::string_view label;
    double power = 0;
};

struct Rule {
    std::string_view label;
    std::array<Target, 4> targets;
    When when;
};

// Tried in this order. A rule for the left side holds for the right side as well.
// clang-format off
constexpr Rule kRules[] = {
    {"M+000", {{{"M+000", 1}}}, When::Any},
    {"M+000", {{{"M+030", 1.0 / 2}, {"M-030", 1.0 / 2}}}, When::Any},
    {"M+060", {{{"M+060", 1}}}, When::Any},
    {"M+060", {{{"M+030", 2.0 / 3}, {"M+110", 1.0 / 3}}}, When::Any},
    {"M+060", {{{"M+030", 1.0 / 2}, {"M+090", 1.0 / 2}}}, When::Any},
    {"M+060", {{{"M+030", 1}}}, When::Any},
    {"M+090", {{{"M+090", 1}}}, When::Any},
    {"M+090", {{{"M+030", 1.0 / 3}, {"M+110", 2.0 / 3}}}, When::From22_2},
    {"M+090", {{{"M+030", 1.0 / 2}, {"M+110", 1.0 / 2}}}, When::Any},
    {"M+090", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"M+110", {{{"M+110", 1}}}, When::Any},
    {"M+110", {{{"M+135", 1}}}, When::Any},
    {"M+110", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"M+135", {{{"M+135", 1}}}, When::Any},
    {"M+135", {{{"M+110", 1}}}, When::Any},
    {"M+135", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"M+180", {{{"M+180", 1}}}, When::Any},
    {"M+180", {{{"M+135", 1.0 / 2}, {"M-135", 1.0 / 2}}}, When::Any},
    {"M+180", {{{"M+110", 1.0 / 2}, {"M-110", 1.0 / 2}}}, When::Any},
    {"M+180", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}}}, When::Any},
    {"U+000", {{{"U+000", 1}}}, When::Any},
    {"U+000", {{{"U+030", 1.0 / 2}, {"U-030", 1.0 / 2}}}, When::Any},
    {"U+000", {{{"U+045", 1.0 / 2}, {"U-045", 1.0 / 2}}}, When::Any},
    {"U+000", {{{"M+000", 1}}}, When::Any},
    {"U+000", {{{"M+030", 1.0 / 2}, {"M-030", 1.0 / 2}}}, When::Any},
    {"U+030", {{{"U+030", 1}}}, When::Any},
    {"U+030", {{{"U+045", 1}}}, When::Any},
    {"U+030", {{{"M+030", 1}}}, When::Any},
    {"U+045", {{{"U+045", 1}}}, When::Any},
    {"U+045", {{{"U+030", 1}}}, When::Any},
    {"U+045", {{{"M+030", 1}}}, When::Any},
    {"U+090", {{{"U+090", 1}}}, When::Any},
    {"U+090", {{{"U+045", 2.0 / 3}, {"UH+180", 1.0 / 3}}}, When::From22_2},
    {"U+090", {{{"U+030", 1.0 / 2}, {"U+110", 1.0 / 2}}}, When::Any},
    {"U+090", {{{"U+045", 1.0 / 2}, {"U+135", 1.0 / 2}}}, When::Any},
    {"U+090", {{{"M+090", 1}}}, When::Any},
    {"U+090", {{{"U+030", 1.0 / 2}, {"M+110", 1.0 / 2}}}, When::Any},
    {"U+090", {{{"M+030", 1.0 / 2}, {"M+110", 1.0 / 2}}}, When::Any},
    {"U+090", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"U+110", {{{"U+110", 1}}}, When::Any},
    {"U+110", {{{"U+135", 1}}}, When::Any},
    {"U+110", {{{"U+045", 1.0 / 2}, {"UH+180", 1.0 / 2}}}, When::Any},
    {"U+110", {{{"M+110", 1}}}, When::Any},
    {"U+110", {{{"M+135", 1}}}, When::Any},
    {"U+110", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"U+135", {{{"U+135", 1}}}, When::Any},
    {"U+135", {{{"U+110", 1}}}, When::Any},
    {"U+135", {{{"U+045", 1.0 / 3}, {"UH+180", 2.0 / 3}}}, When::From22_2},
    {"U+135", {{{"U+045", 1.0 / 2}, {"UH+180", 1.0 / 2}}}, When::Any},
    {"U+135", {{{"M+135", 1}}}, When::Any},
    {"U+135", {{{"M+110", 1}}}, When::Any},
    {"U+135", {{{"M+030", 1.0 / 2}}}, When::Any},
    {"U+180", {{{"U+180", 1}}}, When::Any},
    {"U+180", {{{"UH+180", 1}}}, When::Any},
    {"U+180", {{{"U+135", 1.0 / 2}, {"U-135", 1.0 / 2}}}, When::Any},
    {"U+180", {{{"U+110", 1.0 / 2}, {"U-110", 1.0 / 2}}}, When::Any},
    {"U+180", {{{"M+135", 1.0 / 2}, {"M-135", 1.0 / 2}}}, When::Any},
    {"U+180", {{{"M+110", 1.0 / 2}, {"M-110", 1.0 / 2}}}, When::Any},
    {"U+180", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}}}, When::Any},
    {"UH+180", {{{"UH+180", 1}}}, When::Any},
    {"UH+180", {{{"U+180", 1}}}, When::Any},
    {"UH+180", {{{"U+135", 1.0 / 2}, {"U-135", 1.0 / 2}}}, When::Any},
    {"UH+180", {{{"U+110", 1.0 / 2}, {"U-110", 1.0 / 2}}}, When::Any},
    {"UH+180", {{{"M+135", 1.0 / 2}, {"M-135", 1.0 / 2}}}, When::Any},
    {"UH+180", {{{"M+110", 1.0 / 2}, {"M-110", 1.0 / 2}}}, When::Any},
    {"UH+180", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"T+000", 1}}}, When::Any},
    {"T+000", {{{"U+045", 1.0 / 4}, {"U-045", 1.0 / 4}, {"U+135", 1.0 / 4}, {"U-135", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"U+030", 1.0 / 4}, {"U-030", 1.0 / 4}, {"U+110", 1.0 / 4}, {"U-110", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"U+045", 1.0 / 3}, {"U-045", 1.0 / 3}, {"UH+180", 1.0 / 3}}}, When::Any},
    {"T+000", {{{"U+045", 1.0 / 4}, {"U-045", 1.0 / 4}, {"M+135", 1.0 / 4}, {"M-135", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"U+030", 1.0 / 4}, {"U-030", 1.0 / 4}, {"M+110", 1.0 / 4}, {"M-110", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}, {"M+135", 1.0 / 4}, {"M-135", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}, {"M+110", 1.0 / 4}, {"M-110", 1.0 / 4}}}, When::Any},
    {"T+000", {{{"M+030", 1.0 / 4}, {"M-030", 1.0 / 4}}}, When::Any},
    {"B+000", {{{"B+000", 1}}}, When::Any},
    {"B+000", {{{"M+000", 1}}}, When::Any},
    {"B+000", {{{"M+030", 1.0 / 2}, {"M-030", 1.0 / 2}}}, When::Any},
    {"B+045", {{{"B+045", 1}}}, When::Any},
    {"B+045", {{{"M+030", 1}}}, When::Any},
    {"LFE1", {{{"LFE1", 1}}}, When::BothTwoLfe},
    {"LFE2", {{{"LFE2", 1}}}, When::BothTwoLfe},
    {"LFE1", {{{"LFE1", 1.0 / 2}}}, When::FromTwoLfe},
    {"LFE2", {{{"LFE1", 1.0 / 2}}}, When::FromTwoLfe},
    {"LFE1", {{{"LFE1", 1}}}, When::Any},
};
// clang-format on

struct Pack {
    std::string_view id;
    std::string_view layout;
};
// 0+1+0 is mono. Packs of BS.2094 that are not here are placed by label and position.
constexpr Pack kPacks[] = {
    {"AP_00010001", "0+1+0"},  {"AP_00010002", "0+2+0"}, {"AP_0001000c", "0+5+0"},
    {"AP_00010003", "0+5+0"},  {"AP_00010004", "2+5+0"}, {"AP_00010005", "4+5+0"},
    {"AP_00010010", "4+5+1"},  {"AP_00010007", "3+7+0"}, {"AP_00010008", "4+9+0"},
    {"AP_00010009", "9+10+3"}, {"AP_0001000f", "0+7+0"}, {"AP_00010017", "4+7+0"},
};

/// The label of the loudspeaker on the other side; the same for one in the middle.
std::string mirrored(std::string_view label) {
    std::string out(label);
    if (label.ends_with("000") || label.ends_with("180")) return out;
    const std::size_t at = out.find_first_of("+-");
    if (at != std::string::npos) out[at] = out[at] == '+' ? '-' : '+';
    return out;
}

bool has_two_lfe(std::string_view layout) { return layout == "9+10+3" || layout == "3+7+0"; }

bool applies(When when, std::string_view bed, std::string_view layout) {
    switch (when) {
        case When::Any:
            return true;
        case When::From22_2:
            return bed == "9+10+3";
        case When::FromTwoLfe:
            return has_two_lfe(bed);
        case When::BothTwoLfe:
            return has_two_lfe(bed) && has_two_lfe(layout);
    }
    return false;
}

bool apply(const Rule& rule, bool mirror, const layout::Layout& layout, std::span<double> gains) {
    std::array<std::size_t, 4> channel{};
    std::size_t count = 0;
    for (const Target& target : rule.targets) {
        if (target.label.empty()) break;
        const auto index =
            layout.index_of(mirror ? mirrored(target.label) : std::string(target.label));
        if (!index) return false;
        channel[count++] = *index;
    }
    std::fill(gains.begin(), gains.end(), 0.0);
    for (std::size_t i = 0; i < count; ++i) gains[channel[i]] = std::sqrt(rule.targets[i].power);
    return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string nominal_label(std::string_view label) {
    // urn:itu:bs:2051:<edition>:speaker:<label>
    constexpr std::string_view kPrefix = "urn:itu:bs:2051:";
    constexpr std::string_view kKind = ":speaker:";
    if (label.starts_with(kPrefix)) {
        const std::string_view rest = label.substr(kPrefix.size());
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits > 0 && rest.substr(digits).starts_with(kKind)) {
            label = rest.substr(digits + kKind.size());
        }
    }
    if (label == "LFE" || label == "LFEL") return "LFE1";
    if (label == "LFER") return "LFE2";
    return std::string(label);
}

std::optional<std::string_view> bed_layout(std::string_view pack_id) {
    const auto same = [&](const Pack& pack) {
        // IDs are hexadecimal, and files write them in either case.
        return std::equal(pack.id.begin(), pack.id.end(), pack_id.begin(), pack_id.end(),
                          [](char a, char b) { return lower(a) == lower(b); });
    };
    const auto* const pack = std::find_if(std::begin(kPacks), std::end(kPacks), same);
    if (pack == std::end(kPacks)) return std::nullopt;
    return pack->layout;
}

bool map_bed_channel(std::string_view bed, std::string_view label, const layout::Layout& layout,
                     std::span<double> gains) {
    for (const Rule& rule : kRules) {
        if (!applies(rule.when, bed, layout.name)) continue;
        if (rule.label == label && apply(rule, false, layout, gains)) return true;
        // Also a rule for the middle has a mirror image, with the same effect.
        if (mirrored(rule.label) == label && apply(rule, true, layout, gains)) return true;
    }
    return false;
}

}  // namespace cavea::pan
