// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/matrix_pack.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace cavea::adm {
namespace {

const MatrixBlock& block_of(const AudioChannelFormat& channel) {
    return std::get<std::shared_ptr<const MatrixChannel>>(channel.blocks)->blocks.front();
}

bool encodes(const AudioPackFormat& pack) { return pack.input_pack_id && !pack.output_pack_id; }

}  // namespace

bool MatrixPack::decodes(const Document& document, const AudioPackFormat& pack,
                         const AudioPackFormat& encode) {
    return pack.type == Type::Matrix &&
           std::any_of(pack.encode_pack_ids.begin(), pack.encode_pack_ids.end(),
                       [&](const auto& id) { return document.packs.find(id) == &encode; });
}

MatrixPack::MatrixPack(const Document& document, const AudioPackFormat& pack, ElementReader& reader)
    : d_(document), reader_(reader), pack_(&pack) {
    reader_.enter(pack.id, pack.line);
    check_references();
    std::vector<Slot> own = slots(pack);
    std::vector<Slot> inputs = slots(*input_);
    if (encode_ == nullptr) {
        check_channels(pack, inputs);
        set_use(MatrixUse::Apply, pack, std::move(inputs));
    } else {
        std::vector<Slot> encoded = slots(*encode_);
        check_channels(*encode_, inputs);
        check_channels(pack, encoded);
        set_use(MatrixUse::Apply, pack, std::move(encoded));
        set_use(MatrixUse::EncodeDecode, *encode_, std::move(inputs));
    }
    reader_.enter(pack.id, pack.line);
    set_outputs();
    set_use(MatrixUse::Applied, pack, std::move(own));
}

std::vector<Slot> MatrixPack::slots(const AudioPackFormat& pack) const {
    std::vector<Slot> out = slots_of(d_, pack, kMaxMatrixChannels, reader_);
    if (out.size() > kMaxMatrixChannels) {
        reader_.fail(fmt::format("{} has more than {} channels, too many for a matrix", pack.id,
                                 kMaxMatrixChannels));
    }
    return out;
}

void MatrixPack::set_use(MatrixUse use, const AudioPackFormat& track_pack,
                         std::vector<Slot> inputs) {
    Use& out = uses_[static_cast<std::size_t>(use)];
    out.track_pack = &track_pack;
    out.inputs = std::move(inputs);
    for (Slot& slot : out.inputs) {
        out.channels.insert(slot.channel);
        slot.packs = {&track_pack};
    }
}

void MatrixPack::check_references() {
    const auto fail = [&](std::string_view what) { reader_.fail(what); };
    const auto no_matrix = [&](const std::optional<std::string>& id) {
        if (id && d_.packs.find(*id)->type == Type::Matrix) {
            fail(
                fmt::format("the input or output pack {} is of type Matrix; matrices follow one "
                            "another only as encoding and decoding pack",
                            *id));
        }
    };
    if (encodes(*pack_)) {
        fail(
            "the Matrix pack only encodes (it has no outputPackFormatIDRef); refer to the pack "
            "that decodes it");
    }
    if (!pack_->output_pack_id) {
        fail("the Matrix pack has neither an input nor an output pack; add the references");
    }
    no_matrix(pack_->input_pack_id);
    no_matrix(pack_->output_pack_id);
    if (!pack_->pack_ids.empty()) fail("a Matrix pack holds other packs; list its channels");
    if (pack_->input_pack_id) {
        if (!pack_->encode_pack_ids.empty()) {
            fail(
                "the Matrix pack has an input and an encoding pack; only a decoding pack, without "
                "an input pack, has the latter");
        }
        input_ = d_.packs.find(*pack_->input_pack_id);
        return;
    }
    if (pack_->encode_pack_ids.size() != 1) {
        fail(fmt::format("the decoding Matrix pack refers to {} encoding packs; it needs one",
                         pack_->encode_pack_ids.size()));
    }
    encode_ = d_.packs.find(pack_->encode_pack_ids.front());
    if (encode_->type != Type::Matrix || !encodes(*encode_)) {
        fail(fmt::format("{} is no encoding Matrix pack; correct the reference", encode_->id));
    }
    reader_.enter(encode_->id, encode_->line);
    no_matrix(encode_->input_pack_id);
    if (!encode_->encode_pack_ids.empty()) fail("an encoding Matrix pack refers to another");
    if (!encode_->pack_ids.empty()) fail("a Matrix pack holds other packs; list its channels");
    input_ = d_.packs.find(*encode_->input_pack_id);
    reader_.enter(pack_->id, pack_->line);
}

