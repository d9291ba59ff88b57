// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A BS.2076 document as the file says it, with references checked: programmes down to the tracks of
// the chna chunk. read_document() makes it; compile() and exporters read it. Nothing is selected
// and nothing is rendered here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/adm/common/chna.h"
#include "core/adm/common/common_definitions.h"
#include "core/base/rational.h"
#include "core/layout/layout.h"
#include "core/programme/blocks.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// Ids are compared without regard to case (hexadecimal digits are written either way).
[[nodiscard]] std::string id_key(std::string_view id);

/// What every main element has.
struct Identity {
    std::string id;
    std::string name;
    std::size_t line = 0;  ///< in axml, from 1; 0 for common definitions and chna rows
    bool common = false;   ///< from BS.2094, not from the file: not to be written back
};

struct LoudnessMetadata {
    std::string method;
    std::string recommendation;  ///< loudnessRecType
    std::string correction;      ///< loudnessCorrectionType
    std::optional<double> integrated_lufs;
    std::optional<double> range_lu;
    std::optional<double> max_true_peak_dbtp;
    std::optional<double> max_momentary_lufs;
    std::optional<double> max_short_term_lufs;
    std::optional<double> dialogue_lufs;
};

struct AudioProgramme : Identity {
    std::string language;
    std::optional<Rational> start_s;
    std::optional<Rational> end_s;
    std::optional<double> max_ducking_depth_db;
    std::vector<std::string> content_ids;
    std::vector<std::string> alternative_value_set_ids;
    layout::Screen reference_screen;
    std::vector<LoudnessMetadata> loudness;
};

struct AudioContent : Identity {
    std::string language;
    std::optional<int> dialogue;       ///< 0 none, 1 dialogue, 2 mixed
    std::optional<int> dialogue_kind;  ///< its *ContentKind attribute
    std::vector<std::string> object_ids;
    std::vector<std::string> alternative_value_set_ids;
    std::vector<LoudnessMetadata> loudness;
};

/// Lower and upper end of what a listener may choose.
struct InteractionRange {
    std::string coordinate;  ///< empty for gain
    std::optional<double> min;
    std::optional<double> max;
};

struct Interaction {
    bool on_off = false;
    bool gain = false;
    bool position = false;
    std::vector<InteractionRange> ranges;
};

/// BS.2076-2: values that a programme or content may put in the place of the object's own.
struct AlternativeValueSet {
    std::string id;
    std::size_t line = 0;
    std::optional<double> gain;  ///< linear
    std::optional<bool> mute;
    std::optional<programme::PositionOffset> position_offset;
    std::optional<Interaction> interaction;
};

struct AudioObject : Identity {
    std::optional<Rational> start_s;
    std::optional<Rational> duration_s;
    std::optional<int> dialogue;
    std::optional<int> importance;
    std::optional<bool> interact;
    std::optional<bool> disable_ducking;
    double gain = 1;  ///< linear
    bool mute = false;
    std::optional<programme::PositionOffset> position_offset;
    std::vector<std::string> pack_ids;
    std::vector<std::string> object_ids;
    std::vector<std::string> complementary_ids;
    std::vector<std::string> uid_ids;  ///< without silent tracks
    std::size_t silent_tracks = 0;     ///< references to ATU_00000000
    std::vector<AlternativeValueSet> alternative_value_sets;
    std::optional<Interaction> interaction;
};

struct AudioPackFormat : Identity {
    Type type = Type::Objects;
    std::optional<int> importance;
    std::optional<double> absolute_distance_m;
    std::vector<std::string> channel_ids;
    std::vector<std::string> pack_ids;
    std::vector<std::string> encode_pack_ids;   ///< Matrix, of a decoding pack
    std::vector<std::string> decode_pack_ids;   ///< Matrix: the same link from its other end
    std::optional<std::string> input_pack_id;   ///< Matrix
    std::optional<std::string> output_pack_id;  ///< Matrix
    std::optional<programme::Normalisation> normalisation;  ///< HOA
    std::optional<double> nfc_reference_distance;           ///< HOA
    std::optional<bool> screen_ref;                         ///< HOA
};

struct MatrixCoefficient {
    std::string input_channel_id;
    std::optional<double> gain;  ///< linear
    std::optional<double> phase_deg;
    std::optional<double> delay_ms;
    bool variable = false;  ///< gainVar, phaseVar or delayVar is there
};

struct MatrixBlock {
    std::uint32_t number = 1;
    std::optional<Rational> rtime_s;
    std::optional<Rational> duration_s;
    std::optional<std::string> output_channel_id;
    std::vector<MatrixCoefficient> coefficients;
    double gain = 1;
    int importance = 10;
};

struct MatrixChannel {
    std::vector<MatrixBlock> blocks;
};

using programme::BinauralBlock;
using programme::BinauralChannel;

/// The blocks of a channel, shared with the sources that play it.
using ChannelBlocks =
    std::variant<std::shared_ptr<const programme::ObjectsChannel>,
                 std::shared_ptr<const programme::DirectSpeakersChannel>,
                 std::shared_ptr<const programme::HoaChannel>, std::shared_ptr<const MatrixChannel>,
                 std::shared_ptr<const BinauralChannel>>;

struct AudioChannelFormat : Identity {
    Type type = Type::Objects;
    ChannelBlocks blocks;  ///< the alternative of the type; never null in a document
};

struct AudioStreamFormat : Identity {
    std::optional<std::string> channel_id;
    std::optional<std::string> pack_id;
    std::vector<std::string> track_ids;
};

struct AudioTrackFormat : Identity {
    std::optional<std::string> stream_id;  ///< from either end of the link
};

struct AudioTrackUid : Identity {
    std::optional<std::uint32_t> rate_hz;
    std::optional<std::uint32_t> bits;
    std::optional<std::string> track_format_id;
    std::optional<std::string> channel_id;  ///< BS.2076-2
    std::optional<std::string> pack_id;
    std::optional<std::uint32_t> track;  ///< one-based, from chna
};

/// Elements in the order of the file, found by id in constant time.
template <class T>
class Table {
 public:
    /// \return false when the id is there already; the element is then not added
    bool add(T element) {
        if (!index_.try_emplace(id_key(element.id), items_.size()).second) return false;
        items_.push_back(std::move(element));
        return true;
    }
    /// Valid until the next add().
    [[nodiscard]] const T* find(std::string_view id) const {
        const auto it = index_.find(id_key(id));
        return it == index_.end() ? nullptr : &items_[it->second];
    }
    [[nodiscard]] T* find(std::string_view id) {
        const auto it = index_.find(id_key(id));
        return it == index_.end() ? nullptr : &items_[it->second];
    }
    [[nodiscard]] const std::vector<T>& items() const { return items_; }
    [[nodiscard]] std::vector<T>& items() { return items_; }

 private:
    std::vector<T> items_;
    std::unordered_map<std::string, std::size_t> index_;
};

struct Document {
    std::string version;     ///< as written, for example "ITU-R_BS.2076-2"; empty when absent
    int bs2076_version = 1;  ///< 1 for editions 0 and 1 and when absent, else 2
    bool has_axml = false;

    Table<AudioProgramme> programmes;
    Table<AudioContent> contents;
    Table<AudioObject> objects;
    Table<AudioPackFormat> packs;
    Table<AudioChannelFormat> channels;
    Table<AudioStreamFormat> streams;
    Table<AudioTrackFormat> tracks;
    Table<AudioTrackUid> uids;
    std::vector<ChnaRow> chna;
};

}  // namespace cavea::adm
