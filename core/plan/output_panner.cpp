// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/output_panner.h"

#include <algorithm>

#include "core/pan/hoa.h"

namespace cavea::plan {

using programme::Ear;

OutputPanner::OutputPanner(const Output& output)
    : layout_(output.layout),
      ears_(output.ears),
      columns_(output.columns()),
      speakers_(output.layout.size()) {
    if (output.is_ambix()) {
        ambix_.emplace(*output.delivered.ambix_order, layout_);
    } else {
        objects_.emplace(layout_);
        direct_speakers_.emplace(layout_);
    }
}

void OutputPanner::object_gains(const programme::ObjectsBlock& block,
                                const programme::ObjectAttributes& attributes,
                                const programme::Source& source, std::span<double> direct,
                                std::span<double> diffuse) const {
    if (ambix_) {
        ambix_->object_gains(block, attributes, source, direct, diffuse);
        return;
    }
    objects_->gains(block, attributes, source, direct.first(speakers_), diffuse);
    std::fill(direct.begin() + static_cast<std::ptrdiff_t>(speakers_), direct.end(), 0.0);
}

void OutputPanner::speaker_gains(const programme::DirectSpeakersBlock& block,
                                 const programme::DirectSpeakersChannel& channel,
                                 const programme::Source& source, std::span<double> direct) const {
    if (ambix_) {
        ambix_->speaker_gains(block, channel, source, direct);
        return;
    }
    direct_speakers_->gains(block, channel, source, direct.first(speakers_));
    std::fill(direct.begin() + static_cast<std::ptrdiff_t>(speakers_), direct.end(), 0.0);
}

void OutputPanner::binaural_gains(Ear ear, double gain, std::span<double> direct) const {
    if (ears_) {
        std::fill(direct.begin(), direct.end(), 0.0);
        direct[speakers_ + static_cast<std::size_t>(ear)] = gain;
        return;
    }
    programme::DirectSpeakersBlock block;
    block.coordinate[0].value = ear == Ear::Left ? 30 : -30;
    block.coordinate[2].value = 1;
    block.labels = {ear == Ear::Left ? "M+030" : "M-030"};
    block.gain = gain;
    programme::Source source;
    source.metadata = programme::DirectSpeakersSource{};
    speaker_gains(block, {}, source, direct);
}

void OutputPanner::from_speaker(std::size_t k, std::span<double> direct) const {
    if (!ambix_) {
        std::fill(direct.begin(), direct.end(), 0.0);
        direct[k] = 1;
        return;
    }
    for (std::size_t c = 0; c < direct.size(); ++c) {
        direct[c] = ambix_->encoding()[c * speakers_ + k];
    }
}

std::vector<double> OutputPanner::hoa_matrix(std::span<const programme::HoaComponent> components,
                                             programme::Normalisation normalisation) const {
    if (ambix_) return ambix_->encoder().matrix(components, normalisation);
    std::vector<double> out = pan::HoaDecoder(layout_).matrix(components, normalisation);
    out.resize(columns_ * components.size());  // nothing goes to the ears but through the post
    return out;
}

}  // namespace cavea::plan
