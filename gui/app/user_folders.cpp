// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/user_folders.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/io/text_file.h"

namespace cavea::gui {
namespace {

constexpr std::size_t kMostRecent = 12;
constexpr std::uint64_t kMostBytes = 1U << 20U;
constexpr const char* kFile = "studio.json";

std::optional<std::filesystem::path> absolute_of(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr) return std::nullopt;
    std::filesystem::path path(value);
    if (!path.is_absolute()) return std::nullopt;
    return path;
}

Remembered parse(const nlohmann::json& json) {
    Remembered out;
    for (const auto& file : json.value("recent", nlohmann::json::array())) {
        if (file.is_string() && out.recent.size() < kMostRecent) {
            out.recent.emplace_back(file.get<std::string>());
        }
    }
    const double scale = json.value("ui_scale", 1.0);
    out.ui_scale = std::isfinite(scale) ? std::clamp(scale, 0.8, 2.5) : 1.0;
    out.monitor = json.value("monitor", std::string());
    out.audio_device = json.value("audio_device", std::string());
    return out;
}

}  // namespace

std::optional<std::filesystem::path> state_folder() {
    if (const auto state = absolute_of("XDG_STATE_HOME")) return *state / "cavea";
    if (const auto home = absolute_of("HOME")) return *home / ".local" / "state" / "cavea";
    return std::nullopt;
}

Remembered read_remembered(const std::filesystem::path& folder) {
    try {
        return parse(nlohmann::json::parse(io::read_text_file(folder / kFile, kMostBytes)));
    } catch (const std::exception&) {
        return {};  // only conveniences; a run without them is a first run
    }
}

void write_remembered(const std::filesystem::path& folder, const Remembered& remembered) {
    nlohmann::json json;
    json["recent"] = nlohmann::json::array();
    for (const auto& file : remembered.recent) json["recent"].push_back(file.string());
    json["ui_scale"] = remembered.ui_scale;
    json["monitor"] = remembered.monitor;
    json["audio_device"] = remembered.audio_device;
    std::error_code ignored;  // what is missing shows when the file is written
    std::filesystem::create_directories(folder, ignored);
    io::write_text_file(folder / kFile,
                        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void remember_file(Remembered& remembered, const std::filesystem::path& file) {
    std::error_code ignored;
    const std::filesystem::path whole = std::filesystem::absolute(file, ignored);
    auto& recent = remembered.recent;
    recent.erase(std::remove(recent.begin(), recent.end(), whole), recent.end());
    recent.insert(recent.begin(), whole);
    if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

}  // namespace cavea::gui
