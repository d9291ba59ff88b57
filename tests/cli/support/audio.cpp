// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/support/audio.h"

#include <sndfile.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace cavea::test {
namespace {

std::string subtype_of(int format) {
    switch (format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_FLOAT:
            return "f32";
        case SF_FORMAT_PCM_24:
            return "s24";
        case SF_FORMAT_PCM_16:
            return "s16";
        default:
            return "";
    }
}

std::uint32_t word(const char* bytes) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

}  // namespace

Audio read_audio(const std::filesystem::path& path) {
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info),
                                                           sf_close);
    if (!file) throw std::runtime_error(path.string() + ": " + sf_strerror(nullptr));
    Audio out;
    out.rate_hz = static_cast<std::uint32_t>(info.samplerate);
    out.channels = static_cast<std::size_t>(info.channels);
    out.subtype = subtype_of(info.format);
    out.channel_map.resize(out.channels);
    const auto map_bytes = static_cast<int>(out.channels * sizeof(int));
    if (sf_command(file.get(), SFC_GET_CHANNEL_MAP_INFO, out.channel_map.data(), map_bytes) == 0) {
        out.channel_map.clear();
    }
    out.samples.resize(static_cast<std::size_t>(info.frames) * out.channels);
    const sf_count_t read = sf_readf_double(file.get(), out.samples.data(), info.frames);
    if (read != info.frames) throw std::runtime_error(path.string() + " is cut");
    out.frames = static_cast<std::size_t>(read);
    return out;
}

std::string chunk_of(const std::filesystem::path& path, std::string_view id) {
    std::ifstream file(path, std::ios::binary);
    char head[12] = {};
    file.read(head, 12);
    std::uint64_t long_data = 0;
    while (file.read(head, 8)) {
        std::uint64_t size = word(head + 4);
        const std::string_view name(head, 4);
        if (name == "data" && size == 0xFFFFFFFF) size = long_data;
        std::string bytes;
        if (name == id || name == "ds64") {
            bytes.resize(size);
            file.read(bytes.data(), static_cast<std::streamsize>(size));
            if (file.gcount() != static_cast<std::streamsize>(size)) {
                throw std::runtime_error(path.string() + " is cut");
            }
            if (name == id) return bytes;
            std::memcpy(&long_data, bytes.data() + 8, sizeof long_data);
            size = 0;
        }
        file.seekg(static_cast<std::streamoff>(size + size % 2), std::ios::cur);
    }
    return {};
}

}  // namespace cavea::test
