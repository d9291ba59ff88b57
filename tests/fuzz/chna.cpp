// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// chna chunks, alone: what common definitions make of them.
#include "core/adm/adm.h"
#include "tests/core/adm/scene.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cavea;
    fuzz::read([&] {
        adm::test::MemoryWav file;
        file.add("chna", fuzz::text(data, size));
        static_cast<void>(adm::test::compiled(file));
    });
    return 0;
}
