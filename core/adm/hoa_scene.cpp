// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/hoa_scene.h"

#include <fmt/core.h>

#include <map>
#include <optional>
#include <string_view>

#include "core/pan/hoa.h"

namespace cavea::adm {
namespace {

using programme::HoaBlock;
using programme::Normalisation;

/// What every channel of a pack has to agree on.
struct Shared {
    Normalisation normalisation = Normalisation::Sn3d;
    double nfc_reference_distance = 0;
    bool screen_ref = false;
    std::optional<Rational> rtime_s;
    std::optional<Rational> duration_s;
};

class SceneMaker {
 public:
    explicit SceneMaker(ElementReader& reader) : reader_(reader) {}

    std::shared_ptr<const programme::HoaScene> make(const std::vector<const Slot*>& channels) {
        auto scene = std::make_shared<programme::HoaScene>();
        scene->pack_id = channels.front()->packs.back()->id;
        const Shared first = shared(*channels.front());
        for (const Slot* slot : channels) {
            const HoaBlock& block = checked_block(*slot->channel);
            compare(shared(*slot), first, channels.front()->channel->id);
            add(*scene, *slot->channel, block.component);
        }
        scene->normalisation = first.normalisation;
        check_normalisation(*scene);
        reader_.enter(scene->pack_id, channels.front()->packs.back()->line);
        warn(first);
        return scene;
    }

 private:
    const HoaBlock& checked_block(const AudioChannelFormat& channel) {
        reader_.enter(channel.id, channel.line);
        const auto& blocks =
            std::get<std::shared_ptr<const programme::HoaChannel>>(channel.blocks)->blocks;
        if (blocks.size() != 1) {
            reader_.fail(
                fmt::format("a HOA channel has one block, this one has {}; a scene that changes "
                            "is not rendered",
                            blocks.size()));
        }
        const HoaBlock& block = blocks.front();
        if (block.has_equation) {
            reader_.fail(
                "the HOA block has an equation, which no standard defines; give order "
                "and degree");
        }
        if (block.component.order > pan::kMaxHoaOrder) {
            reader_.fail(fmt::format("HOA order {} is not rendered; orders go to {}",
                                     block.component.order, pan::kMaxHoaOrder));
        }
        return block;
    }

    // A parameter may stand in the block and in each of its packs, with one value.
    template <class T>
    T settled(const Slot& slot, std::optional<T> HoaBlock::*in_block,
              std::optional<T> AudioPackFormat::*in_pack, T fallback, std::string_view what) {
        std::optional<T> value = checked_block(*slot.channel).*in_block;
        for (const AudioPackFormat* pack : slot.packs) {
            const std::optional<T>& other = pack->*in_pack;
            if (other && value && *other != *value) {
                reader_.fail(
                    fmt::format("{} differs between the channel and {}, or between packs; "
                                "make them agree",
                                what, pack->id));
            }
            if (other) value = other;
        }
        return value.value_or(fallback);
    }

    Shared shared(const Slot& slot) {
        const HoaBlock& block = checked_block(*slot.channel);
        Shared out;
        out.normalisation = settled(slot, &HoaBlock::normalisation, &AudioPackFormat::normalisation,
                                    Normalisation::Sn3d, "normalization");
        out.nfc_reference_distance =
            settled(slot, &HoaBlock::nfc_reference_distance,
                    &AudioPackFormat::nfc_reference_distance, 0.0, "nfcRefDist");
        out.screen_ref =
            settled(slot, &HoaBlock::screen_ref, &AudioPackFormat::screen_ref, false, "screenRef");
        out.rtime_s = block.rtime_s;
        out.duration_s = block.duration_s;
        return out;
    }

    void compare(const Shared& a, const Shared& b, std::string_view other) {
        const auto same = [&](bool equal, std::string_view what) {
            if (equal) return;
            reader_.fail(
                fmt::format("{} differs from that of {} in the same HOA pack; make them "
                            "agree",
                            what, other));
        };
        same(a.normalisation == b.normalisation, "normalization");
        same(a.nfc_reference_distance == b.nfc_reference_distance, "nfcRefDist");
        same(a.screen_ref == b.screen_ref, "screenRef");
        same(a.rtime_s == b.rtime_s, "rtime");
        same(a.duration_s == b.duration_s, "duration");
    }

    void add(programme::HoaScene& scene, const AudioChannelFormat& channel,
             programme::HoaComponent component) {
        const auto [it, fresh] = holders_.try_emplace(component, &channel);
        if (!fresh) {
            reader_.fail(
                fmt::format("order {} degree {} is also that of {} in the same HOA pack; "
                            "leave one out",
                            component.order, component.degree, it->second->id));
        }
        scene.components.push_back(component);
    }

    void check_normalisation(const programme::HoaScene& scene) {
        if (scene.normalisation != Normalisation::FuMa) return;
        for (const auto& [component, channel] : holders_) {
            if (component.order <= 3) continue;
            reader_.enter(channel->id, channel->line);
            reader_.fail("FuMa normalisation ends at order 3; use SN3D or N3D");
        }
    }

    void warn(const Shared& shared) {
        if (shared.screen_ref) {
            reader_.warn("adm-hoa-screen-ref",
                         "screenRef of HOA is not rendered (BS.2127-1) and is ignored");
        }
        if (shared.nfc_reference_distance != 0) {
            reader_.warn("adm-hoa-nfc",
                         "nfcRefDist of HOA is not rendered (BS.2127-1) and is ignored");
        }
    }

    ElementReader& reader_;
    std::map<programme::HoaComponent, const AudioChannelFormat*> holders_;
};

}  // namespace

std::shared_ptr<const programme::HoaScene> make_hoa_scene(const std::vector<const Slot*>& channels,
                                                          ElementReader& reader) {
    return SceneMaker(reader).make(channels);
}

}  // namespace cavea::adm
