// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// CAVEA_ASSERT: a caller's bug, not a user's mistake. On in debug, sanitizer and test builds
// (CAVEA_ASSERTIONS=1), gone otherwise.
#pragma once

#include <cstdio>
#include <cstdlib>

#if !defined(CAVEA_ASSERTIONS)
#if defined(NDEBUG)
#define CAVEA_ASSERTIONS 0
#else
#define CAVEA_ASSERTIONS 1
#endif
#endif

#if CAVEA_ASSERTIONS
#define CAVEA_ASSERT(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::fprintf(stderr, "%s:%d: assertion failed: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)
#else
#define CAVEA_ASSERT(condition) static_cast<void>(0)
#endif
