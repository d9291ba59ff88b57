// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/support.h"

#include <stdlib.h>  // mkdtemp

#include <cmath>
#include <cstdlib>
#include <random>
#include <stdexcept>

namespace cavea::test {

double amplitude(double db) { return std::pow(10.0, db / 20.0); }

std::filesystem::path data_folder() { return CAVEA_TEST_DATA; }

std::optional<std::filesystem::path> reference_folder() {
    const char* folder = std::getenv("CAVEA_REFERENCE_DIR");
    if (folder == nullptr || *folder == '\0') return std::nullopt;
    return std::filesystem::path(folder);
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cavea-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;  // a leftover folder in /tmp must not hide the test's own result
    std::filesystem::remove_all(path_, ignored);
}

std::vector<float> noise(std::size_t frames, std::uint64_t seed, float peak) {
    std::mt19937_64 random(seed);
    std::vector<float> out(frames);
    for (float& x : out) {
        // 24 bits of the generator: exact in float, and no library-dependent distribution.
        const auto bits = static_cast<std::int32_t>(random() >> 40) - (1 << 23);
        x = peak * static_cast<float>(bits) / static_cast<float>(1 << 23);
    }
    return out;
}

}  // namespace cavea::test
