// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/support/adm_file.h"

#include <fmt/core.h>

#include <cmath>
#include <cstring>
#include <fstream>

#include "tests/core/adm/scene.h"
#include "tests/core/io/wav_builder.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

constexpr std::uint32_t kRateHz = 48000;

std::string clock_text(std::int64_t block, int per_second) {
    const std::int64_t whole = block / per_second;
    // Five digits hold any division of a second by a factor of 100000.
    const std::int64_t part = block % per_second * 100000 / per_second;
    return fmt::format("{:02}:{:02}:{:02}.{:05}", whole / 3600, whole / 60 % 60, whole % 60, part);
}

/// Somewhere on and above the horizon: steps of 23 degrees.
std::string place(int object, std::int64_t block) {
    const std::int64_t turn = object * 37 + block * 23;
    std::string out = fmt::format(
        "<position coordinate=\"azimuth\">{}.25</position>\n"
        "<position coordinate=\"elevation\">{}.5</position>\n",
        turn % 359 - 179, (object * 7 + block) % 45);
    if (object % 3 == 0) out += "<diffuse>0.5</diffuse>\n";
    if (object % 4 == 0) out += "<width>40</width>\n<height>20</height>\n";
    return out;
}

std::string blocks_of(int object, const AdmScene& scene) {
    const std::string digits = fmt::format("{:08x}", 0x00031000 + object);
    if (scene.blocks_per_second == 0) return adm::test::block(digits, 1, "", place(object, 0));
    const std::int64_t count = (scene.frames * scene.blocks_per_second + kRateHz - 1) / kRateHz;
    const std::string duration = clock_text(1, scene.blocks_per_second);
    std::string out;
    for (std::int64_t k = 0; k < count; ++k) {
        out += adm::test::block(digits, static_cast<int>(k) + 1,
                                adm::test::times(clock_text(k, scene.blocks_per_second), duration),
                                place(object, k));
    }
    return out;
}

/// The axml chunk, object by object: that of a long scene need not fit into a small test's memory.
void write_axml(std::ofstream& file, const AdmScene& scene) {
    const auto start = file.tellp();
    file << "axml" << le(0, 4);
    const std::string frame = adm::test::wrapped("@");
    const std::size_t middle = frame.find('@');
    file << frame.substr(0, middle);
    file << adm::test::programme("APR_1001", {"ACO_1001"});
    std::vector<std::string> ids;
    for (int n = 1; n <= scene.objects; ++n) ids.push_back(fmt::format("AO_{:04x}", 0x1000 + n));
    file << adm::test::content("ACO_1001", ids);
    for (int n = 1; n <= scene.objects; ++n) {
        file << adm::test::object(ids[static_cast<std::size_t>(n) - 1], adm::test::chain_refs(n))
             << adm::test::objects_chain(n, blocks_of(n, scene));
    }
    file << frame.substr(middle + 1);
    const auto end = file.tellp();
    const auto size = static_cast<std::uint64_t>(end - start) - 8;
    if (size % 2 != 0) file << '\0';
    const auto behind = file.tellp();
    file.seekp(start + std::streamoff{4});
    file << le(size, 4);
    file.seekp(behind);
}

void write_noise(std::ofstream& file, const AdmScene& scene) {
    const auto channels = static_cast<std::size_t>(scene.objects);
    const auto frames = static_cast<std::size_t>(scene.frames);
    std::vector<std::int16_t> samples(channels * frames);
    for (std::size_t c = 0; c < channels; ++c) {
        const std::vector<float> row = noise(frames, 7000 + c, scene.peak);
        for (std::size_t t = 0; t < frames; ++t) {
            samples[t * channels + c] = static_cast<std::int16_t>(std::lround(row[t] * 32767));
        }
    }
    file.write(reinterpret_cast<const char*>(samples.data()),
               static_cast<std::streamsize>(samples.size() * sizeof samples[0]));
}

std::string chna(int objects) {
    std::vector<adm::ChnaRow> rows;
    for (int n = 1; n <= objects; ++n) rows.push_back(adm::test::chain_row(n));
    const auto bytes = adm::serialise_chna(rows);
    return chunk("chna", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

void write_adm(const std::filesystem::path& path, const AdmScene& scene) {
    const auto channels = static_cast<std::uint64_t>(scene.objects);
    const auto frames = static_cast<std::uint64_t>(scene.frames);
    const std::uint64_t data_bytes = channels * frames * 2;
    std::ofstream file(path, std::ios::binary);
    file << "BW64" << le(0xFFFFFFFF, 4) << "WAVE" << ds64(0, data_bytes, frames)
         << fmt_chunk({.channels = static_cast<unsigned>(scene.objects), .bits = 16})
         << chna(scene.objects);
    write_axml(file, scene);
    file << "data" << le(0xFFFFFFFF, 4);
    const auto data_at = static_cast<std::uint64_t>(file.tellp());
    if (!scene.silent) write_noise(file, scene);
    file.seekp(20);  // riffSize, the first field of ds64
    file << le(data_at + data_bytes - 8, 8);
    file.close();
    std::filesystem::resize_file(path, data_at + data_bytes);
}

void write_plain(const std::filesystem::path& path, const std::vector<std::vector<float>>& columns,
                 std::uint32_t mask) {
    const std::size_t frames = columns.front().size();
    std::string samples;
    samples.reserve(columns.size() * frames * 4);
    for (std::size_t t = 0; t < frames; ++t) {
        for (const auto& column : columns) samples += bits_of(column[t]);
    }
    Fmt format{.channels = static_cast<unsigned>(columns.size()), .bits = 32, .tag = 3};
    if (mask != 0) {
        format.tag = 0xFFFE;
        format.extension = extension(3, 32, mask);
    }
    write_file(path, riff(fmt_chunk(format) + chunk("data", samples)));
}

std::vector<std::vector<float>> decaying_noise(std::size_t channels, std::size_t frames,
                                               std::uint64_t seed) {
    std::vector<std::vector<float>> out;
    for (std::size_t c = 0; c < channels; ++c) {
        out.push_back(noise(frames, seed + c, 0.05F));
        for (std::size_t t = 0; t < frames; ++t) {
            // 60 dB over the whole length.
            out.back()[t] *= std::exp(-6.9F * static_cast<float>(t) / static_cast<float>(frames));
        }
    }
    return out;
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    write_file(path, text);
}

}  // namespace cavea::test
