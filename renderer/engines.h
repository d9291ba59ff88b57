// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Making an engine by the name a user gives it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "renderer/convolver.h"
#include "renderer/engine.h"

namespace cavea {

struct EngineChoice {
    std::string engine = "auto";  ///< auto, cpu or vulkan
    std::string device;           ///< name or index, for vulkan; empty = the best one
    std::size_t threads = 0;      ///< for cpu; 0 = one per core
    std::string isa;              ///< for cpu; empty = the best of this machine
    std::optional<std::filesystem::path> cache_folder;  ///< for compiled pipelines
};

struct ChosenEngine {
    std::unique_ptr<Engine> engine;
    std::string why;  ///< one line for the user when the choice was cavea's own; else empty
};

/// \throws Error{Usage}    no such engine
/// \throws Error{Machine}  no such device, or it cannot be used; says what to do
[[nodiscard]] ChosenEngine make_engine(const EngineChoice& choice);

/// The wet stage by the same choice.
///
/// \throws  as make_engine()
[[nodiscard]] std::unique_ptr<Convolver> make_convolver(const EngineChoice& choice);

/// What a forced plan key says about the engine to make.
struct PlanRequest {
    /// "live:BLOCK": as a player renders. Rooms go by the engine that was asked for, everything
    /// else by the cpu; the key that comes out is another text.
    bool live = false;
    std::string engine;  ///< empty when live
    std::string isa;     ///< cpu only
    plan::Grid grid;
    std::optional<plan::ConvPlan> conv_plan;  ///< of the rooms, when the key has one
};

/// The plan of a player with blocks of this many frames.
///
/// \throws Error{Usage}  not a power of two from 64 to 4096
[[nodiscard]] PlanRequest live_plan(std::uint32_t block);

/// \throws Error{Usage}  not a plan key of this version
[[nodiscard]] PlanRequest parse_plan_key(const std::string& key);

struct DeviceLine {
    std::string engine;  ///< cpu or vulkan
    std::string name;
    std::string detail;            ///< driver and version, or instruction set and threads
    bool only_when_named = false;  ///< a software device: never chosen by itself
    std::string problem;           ///< why cavea cannot use it; empty when it can
};

/// Every device an engine can run on; \p problem says why Vulkan has none, if so.
[[nodiscard]] std::vector<DeviceLine> list_engine_devices(std::string& problem);

}  // namespace cavea
