// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/stem_mixer.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/io/audio_file.h"

namespace cavea::demo {
namespace {

/// Gain of the fades at frame n of a stretch: straight lines.
float fade_gain(const Stretch& stretch, Frame n) {
    float gain = 1;
    if (n < stretch.fade_in) gain = static_cast<float>(n) / static_cast<float>(stretch.fade_in);
    const Frame left = stretch.frames - n;
    if (left < stretch.fade_out) {
        gain *= static_cast<float>(left) / static_cast<float>(stretch.fade_out);
    }
    return gain;
}

}  // namespace

StemMixer::StemMixer(const Scene& scene, const Language& language) : scene_(scene) {
    for (const BedChannel& channel : scene.bed.channels) add_track(channel.stretches, language, 0);
    for (const Object& object : scene.objects) {
        add_track(object.stretches, language,
                  object.stem == "dialogue" ? language.dialogue_gain_db : 0);
    }
}

void StemMixer::add_track(const std::vector<Stretch>& stretches, const Language& language,
                          double gain_db) {
    std::vector<Sound> sounds;
    for (const Stretch& stretch : stretches) {
        if (!stretch.language.empty() && stretch.language != language.id) continue;
        const std::vector<float>& samples = load(stretch.file);
        const auto length = static_cast<Frame>(samples.size());
        if (stretch.from >= length || (!stretch.loop && stretch.frames > length - stretch.from)) {
            throw refused(stretch.file, "",
                          "is shorter than the scene says; run make_stems.py again");
        }
        const double gain = std::pow(10.0, (stretch.gain_db + gain_db) / 20);
        sounds.push_back({&samples, stretch, static_cast<float>(gain)});
    }
    tracks_.push_back(std::move(sounds));
}

const std::vector<float>& StemMixer::load(const std::string& file) {
    const auto found = files_.find(file);
    if (found != files_.end()) return found->second;
    Diagnostics unused;  // FLAC gives no warnings
    const auto audio = io::open_audio(scene_.folder / file, unused);
    if (audio->channels() != 1 || audio->rate_hz() != scene_.rate_hz || audio->frames() < 1 ||
        audio->frames() > 4 * scene_.frames) {
        throw refused(file, "", "is not a mono file at the scene's rate; run make_stems.py again");
    }
    const auto frames = static_cast<std::size_t>(audio->frames());
    std::vector<float> samples(frames);
    audio->read(0, {samples.data(), 1, frames, frames});
    return files_.emplace(file, std::move(samples)).first->second;
}

void StemMixer::read(Frame at, Planar<float> out) const {
    const Span wanted{at, at + static_cast<Frame>(out.frames())};
    for (std::size_t track = 0; track < tracks_.size(); ++track) {
        const std::span<float> row = out[track];
        std::fill(row.begin(), row.end(), 0.0F);
        for (const Sound& sound : tracks_[track]) {
            const Frame start = sound.stretch.start;
            const Span part = intersect(wanted, {start, start + sound.stretch.frames});
            for (Frame n = part.begin; n < part.end; ++n) {
                const auto index = static_cast<std::size_t>(sound.stretch.from + n - start);
                row[static_cast<std::size_t>(n - at)] +=
                    sound.gain * fade_gain(sound.stretch, n - start) *
                    (*sound.samples)[index % sound.samples->size()];
            }
        }
    }
}

}  // namespace cavea::demo
