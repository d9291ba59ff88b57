// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

#include "core/adm/adm.h"
#include "core/adm/allocation.h"
#include "core/adm/binaural_ear.h"
#include "core/adm/block_order.h"
#include "core/adm/element_reader.h"
#include "core/adm/hoa_scene.h"
#include "core/adm/object_walk.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

using programme::DirectSpeakersChannel;
using programme::HoaChannel;
using programme::ObjectsChannel;
using programme::Source;

constexpr std::size_t kMaxSources = 65'535;

class Compiler {
 public:
    Compiler(const Document& document, const Selection& selection, const io::AudioFile& file,
             Diagnostics& diagnostics)
        : d_(document),
          selection_(selection),
          reader_(file.path().string(), diagnostics),
          allocator_(document, reader_, file.rate_hz()),
          end_s_(file.frames(), file.rate_hz()) {
        out_.rate_hz = file.rate_hz();
        out_.length = file.frames();
        out_.tracks = file.channels();
    }

    programme::Programme run() {
        const AudioProgramme* programme = select_programme(d_, selection_, reader_);
        if (programme != nullptr) {
            out_.name = programme->name;
            screen_ = programme->reference_screen;
        }
        if (programme == nullptr && d_.objects.items().empty()) {
            add_all(nullptr, allocator_.allocate_all());
        } else {
            for (const Visit& visit : walk_objects(d_, selection_, programme, reader_)) {
                add_object(visit);
            }
        }
        if (out_.sources.empty()) {
            reader_.enter(programme != nullptr ? std::string_view(programme->id) : "axml",
                          programme != nullptr ? programme->line : 0);
            reader_.warn("adm-nothing-to-render", "nothing of what was selected sounds");
        }
        return std::move(out_);
    }

 private:
    [[nodiscard]] bool unimportant(std::optional<int> importance) const {
        return selection_.importance && importance && *importance < *selection_.importance;
    }

    void add_object(const Visit& visit) {
        const AudioObject& object = *visit.object;
        if (unimportant(visit.importance)) return;
        reader_.enter(object.id, object.line);
        if (all_packs_unimportant(object)) return;
        const auto assignments = allocator_.allocate(object);
        if (assignments.empty()) return;
        check_times(visit);
        add_all(&visit, assignments);
    }

    [[nodiscard]] bool all_packs_unimportant(const AudioObject& object) const {
        return !object.pack_ids.empty() &&
               std::all_of(object.pack_ids.begin(), object.pack_ids.end(), [&](const auto& id) {
                   // What sounds of a matrix is its output pack, which has its own importance.
                   const AudioPackFormat& pack = *d_.packs.find(id);
                   return pack.type != Type::Matrix && unimportant(pack.importance);
               });
    }

    void check_times(const Visit& visit) {
        const AudioObject& object = *visit.object;
        reader_.enter(object.id, object.line);
        const Rational start = object.start_s.value_or(Rational(0));
        if (start >= end_s_ && start > Rational(0)) {
            reader_.warn("adm-object-after-end",
                         "the audioObject starts after the end of the audio");
        }
        if (!visit.end_s) return;
        const Rational end = object.duration_s ? reader_.sum(start, *object.duration_s) : end_s_;
        if (end > reader_.sum(*visit.end_s, rounding_s())) {
            reader_.fail(
                "the audioObject lasts longer than one that holds it; make the durations "
                "agree");
        }
    }

    [[nodiscard]] bool unimportant(const Assignment& assignment) const {
        const auto& packs = assignment.slot.packs;
        return std::any_of(packs.begin(), packs.end(), [&](const AudioPackFormat* pack) {
            return unimportant(pack->importance);
        });
    }

    void add_all(const Visit* visit, const std::vector<Assignment>& assignments) {
        std::map<std::size_t, std::vector<const Assignment*>> scenes;  // by instance
        for (const Assignment& a : assignments) {
            if (a.slot.channel->type == Type::Hoa) {
                scenes[a.instance].push_back(&a);
            } else if (!unimportant(a)) {
                add(visit, a, nullptr, 0);
            }
        }
        for (const auto& [instance, channels] : scenes) add_scene(visit, channels);
    }

