// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/engines.h"

#include <fmt/core.h>

#include <bit>
#include <charconv>
#include <string_view>

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/base/worker_pool.h"
#include "renderer/cpu/cpu_convolver.h"
#include "renderer/cpu/cpu_engine.h"
#if CAVEA_GPU
#include "renderer/vulkan/vulkan_convolver.h"
#include "renderer/vulkan/vulkan_engine.h"
#endif

namespace cavea {
namespace {

#if CAVEA_GPU
gpu::VulkanOptions vulkan_options(const EngineChoice& choice) {
    gpu::VulkanOptions options;
    options.device = choice.device;
    options.cache_folder = choice.cache_folder;
    return options;
}

std::unique_ptr<Engine> make_vulkan(const EngineChoice& choice) {
    return gpu::make_vulkan_engine(vulkan_options(choice));
}

std::unique_ptr<Convolver> make_vulkan_wet(const EngineChoice& choice) {
    return gpu::make_vulkan_convolver(vulkan_options(choice));
}
#else
[[noreturn]] void refuse_vulkan() {
    throw Error(ErrorCode::Machine,
                "this cavea was built without the Vulkan engine; use --engine cpu");
}

std::unique_ptr<Engine> make_vulkan(const EngineChoice&) { refuse_vulkan(); }

std::unique_ptr<Convolver> make_vulkan_wet(const EngineChoice&) { refuse_vulkan(); }
#endif

std::optional<cpu::Isa> isa_of(const EngineChoice& choice) {
    if (choice.isa.empty()) return std::nullopt;
    const auto isa = cpu::isa_named(choice.isa);
    if (!isa) {
        throw Error(ErrorCode::Usage,
                    "there is no instruction set level '" + printable(choice.isa) + "'");
    }
    return isa;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t slash = text.find('/');
        parts.push_back(text.substr(0, slash));
        if (slash == std::string_view::npos) return parts;
        text.remove_prefix(slash + 1);
    }
}

/// The number behind a letter, "c8192"; 0 when it is none.
std::uint32_t numbered(std::string_view part, char letter) {
    std::uint32_t value = 0;
    if (part.size() < 2 || part[0] != letter) return 0;
    const auto [end, error] = std::from_chars(part.data() + 1, part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size() ? value : 0;
}

}  // namespace

ChosenEngine make_engine(const EngineChoice& choice) {
    if (choice.engine == "cpu") return {cpu::make_cpu_engine({choice.threads, isa_of(choice)}), ""};
    if (choice.engine == "vulkan") return {make_vulkan(choice), ""};
    if (choice.engine == "auto") {
        if (!choice.device.empty()) {
            return {make_vulkan(choice), "engine vulkan, because a device was named"};
        }
        // Panning moves more bytes than it computes: no device pays off for it.
        return {cpu::make_cpu_engine({choice.threads, isa_of(choice)}),
                "engine cpu; --engine vulkan takes a GPU, which pays off with many long responses"};
    }
    throw Error(ErrorCode::Usage,
                "there is no engine '" + printable(choice.engine) + "'; use auto, cpu or vulkan");
}

std::unique_ptr<Convolver> make_convolver(const EngineChoice& choice) {
    const bool vulkan =
        choice.engine == "vulkan" || (choice.engine == "auto" && !choice.device.empty());
    if (!vulkan) return cpu::make_cpu_convolver({choice.threads, isa_of(choice)});
    return make_vulkan_wet(choice);
}

PlanRequest live_plan(std::uint32_t block) {
    if (!std::has_single_bit(block) || block < 64 || block > 4096) {
        throw Error(ErrorCode::Usage,
                    fmt::format("there are no live blocks of {} frames; use a power of two from 64 "
                                "to 4096",
                                block));
    }
    return {true, "", "", {block, block}, plan::ConvPlan{block, 1}};
}

PlanRequest parse_plan_key(const std::string& key) {
    constexpr std::string_view kLive = "live:";
    if (key.starts_with(kLive)) return live_plan(numbered(std::string_view(key).substr(4), ':'));
    // The dry stage, the rooms and the binaural outputs are divided by semicolons.
    const std::size_t wet = key.find(';');
    const auto parts = split(std::string_view(key).substr(0, wet));
    const auto bad = [&](std::string_view why) {
        return Error(ErrorCode::Usage, fmt::format("plan key '{}': {}", printable(key), why));
    };
    if (parts.size() < 5) throw bad("not a plan key; copy one from the result of --json");
    if (parts[0] != fmt::format("cavea-{}", kVersion)) {
        throw bad(fmt::format("made by another version than {}; leave --plan out", kVersion));
    }
    PlanRequest request;
    request.engine = parts[1];
    if (request.engine != "cpu" && request.engine != "vulkan") throw bad("no such engine");
    if (request.engine == "cpu") request.isa = parts[2];
    request.grid.block = numbered(parts[parts.size() - 2], 'b');
    request.grid.chunk = numbered(parts[parts.size() - 1], 'c');
    if (wet != std::string::npos) {
        const std::string_view rooms = std::string_view(key).substr(wet + 1);
        const auto fields = split(rooms.substr(0, rooms.find(';')));
        request.conv_plan = plan::parse_conv_plan(fields.back());
        if (!request.conv_plan) throw bad("no usable plan of the rooms");
    }
    const auto& grid = request.grid;
    if (grid.block < 64 || grid.chunk % grid.block != 0 || grid.chunk == 0 ||
        grid.chunk > (1U << 17U)) {
        throw bad("no usable block and chunk");
    }
    return request;
}

std::vector<DeviceLine> list_engine_devices(std::string& problem) {
    std::vector<DeviceLine> lines;
    lines.push_back({"cpu", "native",
                     fmt::format("{}, {} threads", cpu::name(cpu::best_isa()), hardware_threads()),
                     false, ""});
#if CAVEA_GPU
    const gpu::DeviceList list = gpu::list_devices();
    problem = list.reason;
    for (const gpu::DeviceInfo& device : list.devices) {
        lines.push_back({"vulkan", device.name, device.driver + ", Vulkan " + device.api,
                         device.cpu_type, device.problem});
    }
#else
    problem = "this cavea was built without the Vulkan engine";
#endif
    return lines;
}

}  // namespace cavea
