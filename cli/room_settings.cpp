// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_settings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cavea::cli {
namespace {

constexpr std::array<std::string_view, room::kWalls> kWallNames{"left",  "right", "back",
                                                                "front", "floor", "ceiling"};

Error usage(const std::string& text) { return Error(ErrorCode::Usage, printable(text)); }

/// Three numbers with a separator between them and nothing else.
std::optional<std::array<double, 3>> three_numbers(std::string_view text, char separator) {
    std::array<double, 3> out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out[i]);
        if (error != std::errc{} || !std::isfinite(out[i])) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (i == 2) break;
        if (text.empty() || text.front() != separator) return std::nullopt;
        text.remove_prefix(1);
    }
    if (!text.empty()) return std::nullopt;
    return out;
}

layout::Cartesian size_of(const std::string& text) {
    const auto n = three_numbers(text, 'x');
    if (!n) {
        throw usage("--shoebox " + text + ": write length x width x height in metres, 40x25x15");
    }
    return {(*n)[1], (*n)[0], (*n)[2]};
}

layout::Cartesian place_of(const std::string& text, const char* option,
                           const layout::Cartesian& usual) {
    if (text.empty()) return usual;
    const auto n = three_numbers(text, ',');
    if (!n) {
        throw usage(fmt::format(
            "{} {}: write x,y,z in metres from the left back corner of the floor", option, text));
    }
    return {(*n)[0], (*n)[1], (*n)[2]};
}

room::Material material_named(std::string_view name) {
    if (const auto material = room::find_material(name)) return *material;
    std::string known;
    for (const room::Material& material : room::materials()) {
        known += (known.empty() ? "" : ", ") + std::string(material.name);
    }
    throw usage(fmt::format("material {}: not known; there are {}", name, known));
}

void cover(room::Box& box, std::string_view wall, const room::Octaves& absorption) {
    bool found = false;
    for (std::size_t w = 0; w < room::kWalls; ++w) {
        const bool upright = w < 4;
        if (wall == kWallNames[w] || wall == "all" || (wall == "walls" && upright)) {
            box.absorption[w] = absorption;
            found = true;
        }
    }
    if (!found) {
        throw usage(
            fmt::format("--materials {}: no such wall; there are left, right, back, front, "
                        "floor, ceiling, walls (the four upright) and all",
                        wall));
    }
}

room::Octaves times_of(const std::vector<double>& rt60) {
    room::Octaves out{};
    for (const double time : rt60) {
        if (!(time >= 0.05 && time <= 60)) {
            throw usage(fmt::format("--rt60 {:g}: give 0.05 to 60 seconds", time));
        }
    }
    if (rt60.size() == 1) {
        out.fill(rt60.front());
    } else if (rt60.size() == out.size()) {
        std::copy(rt60.begin(), rt60.end(), out.begin());
    } else {
        throw usage(fmt::format("--rt60 with {} times; give one, or seven for 125 Hz to 8 kHz",
                                rt60.size()));
    }
    return out;
}

room::Box box_of(const RoomOptions& options) {
    room::Box box;
    box.size_m = size_of(options.shoebox);
    box.air = options.air;
    cover(box, "all", material_named("plaster").absorption);
    cover(box, "floor", material_named("wood").absorption);
    for (const std::string& word : options.materials) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) {
            throw usage("--materials " + word + ": write wall=material, floor=wood");
        }
        const std::string_view text = word;
        cover(box, text.substr(0, equals), material_named(text.substr(equals + 1)).absorption);
    }
    return box;
}

}  // namespace

room::ShoeboxSettings shoebox_settings(const RoomOptions& options) {
    room::ShoeboxSettings out;
    out.box = box_of(options);
    const layout::Cartesian& size = out.box.size_m;
    out.source_m = place_of(options.source, "--source",
                            {0.46 * size.x, 0.79 * size.y, std::min(1.7, 0.55 * size.z)});
    out.receiver_m = place_of(options.receiver, "--receiver",
                              {0.53 * size.x, 0.37 * size.y, std::min(1.2, 0.45 * size.z)});
    if (!options.rt60.empty()) out.box = room::with_rt60(out.box, times_of(options.rt60));
    out.rate_hz = options.rate_hz;
    out.length_s = options.length_s;
    out.early_s = options.early_s;
    out.direct = options.direct;
    out.seed = options.seed;
    return out;
}

}  // namespace cavea::cli
