// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/pipeline_cache.h"

#include <fstream>
#include <iterator>

#include "gpu_test.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class PipelineCache : public GpuTest {
 protected:
    /// The file that an engine leaves in the folder.
    fs::path used() {
        gpu::VulkanOptions changed = options();
        changed.cache_folder = folder / "deep";
        static_cast<void>(render(*gpu::make_vulkan_engine(changed), programme));
        fs::path file;
        int files = 0;
        for (const auto& entry : fs::directory_iterator(*changed.cache_folder)) {
            file = entry.path();
            ++files;
        }
        EXPECT_EQ(files, 1);
        return file;
    }
    const TemporaryFolder folder;
    const Programme programme = random_programme({2, 2, {256, 1024}, 1024, 10, 100}, 51);
};

TEST_F(PipelineCache, IsWrittenOnceAndReadAgain) {
    const fs::path file = used();
    const std::string first = contents(file);
    EXPECT_GT(first.size(), 32U);
    const auto written = fs::last_write_time(file);
    EXPECT_EQ(used(), file);
    EXPECT_EQ(contents(file), first);
    EXPECT_EQ(fs::last_write_time(file), written);
}

TEST_F(PipelineCache, IsMadeAnewWhenDamaged) {
    const fs::path file = used();
    const std::string whole = contents(file);
    std::vector<std::string> damaged = {"", "x", whole.substr(0, whole.size() - 1), whole + "x",
                                        std::string(whole.size(), '\0')};
    for (std::size_t i = 0; i < whole.size(); i += 7) {
        damaged.push_back(whole);
        damaged.back()[i] = static_cast<char>(damaged.back()[i] ^ 0x10);
    }
    for (const std::string& bytes : damaged) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
        EXPECT_EQ(used(), file);
        EXPECT_EQ(contents(file), whole);
    }
}

TEST_F(PipelineCache, IsDoneWithoutWhereItCannotBeWritten) {
    std::ofstream(folder / "deep") << "a file in the place of the folder";
    gpu::VulkanOptions changed = options();
    changed.cache_folder = folder / "deep";
    EXPECT_NO_THROW(static_cast<void>(gpu::make_vulkan_engine(changed)));
}

}  // namespace
}  // namespace cavea::test