    // The channels of a scene sound together or not at all.
    void add_scene(const Visit* visit, const std::vector<const Assignment*>& channels) {
        if (std::all_of(channels.begin(), channels.end(),
                        [&](const Assignment* a) { return unimportant(*a); })) {
            return;
        }
        std::vector<const Slot*> slots;
        for (const Assignment* a : channels) slots.push_back(&a->slot);
        const auto scene = make_hoa_scene(slots, reader_);
        for (std::size_t i = 0; i < channels.size(); ++i) add(visit, *channels[i], scene, i);
    }

    static std::string played_by(const Assignment& assignment) {
        if (assignment.uid != nullptr) return assignment.uid->id;
        return assignment.matrix != nullptr ? assignment.matrix->id : "ATU_00000000";
    }

    /// \param scene      of a HOA channel, with the component that it is; else null
    void add(const Visit* visit, const Assignment& assignment,
             const std::shared_ptr<const programme::HoaScene>& scene, std::size_t component) {
        auto source = std::make_shared<Source>();
        const std::string player = played_by(assignment);
        source->id = visit != nullptr ? visit->object->id + " " + player : player;
        if (visit != nullptr) source->object = visit->object->id;
        source->name = assignment.slot.channel->name;
        source->taps = assignment.taps;
        if (visit != nullptr) set_object(*visit, *source);
        source->reference_screen = screen_;
        source->bs2076_version = d_.bs2076_version;
        set_metadata(assignment, *source);
        if (auto* hoa = std::get_if<programme::HoaSource>(&source->metadata)) {
            hoa->scene = scene;
            hoa->component = component;
        }
        if (out_.sources.size() == kMaxSources) {
            reader_.fail(
                fmt::format("the programme has more than {} sources; leave some out", kMaxSources));
        }
        out_.sources.push_back(std::move(source));
    }

    static void set_object(const Visit& visit, Source& source) {
        const AudioObject& object = *visit.object;
        if (!object.name.empty()) source.name = object.name;
        if (visit.content != nullptr) {
            source.content = visit.content->name;
            source.dialogue = visit.content->dialogue;
        }
        source.start_s = object.start_s.value_or(Rational(0));
        source.duration_s = object.duration_s;
        source.gain = visit.gain;
        source.mute = visit.mute;
        source.position_offset = visit.position_offset;
    }

    void set_metadata(const Assignment& assignment, Source& source) {
        const ChannelBlocks& blocks = assignment.slot.channel->blocks;
        if (const auto* objects = std::get_if<std::shared_ptr<const ObjectsChannel>>(&blocks)) {
            check_end(**objects, source);
            check_untimed_interpolation(**objects, source);
            if (source.position_offset) check_offset(**objects, *source.position_offset);
            source.metadata = programme::ObjectsSource{thinned(*objects, thinned_objects_)};
        } else if (const auto* speakers =
                       std::get_if<std::shared_ptr<const DirectSpeakersChannel>>(&blocks)) {
            check_end(**speakers, source);
            ignore_offset(source, "DirectSpeakers");
            programme::DirectSpeakersSource metadata{thinned(*speakers, thinned_speakers_), {}};
            for (const AudioPackFormat* pack : assignment.slot.packs) {
                metadata.pack_ids.push_back(pack->id);
            }
            source.metadata = std::move(metadata);
        } else if (const auto* hoa = std::get_if<std::shared_ptr<const HoaChannel>>(&blocks)) {
            check_end(**hoa, source);
            ignore_offset(source, "HOA");
            source.metadata = programme::HoaSource{thinned(*hoa, thinned_hoa_), nullptr, 0};
        } else {
            // resolve() has compared the types of packs and channels, and the output of a matrix
            // is none.
            const auto& binaural = std::get<std::shared_ptr<const BinauralChannel>>(blocks);
            check_end(*binaural, source);
            ignore_offset(source, "Binaural");
            source.metadata = programme::BinauralSource{thinned(binaural, thinned_binaural_),
                                                        ear_of(d_, assignment.slot, reader_),
                                                        assignment.slot.packs.front()->id};
        }
    }

    void ignore_offset(Source& source, std::string_view type) {
        if (!source.position_offset) return;
        reader_.warn(
            "adm-position-offset",
            fmt::format("positionOffset does not apply to {} (BS.2127-1) and is ignored", type));
        source.position_offset.reset();
    }

    template <class Channel>
    void enter_block(const Channel& channel, std::size_t i) {
        place_ = block_place(channel, i);
        reader_.enter(place_, d_.channels.find(channel.id)->line);
    }

