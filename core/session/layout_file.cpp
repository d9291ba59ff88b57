// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/layout_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/pan/object_panner.h"
#include "core/pan/point_source.h"
#include "core/session/strict_json.h"

namespace cavea::session {
namespace {

constexpr std::uint64_t kMaxBytes = 1U << 20U;
constexpr int kMaxDepth = 8;
constexpr double kMinDb = -200;
constexpr double kMaxDb = 40;
/// Loudspeakers stand in one row or plane of a room when their coordinates are equal.
constexpr double kRoomGrid = 1e-6;

layout::Polar direction(const Node& node) {
    return {node.at("azimuth").number(-180, 180), node.at("elevation").number(-90, 90), 1};
}

double on_grid(double x) { return std::round(x / kRoomGrid) * kRoomGrid; }

layout::Cartesian room_position(const Node& node) {
    node.expect_object({"x", "y", "z"});
    return {node.at("x").number(-1, 1), node.at("y").number(-1, 1), node.at("z").number(-1, 1)};
}

/// Where BS.2127's own conversion puts a direction in the room.
layout::Cartesian room_position(const layout::Polar& at) {
    const layout::Cartesian p = layout::to_cartesian(at);
    return {on_grid(p.x), on_grid(p.y), on_grid(p.z)};
}

bool flag(const Node& node) {
    if (!node.json().is_boolean()) node.refuse("has to be true or false");
    return node.json().get<bool>();
}

layout::Screen screen(const Node& node) {
    constexpr double kFar = 100;
    node.expect_object(
        {"aspect_ratio", "azimuth", "elevation", "distance", "width_deg", "x", "y", "z", "width"});
    layout::Screen out;
    if (const auto ratio = node.find("aspect_ratio")) out.aspect_ratio = ratio->number(0.01, 100);
    out.cartesian = node.find("width") || node.find("x") || node.find("y") || node.find("z");
    const std::vector<std::string_view> others =
        out.cartesian
            ? std::vector<std::string_view>{"azimuth", "elevation", "distance", "width_deg"}
            : std::vector<std::string_view>{};
    for (const std::string_view key : others) {
        if (node.find(key)) node.refuse("mixes polar and Cartesian keys; use one kind");
    }
    if (out.cartesian) {
        out.centre_cartesian = {node.at("x").number(-kFar, kFar), node.at("y").number(-kFar, kFar),
                                node.at("z").number(-kFar, kFar)};
        out.width = node.at("width").number(0.001, 2 * kFar);
        return out;
    }
    const auto take = [&](std::string_view key, double& value, double min, double max) {
        if (const auto given = node.find(key)) value = given->number(min, max);
    };
    take("azimuth", out.centre_polar.azimuth_deg, -180, 180);
    take("elevation", out.centre_polar.elevation_deg, -90, 90);
    take("distance", out.centre_polar.distance, 0.01, kFar);
    take("width_deg", out.width, 0.01, 359);
    return out;
}

/// A channel of BS.2051 by its label, from any built-in layout.
std::optional<layout::Channel> known_channel(const std::string& label) {
    for (const layout::Name& name : layout::names()) {
        const layout::Layout layout = *layout::find(name.name);
        if (const auto index = layout.index_of(label)) return layout.channels[*index];
    }
    return std::nullopt;
}

class Reader {
 public:
    Reader(const Node& document, const std::string& file, Diagnostics& diagnostics)
        : document_(document), file_(file), diagnostics_(diagnostics) {}

    LayoutFile read() {
        document_.expect_object({"cavea_layout", "name", "base", "screen", "speakers"});
        if (document_.at("cavea_layout").whole(0, 1'000'000) != 1) {
            document_.at("cavea_layout")
                .refuse("is not a version that this program knows; it knows 1");
        }
        const auto base = document_.find("base");
        base ? start_from(*base) : start_empty();
        if (const auto given = document_.find("screen")) {
            out_.layout.screen.reset();
            if (!given->json().is_null()) out_.layout.screen = screen(*given);
        }
        const auto speakers = document_.at("speakers").items();
        if (!base && (speakers.empty() || speakers.size() > pan::kMaxChannels)) {
            document_.at("speakers")
                .refuse(fmt::format("has to list 1 to {} loudspeakers", pan::kMaxChannels));
        }
        for (const Node& node : speakers) base ? change(node) : add(node);
        check_panning();
        return std::move(out_);
    }

 private:
    void start_from(const Node& base) {
        const std::string name = base.text();
        const auto found = layout::find(name);
        if (!found) base.refuse("'" + printable(name, 60) + "' is no built-in layout");
        out_.layout = *found;
        out_.trims.resize(found->size());
        if (const auto given = document_.find("name")) static_cast<void>(given->text());
    }

    void start_empty() {
        const Node name = document_.at("name");
        out_.layout.name = name.text();
        out_.layout.standard = false;
        if (layout::find(out_.layout.name) || out_.layout.name == "binaural") {
            name.refuse("is the name of a built-in layout; choose another, or make it the base");
        }
    }

    std::string label(const Node& node) {
        const Node channel = node.at("channel");
        std::string out = channel.text();
        if (!labels_.insert(out).second) channel.refuse("names a loudspeaker for the second time");
        return out;
    }

