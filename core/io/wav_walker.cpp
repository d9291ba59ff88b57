// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_walker.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/io/header_window.h"
#include "core/io/little_endian.h"

namespace cavea::io {
namespace {

constexpr std::uint32_t kUnknownSize = 0xFFFFFFFF;
constexpr std::uint64_t kChunkHeaderBytes = 8;
/// A file of nothing but empty chunks would otherwise fill the memory.
constexpr std::size_t kMaxChunks = 1'000'000;

bool printable_id(std::string_view id) {
    return std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string chunk_place(std::string_view id) { return fmt::format("chunk '{}'", id); }

/// Chunks whose meaning would be unclear if there were two, and which are never just skipped.
bool essential(std::string_view id) {
    constexpr std::array<std::string_view, 5> kIds{"fmt ", "data", "ds64", "chna", "axml"};
    return std::find(kIds.begin(), kIds.end(), id) != kIds.end();
}

struct Header {
    std::string id;
    std::uint32_t size = 0;
};

/// What ds64 says instead of the 32-bit fields that hold 0xFFFFFFFF.
struct LongSizes {
    std::uint64_t riff = 0;
    std::uint64_t data = 0;
    std::map<std::string, std::uint64_t> others;
};

class Walker {
 public:
    Walker(const InputFile& file, Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics), window_(file) {}

    WavContents walk();

 private:
    void read_form();
    /// \return where the next chunk begins
    std::uint64_t take_chunk(std::uint64_t at);
    [[nodiscard]] Header header_at(std::uint64_t at);
    [[nodiscard]] bool plausible(std::uint64_t at);
    [[nodiscard]] std::uint64_t content_size(const Header& header, std::uint64_t content);
    [[nodiscard]] std::uint64_t data_size(const Header& header, std::uint64_t content);
    [[nodiscard]] std::uint64_t next_chunk(const Chunk& chunk);
    [[nodiscard]] bool stops_at(std::uint64_t at);
    [[nodiscard]] bool form_end_is_final(std::uint64_t content) const;
    void note_tail(std::uint64_t at);
    void read_long_sizes(const Chunk& chunk);
    void read_format(const Chunk& chunk);
    void check_result();
    [[noreturn]] void refuse_overrun(const Header& header, std::uint64_t size,
                                     std::uint64_t content) const;
    void warn(std::string_view code, std::string_view place, std::string_view what) {
        diagnostics_.warn(code, located(file_.path().string(), place, what));
    }

    const InputFile& file_;
    Diagnostics& diagnostics_;
    HeaderWindow window_;
    WavContents out_;
    std::uint64_t form_end_ = 0;  ///< where the RIFF size says that the file ends
    std::optional<LongSizes> long_sizes_;
    std::optional<WavFormat> format_;
    std::optional<Chunk> data_;
};

WavContents Walker::walk() {
    read_form();
    std::uint64_t at = 12;
    while (at < file_.size()) {
        if (stops_at(at)) {
            note_tail(at);
            break;
        }
        at = take_chunk(at);
    }
    check_result();
    out_.format = *format_;
    out_.data = *data_;
    return std::move(out_);
}

void Walker::read_form() {
    if (file_.size() < 12) {
        throw file_.refuse("", fmt::format("{} bytes are no audio file", file_.size()));
    }
    const auto bytes = window_.bytes(0, 12);
    const auto text = [&](std::size_t at) {
        return std::string_view(reinterpret_cast<const char*>(bytes.data()) + at, 4);
    };
    out_.form = text(0);
    if (out_.form == "RIFX" || out_.form == "FFIR") {
        throw file_.refuse("chunk 'RIFX'",
                           "big-endian WAVE is not read; convert it to WAV or BW64");
    }
    if (out_.form != "RIFF" && out_.form != "RF64" && out_.form != "BW64") {
        throw file_.refuse(chunk_place(out_.form), "is neither RIFF, RF64 nor BW64");
    }
    if (text(8) != "WAVE") {
        throw file_.refuse(chunk_place(out_.form),
                           fmt::format("holds '{}', not 'WAVE'; this is no audio file", text(8)));
    }
    form_end_ = kChunkHeaderBytes + load_le<std::uint32_t>(bytes, 4);
}

Header Walker::header_at(std::uint64_t at) {
    const auto bytes = window_.bytes(at, kChunkHeaderBytes);
    return {std::string(reinterpret_cast<const char*>(bytes.data()), 4),
            load_le<std::uint32_t>(bytes, 4)};
}

/// Whether a chunk could begin here.
bool Walker::plausible(std::uint64_t at) {
    if (file_.size() < kChunkHeaderBytes || at > file_.size() - kChunkHeaderBytes) return false;
    const Header header = header_at(at);
    if (!printable_id(header.id)) return false;
    return header.size <= file_.size() - at - kChunkHeaderBytes ||
           (header.size == kUnknownSize && long_sizes_.has_value());
}

/// Rule: once fmt and data are known, the walk ends before anything that cannot be a chunk. It does
/// not end where the RIFF size says, for metadata may have been appended without mending it. An
/// essential chunk that is cut is still refused.
bool Walker::stops_at(std::uint64_t at) {
    if (file_.size() - at < kChunkHeaderBytes) return true;
    if (!format_ || !data_) return false;
    return !plausible(at) && !essential(header_at(at).id);
}

void Walker::note_tail(std::uint64_t at) {
    const std::uint64_t rest = file_.size() - at;
    // A RIFF whose writer let the 32-bit sizes wrap looks like this; most of its audio is here.
    if (out_.form == "RIFF" && rest >= 0xFFFF0000) {
        throw file_.refuse(
            fmt::format("byte {}", at),
            "4 GiB or more follow the end of the audio; the size fields have wrapped, "
            "convert the file to RF64 or BW64");
    }
    if (rest > 1) {
        warn("wav-tail", fmt::format("byte {}", at),
             fmt::format("the last {} bytes belong to no chunk and are ignored", rest));
    }
}

std::uint64_t Walker::take_chunk(std::uint64_t at) {
    const Header header = header_at(at);
    const std::uint64_t content = at + kChunkHeaderBytes;
    if (essential(header.id) &&
        std::any_of(out_.chunks.begin(), out_.chunks.end(),
                    [&](const Chunk& chunk) { return chunk.id == header.id; })) {
        // Rule: two are refused, for nothing says which one is meant.
        throw file_.refuse(
            chunk_place(header.id),
            "there are two of them; it is unclear which one is meant, export it again");
    }
    if (out_.chunks.size() == kMaxChunks) {
        throw file_.refuse(fmt::format("byte {}", at),
                           fmt::format("more than {} chunks; the file is damaged", kMaxChunks));
    }
    const std::uint64_t size = content_size(header, content);
    if (size > file_.size() - content) refuse_overrun(header, size, content);
    const Chunk chunk{header.id, content, size};
    out_.chunks.push_back(chunk);
    if (chunk.id == "ds64" && out_.form != "RIFF") read_long_sizes(chunk);
    if (chunk.id == "fmt ") read_format(chunk);
    if (chunk.id == "data") data_ = chunk;
    return next_chunk(chunk);
}

std::uint64_t Walker::content_size(const Header& header, std::uint64_t content) {
    if (header.id == "data") return data_size(header, content);
    if (header.size != kUnknownSize || out_.form == "RIFF") return header.size;
    const auto place = chunk_place(header.id);
    if (!long_sizes_) throw file_.refuse(place, "its size is in a chunk 'ds64' that is missing");
    const auto found = long_sizes_->others.find(header.id);
    if (found == long_sizes_->others.end()) {
        throw file_.refuse(place,
                           "its size should be in chunk 'ds64' and is not; the file is damaged");
    }
    return found->second;
}

/// Rule: a recorder that was killed leaves 0 or 0xFFFFFFFF. What follows is then audio up to the
/// end of the file, with a warning; a size of 0 is believed when the RIFF size reaches beyond it
/// and fits.
std::uint64_t Walker::data_size(const Header& header, std::uint64_t content) {
    std::uint64_t size = header.size;
    bool unfinished = false;
    if (header.size == kUnknownSize && out_.form == "RIFF") {
        unfinished = true;
    } else if (header.size == kUnknownSize) {
        if (!long_sizes_) {
            throw file_.refuse("chunk 'ds64'",
                               "missing before the chunk 'data' whose size it holds; "
                               "export the file again");
        }
        size = long_sizes_->data;
    }
    const std::uint64_t rest = file_.size() - content;
    if (size == 0 && rest > 0 && !form_end_is_final(content)) unfinished = true;
    if (!unfinished) return size;
    warn("wav-unfinished", "chunk 'data'",
         fmt::format(
             "its size was never written; the {} bytes up to the end of the file are taken as "
             "audio",
             rest));
    return rest;
}

bool Walker::form_end_is_final(std::uint64_t content) const {
    return form_end_ > content && form_end_ <= file_.size() + 1;
}

std::uint64_t Walker::next_chunk(const Chunk& chunk) {
    const std::uint64_t end = chunk.offset + chunk.size;
    if (chunk.size % 2 == 0 || end == file_.size()) return end;
    // Rule: some writers leave out the pad byte after an odd size.
    if (end + 1 + kChunkHeaderBytes <= file_.size() && !plausible(end + 1) && plausible(end)) {
        warn("wav-no-padding", chunk_place(chunk.id), "its odd size is not padded; read without");
        return end;
    }
    return end + 1;
}

void Walker::refuse_overrun(const Header& header, std::uint64_t size, std::uint64_t content) const {
    const std::uint64_t rest = file_.size() - content;
    std::string what;
    if (header.id == "data" && format_) {
        what = fmt::format("says {} frames, the file ends after {}", size / format_->frame_bytes,
                           rest / format_->frame_bytes);
    } else {
        what = fmt::format("says {} bytes, the file ends after {}", size, rest);
    }
    throw file_.refuse(chunk_place(header.id),
                       what + "; the file is cut or damaged, copy it again");
}

/// EBU Tech 3306 and BS.2088: riffSize, dataSize, sampleCount, tableLength, then id and size pairs.
void Walker::read_long_sizes(const Chunk& chunk) {
    constexpr std::uint64_t kFixedBytes = 28;
    constexpr std::uint64_t kEntryBytes = 12;
    constexpr std::uint32_t kMaxEntries = 10'000;
    const auto place = chunk_place(chunk.id);
    if (chunk.size < kFixedBytes) {
        throw file_.refuse(
            place, fmt::format("{} bytes, at least {} are needed; the file is damaged", chunk.size,
                               kFixedBytes));
    }
    const auto fixed = window_.bytes(chunk.offset, kFixedBytes);
    LongSizes sizes;
    sizes.riff = load_le<std::uint64_t>(fixed, 0);
    sizes.data = load_le<std::uint64_t>(fixed, 8);
    const auto entries = load_le<std::uint32_t>(fixed, 24);
    if (entries > kMaxEntries || entries * kEntryBytes > chunk.size - kFixedBytes) {
        throw file_.refuse(place,
                           fmt::format("a table of {} sizes in a chunk of {} bytes; the file is "
                                       "damaged",
                                       entries, chunk.size));
    }
    for (std::uint32_t i = 0; i < entries; ++i) {
        const auto entry = window_.bytes(chunk.offset + kFixedBytes + i * kEntryBytes, kEntryBytes);
        sizes.others.try_emplace(std::string(reinterpret_cast<const char*>(entry.data()), 4),
                                 load_le<std::uint64_t>(entry, 4));
    }
    if (form_end_ == kChunkHeaderBytes + kUnknownSize) {
        // Only a hint: 0 stands for none, and what no file can have is none either.
        form_end_ =
            sizes.riff > 0 && sizes.riff <= file_.size() ? kChunkHeaderBytes + sizes.riff : 0;
    }
    // Rule: ds64 has to be the first chunk; later is accepted as long as nothing needed it before.
    if (out_.chunks.size() > 1) warn("wav-ds64-late", place, "is not the first chunk");
    long_sizes_ = std::move(sizes);
}

void Walker::read_format(const Chunk& chunk) {
    constexpr std::uint64_t kLongestFormat = 40;
    const auto length = static_cast<std::size_t>(std::min(chunk.size, kLongestFormat));
    format_ = parse_format(file_, window_.bytes(chunk.offset, length));
    // Rule: any order works, for nothing is decoded before the walk is done.
    if (data_) warn("wav-fmt-after-data", "chunk 'fmt '", "comes after chunk 'data'");
}

void Walker::check_result() {
    if (!format_) throw file_.refuse("chunk 'fmt '", "missing; the file is damaged");
    if (!data_) throw file_.refuse("chunk 'data'", "missing; the file holds no audio");
    if (const std::uint64_t rest = data_->size % format_->frame_bytes; rest != 0) {
        warn("wav-part-frame", "chunk 'data'",
             fmt::format("ends with {} bytes of an incomplete frame, which are left out", rest));
    }
    const Chunk& last = out_.chunks.back();
    if (form_end_ != 0 && last.offset + last.size > form_end_) {
        warn(
            "wav-riff-size", fmt::format("chunk '{}'", last.id),
            fmt::format("lies behind byte {}, where the RIFF size ends the file; read nevertheless",
                        form_end_));
    }
    if (data_->size < format_->frame_bytes) warn("wav-empty", "chunk 'data'", "holds no audio");
    if (form_end_ > file_.size() + 1 && form_end_ != kChunkHeaderBytes + kUnknownSize) {
        warn("wav-cut", "",
             fmt::format(
                 "the file should have {} bytes and has {}; chunks at its end may be missing",
                 form_end_, file_.size()));
    }
}

}  // namespace

WavContents walk_wav(const InputFile& file, Diagnostics& diagnostics) {
    return Walker(file, diagnostics).walk();
}

}  // namespace cavea::io
