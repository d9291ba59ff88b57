// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "core/adm/adm.h"
#include "core/adm/axml_reader.h"
#include "core/adm/resolve.h"
#include "core/base/error.h"
#include "core/io/wav_file.h"

namespace cavea::adm {
namespace {

constexpr std::uint64_t kMaxAxmlBytes = std::uint64_t{512} << 20;

// The one chunk with this id, or null.
const io::Chunk* single(io::WavFile& file, std::string_view id) {
    const io::Chunk* found = nullptr;
    for (const io::Chunk& chunk : file.chunks()) {
        if (chunk.id != id) continue;
        if (found != nullptr) {
            throw refused(file.path().string(), id,
                          "the file has this chunk twice; export the file again");
        }
        found = &chunk;
    }
    return found;
}

// Size without the NULs that some writers leave after the text. They come in pairs in UTF-16, where
// a last NUL may belong to the last character.
std::uint64_t text_size(io::WavFile& file, const io::Chunk& axml) {
    std::vector<std::byte> piece(64 * 1024);
    for (std::uint64_t end = axml.size; end > 0;) {
        const std::uint64_t begin = end > piece.size() ? end - piece.size() : 0;
        const auto part = std::span(piece).first(static_cast<std::size_t>(end - begin));
        file.read_chunk(axml, begin, part);
        const auto last =
            std::find_if(part.rbegin(), part.rend(), [](std::byte b) { return b != std::byte{0}; });
        if (last != part.rend()) {
            const std::uint64_t size = begin + static_cast<std::uint64_t>(part.rend() - last);
            return std::min(size, axml.size);
        }
        end = begin;
    }
    return 0;
}

bool utf16(io::WavFile& file, const io::Chunk& axml) {
    std::byte mark[2] = {};
    if (axml.size >= 2) file.read_chunk(axml, 0, mark);
    return (mark[0] == std::byte{0xFF} && mark[1] == std::byte{0xFE}) ||
           (mark[0] == std::byte{0xFE} && mark[1] == std::byte{0xFF});
}

Document read_text(io::WavFile& file, const io::Chunk& axml, Diagnostics& diagnostics) {
    const std::string path = file.path().string();
    if (axml.size > kMaxAxmlBytes) {
        throw refused(path, "axml",
                      fmt::format("the chunk has {} bytes and {} is the most that is read",
                                  axml.size, kMaxAxmlBytes));
    }
    std::uint64_t size = text_size(file, axml);
    if (size % 2 != 0 && utf16(file, axml)) size = std::min(size + 1, axml.size);
    if (size == 0) throw refused(path, "axml", "the chunk is empty; export the file again");
    std::uint64_t at = 0;
    const auto source = [&](std::span<std::byte> out) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size - at));
        if (count != 0) file.read_chunk(axml, at, out.first(count));
        at += count;
        return count;
    };
    return read_axml(source, path, diagnostics);
}

std::vector<ChnaRow> read_rows(io::WavFile& file, const io::Chunk& chna, Diagnostics& diagnostics) {
    const std::string path = file.path().string();
    if (chna.size > kMaxChnaBytes) {
        throw refused(
            path, "chna",
            fmt::format("the chunk has {} bytes, more than {} track UIDs; export the file "
                        "again",
                        chna.size, kMaxChnaRows));
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(chna.size));
    file.read_chunk(chna, 0, bytes);
    return parse_chna(bytes, path, file.channels(), diagnostics);
}

}  // namespace

std::unique_ptr<const Document> read_document(io::AudioFile& file, Diagnostics& diagnostics) {
    io::WavFile* wav = file.as_wav();
    if (wav == nullptr) return nullptr;
    const io::Chunk* axml = single(*wav, "axml");
    const io::Chunk* chna = single(*wav, "chna");
    const std::string path = file.path().string();
    if (axml == nullptr && wav->find("bxml") != nullptr) {
        throw refused(path, "bxml", "compressed ADM metadata is not read; export it as axml");
    }
    if (axml == nullptr && chna == nullptr) return nullptr;
    if (chna == nullptr) {
        throw refused(path, "chna",
                      "the file has axml but no chna chunk, which says what is on which track; "
                      "export the file again");
    }
    auto document = std::make_unique<Document>();
    if (axml != nullptr) *document = read_text(*wav, *axml, diagnostics);
    document->chna = read_rows(*wav, *chna, diagnostics);
    resolve(*document, path, diagnostics);
    return document;
}

}  // namespace cavea::adm
