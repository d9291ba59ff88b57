// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_header.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"

namespace cavea::io {
namespace {

constexpr std::uint32_t kInDs64 = 0xFFFFFFFF;

class Bytes {
 public:
    void text(std::string_view id) {
        CAVEA_ASSERT(id.size() == 4);
        for (const char c : id) bytes_.push_back(static_cast<std::byte>(c));
    }
    void u16(std::uint32_t value) { integer(static_cast<std::uint16_t>(value)); }
    void u32(std::uint64_t value) { integer(static_cast<std::uint32_t>(value)); }
    void u64(std::uint64_t value) { integer(value); }
    void append(std::span<const std::byte> bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void chunk(std::string_view id, const Bytes& content) {
        text(id);
        u32(content.bytes_.size());
        append(content.bytes_);
    }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

 private:
    template <class T>
    void integer(T value) {
        for (std::size_t i = 0; i < sizeof value; ++i) {
            bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
        }
    }
    std::vector<std::byte> bytes_;
};

bool is_float(Encoding encoding) {
    return encoding == Encoding::Float32 || encoding == Encoding::Float64;
}

/// Mono and stereo in the oldest form, which every program reads; more channels need the mask.
Bytes format_content(const WavFormat& format) {
    const bool extensible = format.channels > 2;
    const std::uint16_t tag = is_float(format.encoding) ? kTagFloat : kTagPcm;
    const auto bits = static_cast<std::uint32_t>(8 * bytes_per_sample(format.encoding));
    Bytes out;
    out.u16(extensible ? kTagExtensible : tag);
    out.u16(format.channels);
    out.u32(format.rate_hz);
    // Beyond 32 bits the field is meaningless; readers use the block align.
    out.u32(
        std::min<std::uint64_t>(std::uint64_t{format.rate_hz} * format.frame_bytes, 0xFFFFFFFF));
    out.u16(format.frame_bytes);
    out.u16(bits);
    if (extensible) {
        out.u16(22);
        out.u16(bits);
        out.u32(format.channel_mask);
        out.u16(tag);
        out.append(std::as_bytes(std::span(kSubFormatTail)));
    } else if (tag == kTagFloat) {
        out.u16(0);  // what is not PCM states the size of its extension, here none
    }
    return out;
}

/// ds64, or the JUNK that keeps its place.
Bytes long_sizes_content(const WavHeader& header) {
    const bool used = header.long_form();
    Bytes out;
    out.u64(used ? header.file_bytes - 8 : 0);
    out.u64(used ? header.data_bytes() : 0);
    out.u64(used ? header.frames : 0);
    out.u32(0);  // no further chunk needs 64 bits
    return out;
}

}  // namespace

bool WavHeader::long_form() const {
    return form != WavForm::RiffOrRf64 || file_bytes > 8 + std::uint64_t{0xFFFFFFFF};
}

std::vector<std::byte> wav_head(const WavHeader& header) {
    const bool used = header.long_form();
    Bytes out;
    out.text(header.form == WavForm::Bw64 ? "BW64" : used ? "RF64" : "RIFF");
    out.u32(used ? kInDs64 : header.file_bytes - 8);
    out.text("WAVE");
    out.chunk(used ? "ds64" : "JUNK", long_sizes_content(header));
    out.chunk("fmt ", format_content(header.format));
    if (is_float(header.format.encoding)) {
        Bytes fact;
        fact.u32(std::min<std::uint64_t>(header.frames, kInDs64));
        out.chunk("fact", fact);
    }
    return out.take();
}

std::vector<std::byte> data_chunk_header(const WavHeader& header) {
    Bytes out;
    out.text("data");
    out.u32(header.long_form() ? kInDs64 : header.data_bytes());
    return out.take();
}

std::vector<std::byte> make_chunk(std::string_view id, std::span<const std::byte> content) {
    Bytes out;
    out.text(id);
    out.u32(content.size());
    out.append(content);
    auto bytes = out.take();
    if (content.size() % 2 != 0) bytes.push_back(std::byte{0});
    return bytes;
}

}  // namespace cavea::io
