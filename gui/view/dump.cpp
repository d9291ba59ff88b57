// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/dump.h"

#include <nlohmann/json.hpp>

namespace cavea::gui {
namespace {

using Json = nlohmann::ordered_json;

Json item_json(const Context& c, std::size_t i) {
    const Studio& s = c.studio;
    const ItemState state = s.state(i, c.position_s);
    Json out;
    out["position"] = {state.position.x, state.position.y, state.position.z};
    out["polar"] = {state.polar.azimuth_deg, state.polar.elevation_deg, state.polar.distance};
    out["sounds"] = state.sounds;
    out["extent"] = {state.extent.x, state.extent.y, state.extent.z};
    out["gain_db"] = s.gain_db(i);
    out["mute"] = s.muted(i);
    out["solo"] = s.soloed(i);
    out["held"] = s.held(i).has_value();
    out["audible"] = s.audible(i);
    out["stem"] = look(s.scene().items()[i].stem).short_name;
    Json sends = Json::object();
    const auto& rooms = s.project().rooms;
    for (std::size_t r = 0; r < rooms.size(); ++r) {
        const auto db = s.send_db(i, r);
        sends[rooms[r].id] = db ? Json(*db) : Json(nullptr);
    }
    out["sends"] = std::move(sends);
    return out;
}

Json camera_json(const Camera& c) {
    return {{"target", {c.target.x, c.target.y, c.target.z}},
            {"yaw_deg", c.yaw_deg},
            {"pitch_deg", c.pitch_deg},
            {"distance", c.distance},
            {"half_height", c.half_height}};
}

Json views_json(const Context& c) {
    Json out;
    out["four"] = c.four_views;
    out["single"] = name(c.single_view);
    for (int k = 0; k < kViews; ++k) {
        const auto i = static_cast<std::size_t>(k);
        out["cameras"][name(static_cast<ViewKind>(k))] = camera_json(c.cameras[i]);
    }
    return out;
}

Json player_json(const Context& c) {
    if (c.player == nullptr) return nullptr;
    const auto lufs = [](const std::optional<double>& v) { return v ? Json(*v) : Json(nullptr); };
    return {{"late_blocks", c.player->late_blocks},
            {"late_wet", c.player->late_wet},
            {"blocks", c.player->blocks},
            {"load", c.player->load},
            {"problem", c.player->problem},
            {"output_peak", c.player->output_peak},
            {"integrated_lufs", lufs(c.player->loudness.integrated)}};
}

Json notices_json(const Studio& s) {
    Json out = Json::array();
    for (const Notice& n : s.notices()) {
        const char* level = n.level == Notice::Level::Error
                                ? "error"
                                : (n.level == Notice::Level::Warning ? "warning" : "info");
        out.push_back({{"level", level}, {"text", n.text}});
    }
    return out;
}

Json mix_json(const Context& c) {
    const Studio& s = c.studio;
    Json out;
    out["file"] = s.mix().path.filename().string();
    out["is_project"] = s.mix().is_project;
    out["dirty"] = s.dirty();
    out["can_recover"] = s.can_recover();
    out["length_s"] = c.length_s();
    Json selection = Json::array();
    for (const std::size_t i : s.selection()) selection.push_back(s.scene().items()[i].name);
    out["selection"] = std::move(selection);
    const auto text = [](const std::optional<std::string>& t) {
        return t ? Json(*t) : Json(nullptr);
    };
    out["undo"] = text(s.undo_name());
    out["redo"] = text(s.redo_name());
    Json items = Json::object();
    for (std::size_t i = 0; i < s.scene().items().size(); ++i) {
        items[s.scene().items()[i].name] = item_json(c, i);
    }
    out["items"] = std::move(items);
    return out;
}

}  // namespace

std::string dump(const Context& c, const FileDialogs& files) {
    Json out;
    if (c.studio.has_mix()) {
        out = mix_json(c);
    } else {
        out = {{"file", nullptr}, {"dirty", false},  {"selection", Json::array()},
               {"undo", nullptr}, {"redo", nullptr}, {"items", Json::object()}};
    }
    out["count"] = out["items"].size();
    out["position_s"] = c.position_s;
    out["playing"] = c.playing;
    out["loop"] = c.loop ? Json({c.loop->first, c.loop->second}) : Json(nullptr);
    out["loop_on"] = c.loop_on;
    out["monitor"] = c.host.monitor();
    out["dim"] = c.host.dim();
    out["monitor_mute"] = c.host.monitor_mute();
    out["loading"] = c.host.loading();
    out["views"] = views_json(c);
    out["panels"] = {{"objects", c.panels.objects}, {"inspector", c.panels.inspector},
                     {"meters", c.panels.meters},   {"loudness", c.panels.loudness},
                     {"log", c.panels.log},         {"keys", c.keys_shown},
                     {"dialog", files.shown()},     {"trails", c.trails}};
    out["search"] = c.search.data();
    out["hint"] = c.hint;
    out["notices"] = notices_json(c.studio);
    out["player"] = player_json(c);
    // Names come from files and may be anything.
    return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace cavea::gui