    static void read_trim(const Node& node, SpeakerTrim& trim) {
        if (const auto gain = node.find("gain_db")) {
            trim.gain = std::pow(10, gain->number(kMinDb, kMaxDb) / 20);
        }
        if (const auto delay = node.find("delay_ms")) {
            trim.delay_ms = delay->number(0, kMaxSpeakerDelayMs);
        }
    }

    /// A loudspeaker of the base.
    void change(const Node& node) {
        node.expect_object({"channel", "azimuth", "elevation", "gain_db", "delay_ms"});
        const auto index = out_.layout.index_of(label(node));
        if (!index) node.at("channel").refuse("is no channel of layout " + out_.layout.name);
        layout::Channel& channel = out_.layout.channels[*index];
        if (node.find("azimuth") || node.find("elevation")) channel.real = direction(node);
        check_range(channel);
        read_trim(node, out_.trims[*index]);
    }

    void check_range(const layout::Channel& channel) {
        const auto& [az_min, az_max] = channel.azimuth_range_deg;
        const auto& [el_min, el_max] = channel.elevation_range_deg;
        const bool inside = layout::inside_angle_range(channel.real.azimuth_deg, az_min, az_max) &&
                            channel.real.elevation_deg >= el_min &&
                            channel.real.elevation_deg <= el_max;
        // BS.2051 lets the screen loudspeakers stand wider, too.
        const double wide = std::abs(channel.real.azimuth_deg);
        const bool screen = channel.name.ends_with("SC") && wide >= 5 && wide <= 60 &&
                            (wide <= 25 || wide >= 35) &&
                            (channel.name[1] == '+') == (channel.real.azimuth_deg > 0);
        if (inside || screen) return;
        diagnostics_.warn("layout-position",
                          located(file_, "speakers " + channel.name,
                                  fmt::format("azimuth {}, elevation {} is outside what BS.2051 "
                                              "allows ({} to {}, {} to {})",
                                              channel.real.azimuth_deg, channel.real.elevation_deg,
                                              az_min, az_max, el_min, el_max)));
    }

    /// A loudspeaker of one's own. What is known of its label need not be said.
    void add(const Node& node) {
        node.expect_object(
            {"channel", "azimuth", "elevation", "nominal", "room", "lfe", "gain_db", "delay_ms"});
        layout::Channel channel;
        const std::string name = label(node);
        const layout::Polar real = direction(node);
        if (const auto known = known_channel(name)) {
            channel = *known;
        } else {
            channel.nominal = real;
            channel.allocentric = room_position(real);
            channel.lfe = name.starts_with("LFE");
        }
        channel.name = name;
        channel.real = real;
        if (const auto nominal = node.find("nominal")) {
            nominal->expect_object({"azimuth", "elevation"});
            channel.nominal = direction(*nominal);
            channel.allocentric = room_position(channel.nominal);
        }
        channel.azimuth_range_deg = {real.azimuth_deg, real.azimuth_deg};
        channel.elevation_range_deg = {real.elevation_deg, real.elevation_deg};
        if (const auto room = node.find("room")) channel.allocentric = room_position(*room);
        if (const auto lfe = node.find("lfe")) channel.lfe = flag(*lfe);
        out_.layout.channels.push_back(std::move(channel));
        read_trim(node, out_.trims.emplace_back());
    }

    /// The panners say what they cannot use; every direction must sound.
    void check_panning() const {
        const auto speakers =
            std::count_if(out_.layout.channels.begin(), out_.layout.channels.end(),
                          [](const layout::Channel& channel) { return !channel.lfe; });
        if (speakers < 2)
            document_.at("speakers").refuse("needs two loudspeakers that are not LFE");
        try {
            const pan::ObjectPanner panner(out_.layout);
            check_directions(pan::PointSource(out_.layout));
        } catch (const Error& error) {
            throw refused(file_, "speakers", error.what());
        }
    }

    static void check_directions(const pan::PointSource& panner) {
        constexpr int kDirections = 2000;
        const double turn = std::numbers::pi * (3 - std::sqrt(5.0));  // golden angle
        std::vector<double> gains(panner.channels());
        for (int i = 0; i < kDirections; ++i) {
            const double z = 1 - (2 * i + 1.0) / kDirections;
            const double across = std::sqrt(1 - z * z);
            const layout::Cartesian to{across * std::cos(turn * i), across * std::sin(turn * i), z};
            panner.pan(to, gains.data());
            const double energy =
                std::inner_product(gains.begin(), gains.end(), gains.begin(), 0.0);
            // 0+2+0 is quieter behind, by 3 dB at most.
            if (std::isfinite(energy) && energy > 0.4) continue;
            throw Error(
                ErrorCode::Refused,
                fmt::format("no loudspeakers surround azimuth {:.0f}, elevation {:.0f}; add "
                            "some or move them",
                            layout::azimuth_deg(to), layout::elevation_deg(to)));
        }
    }

    const Node& document_;
    const std::string& file_;
    Diagnostics& diagnostics_;
    LayoutFile out_;
    std::set<std::string> labels_;
};

}  // namespace

LayoutFile parse_layout_file(std::string_view text, const std::string& file,
                             Diagnostics& diagnostics) {
    const Json json = parse_strictly(text, file, kMaxDepth);
    const Node document(json, file);
    return Reader(document, file, diagnostics).read();
}

LayoutFile read_layout_file(const std::filesystem::path& path, Diagnostics& diagnostics) {
    return parse_layout_file(io::read_text_file(path, kMaxBytes), path.string(), diagnostics);
}

}  // namespace cavea::session
