// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/audio_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/io/posix_file.h"
#include "core/io/sndfile_reader.h"
#include "core/io/wav_file.h"

namespace cavea::io {
namespace {

struct Magic {
    std::string_view bytes;
    std::string_view name;
};

/// What people name .wav by mistake.
constexpr std::array<Magic, 12> kOthers{{{"OggS", "an Ogg file"},
                                         {"ID3", "an MP3 file or one with an ID3 tag before it"},
                                         {"caff", "a Core Audio file"},
                                         {".snd", "an AU file"},
                                         {"MThd", "a MIDI file"},
                                         {"\x89PNG", "a PNG picture"},
                                         {"\x89HDF", "an HDF5 file (SOFA?)"},
                                         {"\x1A\x45\xDF\xA3", "a Matroska file"},
                                         {"PK\x03\x04", "a ZIP archive"},
                                         {"wvpk", "a WavPack file"},
                                         {"MAC ", "a Monkey's Audio file"},
                                         {"<", "a text (HTML or XML) file"}}};

/// Sony Wave64: the first half of the GUID of "riff".
constexpr std::string_view kWave64{"riff\x2E\x91\xCF\x11"};

std::string_view name_of(std::string_view head) {
    if (head.size() >= 8 && head.substr(4, 4) == "ftyp") return "an MP4 or QuickTime file";
    const auto other = std::find_if(kOthers.begin(), kOthers.end(), [&](const Magic& magic) {
        return head.starts_with(magic.bytes);
    });
    return other == kOthers.end() ? "in no known audio format" : other->name;
}

}  // namespace

std::unique_ptr<AudioFile> open_audio(const std::filesystem::path& path, Diagnostics& diagnostics) {
    InputFile file(path);
    std::array<char, 12> bytes{};
    const auto length =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), file.size()));
    file.read_at(0, std::as_writable_bytes(std::span(bytes).first(length)));
    const std::string_view head(bytes.data(), length);
    for (const std::string_view form : {"RIFF", "RF64", "BW64", "RIFX", "FFIR"}) {
        if (head.starts_with(form)) return open_wav(std::move(file), diagnostics);
    }
    if (head.starts_with("fLaC")) return open_foreign(std::move(file), ForeignFormat::Flac);
    if (head.starts_with("FORM") && (head.ends_with("AIFF") || head.ends_with("AIFC"))) {
        return open_foreign(std::move(file), ForeignFormat::Aiff);
    }
    if (head.starts_with(kWave64)) return open_foreign(std::move(file), ForeignFormat::Wave64);
    if (head.empty()) throw file.refuse("", "is empty (0 bytes); export it again");
    throw file.refuse(
        "", fmt::format("is {}; WAV, RF64, BW64, FLAC, AIFF and W64 are read", name_of(head)));
}

}  // namespace cavea::io
