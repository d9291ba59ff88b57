// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// CAVEA_VECTOR_CLONES: compile a loop also for AVX2 and choose when the program starts. The clones
// give the same bits: each element's operations and their order are the same, and AVX2 without FMA
// fuses nothing.
#pragma once

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Sanitizers are left out: the choice runs before their runtime is ready.
#define CAVEA_VECTOR_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define CAVEA_VECTOR_CLONES
#endif
