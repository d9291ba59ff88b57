// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layout.h"

#include <algorithm>

#include "core/layout/builtin_table.h"

namespace cavea::layout {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool has_name(const table::Entry& entry, std::string_view name) {
    if (same_name(entry.name, name)) return true;
    return std::any_of(entry.aliases.begin(), entry.aliases.end(), [&](std::string_view alias) {
        return !alias.empty() && same_name(alias, name);
    });
}

Channel channel_of(const table::Row& row) {
    Channel out;
    out.name = row.label;
    out.nominal = {row.azimuth, row.elevation, 1};
    out.real = out.nominal;
    out.azimuth_range_deg = {row.azimuth_min, row.azimuth_max};
    out.elevation_range_deg = {row.elevation_min, row.elevation_max};
    out.allocentric = {row.x, row.y, row.z};
    out.lfe = row.label.substr(0, 3) == "LFE";
    return out;
}

std::vector<Name> list_names() {
    std::vector<Name> out;
    for (const table::Entry& entry : table::kEntries) {
        Name name{std::string(entry.name), {}, entry.rows.size(), entry.standard};
        for (std::string_view alias : entry.aliases) {
            if (!alias.empty()) name.aliases.emplace_back(alias);
        }
        out.push_back(std::move(name));
    }
    return out;
}

/// The SPEAKER_* bit of a label, 0 when there is none.
///
/// M+110 and M-110 take the SIDE bits: Microsoft's KSAUDIO_SPEAKER_5POINT1_SURROUND (0x60F) is the
/// 5.1 with surrounds at 90 to 110 degrees, 0x3F the older one with loudspeakers at the back wall.
unsigned speaker_bit(std::string_view label) {
    struct Bit {
        std::string_view label;
        unsigned bit;
    };
    static constexpr Bit kBits[] = {
        {"M+030", 0x1},     {"M-030", 0x2},     {"M+000", 0x4},    {"LFE1", 0x8},
        {"M+135", 0x10},    {"M-135", 0x20},    {"M+180", 0x100},  {"M+090", 0x200},
        {"M+110", 0x200},   {"M-090", 0x400},   {"M-110", 0x400},  {"T+000", 0x800},
        {"U+030", 0x1000},  {"U+045", 0x1000},  {"U+000", 0x2000}, {"U-030", 0x4000},
        {"U-045", 0x4000},  {"U+110", 0x8000},  {"U+135", 0x8000}, {"U+180", 0x10000},
        {"U-110", 0x20000}, {"U-135", 0x20000},
    };
    for (const Bit& b : kBits) {
        if (b.label == label) return b.bit;
    }
    return 0;
}

}  // namespace

std::optional<std::size_t> Layout::index_of(std::string_view label) const {
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (channels[i].name == label) return i;
    }
    return std::nullopt;
}

std::optional<Layout> find(std::string_view name) {
    for (const table::Entry& entry : table::kEntries) {
        if (!has_name(entry, name)) continue;
        Layout out;
        out.name = entry.name;
        out.standard = entry.standard;
        for (const table::Row& row : entry.rows) out.channels.push_back(channel_of(row));
        return out;
    }
    return std::nullopt;
}

const std::vector<Name>& names() {
    static const std::vector<Name> kNames = list_names();
    return kNames;
}

std::optional<unsigned> wave_mask(const Layout& layout) {
    unsigned mask = 0;
    unsigned last = 0;
    for (const Channel& channel : layout.channels) {
        const unsigned bit = speaker_bit(channel.name);
        // Samples lie in the order of the bits, so any other order needs a file without a mask.
        if (bit <= last) return std::nullopt;
        mask |= bit;
        last = bit;
    }
    if (mask == 0) return std::nullopt;
    return mask;
}

}  // namespace cavea::layout
