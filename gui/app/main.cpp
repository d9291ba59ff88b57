// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Errors become one line on stderr and an exit code here and nowhere else.
#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include "core/base/error.h"
#include "gui/app/run.h"

namespace {

int fail(const std::string& message, cavea::ErrorCode code) {
    std::fprintf(stderr, "cavea-studio: %s\n", message.c_str());
    return static_cast<int>(code);
}

}  // namespace

int main(int argc, char** argv) {
    using cavea::ErrorCode;
    try {
        return cavea::gui::run(argc, argv);
    } catch (const cavea::Error& error) {
        return fail(error.what(), error.code());
    } catch (const std::bad_alloc&) {
        return fail("out of memory; close other programs", ErrorCode::Machine);
    } catch (const std::exception& error) {
        return fail("internal error: " + cavea::printable(error.what()), ErrorCode::Machine);
    }
}
