// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/console.h"
#include "cli/options.h"
#include "core/base/error.h"
#include "renderer/engines.h"
#include "renderer/live/audio_device.h"

namespace cavea::cli {

int run_devices(const DevicesOptions& options) {
    std::string problem;
    const auto lines = list_engine_devices(problem);
    std::string text;
    nlohmann::ordered_json json{{"devices", nlohmann::ordered_json::array()}};
    int index = -1;  // the cpu engine comes first and has no number; Vulkan counts from 0
    for (const DeviceLine& line : lines) {
        const bool vulkan = line.engine == "vulkan";
        if (vulkan) ++index;
        text += fmt::format("{:<7} {:<3} {}  ({}){}{}\n", line.engine,
                            vulkan ? std::to_string(index) : "", line.name, line.detail,
                            line.only_when_named ? "  software; used only when named" : "",
                            line.problem.empty() ? "" : "  cannot be used: " + line.problem);
        nlohmann::ordered_json entry{{"engine", line.engine},
                                     {"name", line.name},
                                     {"detail", line.detail},
                                     {"only_when_named", line.only_when_named}};
        if (vulkan) entry["index"] = index;
        if (!line.problem.empty()) entry["problem"] = line.problem;
        json["devices"].push_back(std::move(entry));
    }
    if (!problem.empty()) {
        json["problem"] = problem;
        text += "vulkan      none: " + problem + "\n";
    }
    json["audio"] = nlohmann::ordered_json::array();
    for (const live::AudioDeviceInfo& device : live::list_audio_devices()) {
        text += fmt::format("{:<11} {}  ({}, {} channels){}\n", "audio", printable(device.id),
                            printable(device.name), device.channels,
                            device.is_default ? "  default" : "");
        json["audio"].push_back({{"id", device.id},
                                 {"name", device.name},
                                 {"channels", device.channels},
                                 {"rates_hz", device.rates_hz},
                                 {"default", device.is_default}});
    }
    const bool printed = print(options.common.json ? json.dump() + "\n" : text);
    if (!printed) throw Error(ErrorCode::Machine, "stdout did not take the list");
    return 0;
}

}  // namespace cavea::cli
