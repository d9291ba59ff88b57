// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Project files as text; the files they name are not opened.
#include "core/session/project_file.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cavea;
    fuzz::read(
        [&] { static_cast<void>(session::parse_project(fuzz::text(data, size), "in.cavea")); });
    return 0;
}
