// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo's deliverables in a folder: the master and the project that adds the rooms.
#pragma once

#include <filesystem>

#include "assets/demo/scene.h"

namespace cavea::demo {

/// Write FOLDER/demo.bw64 (24 bit, axml, chna) and FOLDER/demo.cavea.
///
/// \throws Error  as StemMixer and io::create_audio
void write_master(const Scene& scene, const Language& language,
                  const std::filesystem::path& folder);

/// The project beside the master: rooms by their impulse responses ROOM.wav, and who sends to them.
[[nodiscard]] std::string make_project(const Scene& scene);

}  // namespace cavea::demo