void MatrixPack::check_channels(const AudioPackFormat& pack, const std::vector<Slot>& inputs) {
    std::unordered_set<const AudioChannelFormat*> known;
    for (const Slot& slot : inputs) known.insert(slot.channel);
    for (const Slot& slot : slots(pack)) {
        const AudioChannelFormat& channel = *slot.channel;
        reader_.enter(channel.id, channel.line);
        check_block(channel);
        for (const MatrixCoefficient& c : block_of(channel).coefficients) {
            if (known.contains(d_.channels.find(c.input_channel_id))) continue;
            reader_.fail(
                fmt::format("a coefficient refers to {}, which is no channel of the input or "
                            "encoding pack of {}; correct the reference",
                            c.input_channel_id, pack.id));
        }
    }
}

void MatrixPack::check_block(const AudioChannelFormat& channel) {
    const auto& blocks = std::get<std::shared_ptr<const MatrixChannel>>(channel.blocks)->blocks;
    if (blocks.size() != 1 || blocks.front().rtime_s) {
        reader_.fail(
            "a Matrix channel has one block without rtime and duration; a matrix that changes is "
            "not rendered");
    }
    const auto& coefficients = blocks.front().coefficients;
    if (coefficients.size() > kMaxMatrixTaps) {
        reader_.fail(fmt::format("the matrix has more than {} coefficients for one channel",
                                 kMaxMatrixTaps));
    }
    for (const MatrixCoefficient& c : coefficients) {
        if (c.variable) {
            reader_.fail(
                "a coefficient has gainVar, phaseVar or delayVar, which are not rendered; give "
                "the value itself");
        }
        if (c.phase_deg.value_or(0) != 0) {
            reader_.fail("a coefficient has a phase, which is not rendered; use gain and delay");
        }
        if (c.delay_ms.value_or(0) > kMaxMatrixDelayMs) {
            reader_.fail(fmt::format("a coefficient has a delay of {} ms; at most {} ms",
                                     *c.delay_ms, kMaxMatrixDelayMs));
        }
    }
}

// Each channel of the output pack is the output of one channel of the matrix.
void MatrixPack::set_outputs() {
    const AudioPackFormat& output = *d_.packs.find(*pack_->output_pack_id);
    std::unordered_map<const AudioChannelFormat*, const AudioChannelFormat*> source;
    for (const Slot& slot : slots(*pack_)) {
        reader_.enter(slot.channel->id, slot.channel->line);
        const MatrixBlock& block = block_of(*slot.channel);
        if (!block.output_channel_id) {
            reader_.fail("the Matrix block names no output channel; add outputChannelFormatIDRef");
        }
        if (!source.try_emplace(d_.channels.find(*block.output_channel_id), slot.channel).second) {
            reader_.fail(fmt::format("{} is the output of two channels of {}; it takes one",
                                     *block.output_channel_id, pack_->id));
        }
    }
    reader_.enter(pack_->id, pack_->line);
    for (Slot& slot : slots(output)) {
        const auto found = source.find(slot.channel);
        if (found == source.end()) {
            reader_.fail(fmt::format("no channel of the matrix has the output {} of {}; add one",
                                     slot.channel->id, output.id));
        }
        outputs_.push_back({std::move(slot), found->second});
        source.erase(found);
    }
    if (source.empty()) return;
    reader_.fail(fmt::format("the output of {} is no channel of {}; correct the reference",
                             source.begin()->second->id, output.id));
}

const std::vector<programme::Tap>& MatrixMixer::taps(const AudioChannelFormat& channel) {
    if (const auto found = done_.find(&channel); found != done_.end()) return found->second;
    std::vector<programme::Tap>& out = done_[&channel];  // stays where it is while others are added
    if (inputs_.contains(&channel)) {
        const auto track = tracks_.find(&channel);
        if (track != tracks_.end()) out.push_back({track->second, 1, 0});
        return out;
    }
    std::map<std::pair<std::uint32_t, Frame>, double> sum;  // by track and delay
    const MatrixBlock& block = block_of(channel);
    for (const MatrixCoefficient& c : block.coefficients) {
        // BS.2127-1 §5.2: to the nearest frame, halves to the earlier one.
        const double frames = std::ceil(rate_hz_ * c.delay_ms.value_or(0) / 1000 - 0.5);
        const auto delay = static_cast<Frame>(frames);
        for (const programme::Tap& tap : taps(*d_.channels.find(c.input_channel_id))) {
            sum[{tap.track, tap.delay + delay}] +=
                static_cast<double>(tap.gain) * c.gain.value_or(1) * block.gain;
            if (sum.size() <= kMaxMatrixTaps && ++products_ <= kMaxMatrixProducts) continue;
            reader_.enter(channel.id, channel.line);
            reader_.fail(
                fmt::format("the matrix mixes more than {} delayed tracks into one channel, or has "
                            "more than {} products of coefficients",
                            kMaxMatrixTaps, kMaxMatrixProducts));
        }
    }
    for (const auto& [key, gain] : sum) {
        if (gain != 0) out.push_back({key.first, static_cast<float>(gain), key.second});
    }
    return out;
}

}  // namespace cavea::adm
