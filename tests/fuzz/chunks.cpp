// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files through the chunk walker and the decoder: the first samples and every small chunk.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/base/planar.h"
#include "core/io/audio_file.h"
#include "core/io/wav_file.h"
#include "tests/fuzz/target.h"

namespace {

/// A file of this process's own, in memory where there is a file system for that.
class ScratchFile {
 public:
    ScratchFile() {
        const std::filesystem::path shm = "/dev/shm";
        const auto folder =
            std::filesystem::exists(shm) ? shm : std::filesystem::temp_directory_path();
        std::string name = (folder / "cavea-fuzz-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "in.wav"; }

 private:
    std::filesystem::path folder_;
};

void read_chunks(cavea::io::WavFile& file) {
    std::vector<std::byte> bytes(4096);
    for (const cavea::io::Chunk& chunk : file.chunks()) {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, bytes.size()));
        file.read_chunk(chunk, chunk.size - count, std::span(bytes).first(count));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cavea;
    static const ScratchFile kScratch;
    const auto path = kScratch.path();
    {
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    }
    fuzz::read([&] {
        Diagnostics diagnostics;
        const auto file = io::open_audio(path, diagnostics);
        constexpr std::size_t kFrames = 64;
        if (file->channels() <= 64) {
            PlanarBuffer<float> out(file->channels(), kFrames);
            file->read(0, out.view());
            file->read(file->frames() - 10, out.view());
        }
        if (io::WavFile* wav = file->as_wav()) read_chunks(*wav);
    });
    return 0;
}