    // BS.2127-1 §7.2: no block ends after its object. The last one ends last.
    template <class Channel>
    void check_end(const Channel& channel, const Source& source) {
        const BlockTimes last = times_of(channel.blocks.back());
        if (!source.duration_s || !last.duration_s) return;
        enter_block(channel, channel.blocks.size() - 1);
        const Rational over =
            reader_.difference(reader_.sum(*last.rtime_s, *last.duration_s), *source.duration_s);
        if (over <= Rational(0)) return;
        if (over > rounding_s()) {
            reader_.fail(
                fmt::format("the block ends after its audioObject ({}); make the durations "
                            "agree",
                            source.id));
        }
        reader_.warn("adm-block-end",
                     "the block ends after its audioObject by rounding; it ends with the object");
    }

    void check_untimed_interpolation(const ObjectsChannel& channel, const Source& source) {
        const programme::ObjectsBlock& block = channel.blocks.front();
        if (block.timed() || !source.duration_s) return;
        if (channel.of(block).interpolation_s <= *source.duration_s) return;
        enter_block(channel, 0);
        reader_.fail("interpolationLength is longer than the audioObject; shorten it");
    }

    // BS.2127-1 §7.3: offset and position are of one kind, and their sum is a position.
    void check_offset(const ObjectsChannel& channel, const programme::PositionOffset& offset) {
        constexpr double kLimits[] = {180, 90, kMaxCoordinate * 2};
        for (std::size_t i = 0; i < channel.blocks.size(); ++i) {
            const programme::ObjectsBlock& block = channel.blocks[i];
            const bool cartesian = channel.of(block).cartesian;
            bool fits = cartesian == offset.cartesian;
            for (std::size_t k = 0; k < 3 && !cartesian; ++k) {
                const double sum = block.coordinate[k] + offset.coordinate[k];
                fits = fits && sum <= kLimits[k] && sum >= (k == 2 ? 0 : -kLimits[k]);
            }
            if (fits) continue;
            enter_block(channel, i);
            reader_.fail(
                "the positionOffset of the audioObject is of another kind than the position, "
                "or leads out of its range; correct the offset");
        }
    }

    // The channel with unimportant blocks at gain 0; itself when it has none.
    template <class Channel>
    std::shared_ptr<const Channel> thinned(
        const std::shared_ptr<const Channel>& channel,
        std::unordered_map<const Channel*, std::shared_ptr<const Channel>>& cache) {
        if (!selection_.importance) return channel;
        const auto [it, fresh] = cache.try_emplace(channel.get(), channel);
        if (!fresh) return it->second;
        auto copy = std::make_shared<Channel>(*channel);
        bool changed = false;
        for (auto& block : copy->blocks) {
            if (importance_of(*copy, block) >= *selection_.importance) continue;
            block.gain = 0;
            changed = true;
        }
        if (changed) it->second = std::move(copy);
        return it->second;
    }

    static int importance_of(const ObjectsChannel& channel, const programme::ObjectsBlock& block) {
        return channel.of(block).importance;
    }
    static int importance_of(const DirectSpeakersChannel&,
                             const programme::DirectSpeakersBlock& block) {
        return block.importance;
    }
    static int importance_of(const HoaChannel&, const programme::HoaBlock& block) {
        return block.importance;
    }
    static int importance_of(const BinauralChannel&, const BinauralBlock& block) {
        return block.importance;
    }

    const Document& d_;
    const Selection& selection_;
    ElementReader reader_;
    Allocator allocator_;
    Rational end_s_;  // of the audio
    layout::Screen screen_;
    programme::Programme out_;
    std::string place_;
    std::unordered_map<const ObjectsChannel*, std::shared_ptr<const ObjectsChannel>>
        thinned_objects_;
    std::unordered_map<const DirectSpeakersChannel*, std::shared_ptr<const DirectSpeakersChannel>>
        thinned_speakers_;
    std::unordered_map<const HoaChannel*, std::shared_ptr<const HoaChannel>> thinned_hoa_;
    std::unordered_map<const BinauralChannel*, std::shared_ptr<const BinauralChannel>>
        thinned_binaural_;
};

}  // namespace

programme::Programme compile(const Document& document, const Selection& selection,
                             const io::AudioFile& file, Diagnostics& diagnostics) {
    return Compiler(document, selection, file, diagnostics).run();
}

}  // namespace cavea::adm
