// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/common/chna.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_set>

#include "core/adm/common/common_definitions.h"
#include "core/base/assert.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr std::size_t kHead = 4;
constexpr std::size_t kRow = 40;

std::uint16_t u16(std::span<const std::byte> bytes, std::size_t at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[at]) |
                                      std::to_integer<unsigned>(bytes[at + 1]) << 8);
}

// A field up to its first NUL; some writers pad with spaces instead.
std::string field(std::span<const std::byte> bytes) {
    std::string text;
    for (const std::byte b : bytes) {
        if (b == std::byte{0}) break;
        text.push_back(static_cast<char>(b));
    }
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

bool all_zero(std::span<const std::byte> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

// Does text follow a pattern in which x stands for a hexadecimal digit?
bool matches(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool digit =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (pattern[i] == 'x' ? !digit : c != pattern[i]) return false;
    }
    return true;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return text;
}

class Parser {
 public:
    Parser(std::string_view file, std::uint32_t channels) : file_(file), channels_(channels) {}

    ChnaRow row(std::span<const std::byte> bytes, std::size_t number) {
        ChnaRow row{u16(bytes, 0), field(bytes.subspan(2, 12)), field(bytes.subspan(14, 14)),
                    field(bytes.subspan(28, 11))};
        const auto fail = [&](std::string_view what) {
            throw refused(file_, fmt::format("chna row {} ({})", number, row.uid), what);
        };
        if (!matches(row.uid, "ATU_xxxxxxxx")) {
            fail("this is not a track UID of the form ATU_xxxxxxxx; export the file again");
        }
        if (row.uid == "ATU_00000000") {
            fail("ATU_00000000 means silence and cannot have a track; export the file again");
        }
        if (row.track == 0) fail("track index 0, but tracks count from 1; export the file again");
        if (row.track > channels_) {
            fail(fmt::format("track index {} in a file of {} channels; export the file again",
                             row.track, channels_));
        }
        if (!matches(row.format_ref, "AT_xxxxxxxx_xx") &&
            !matches(row.format_ref, "AC_xxxxxxxx_xx") && !matches(row.format_ref, "AC_xxxxxxxx")) {
            fail(
                fmt::format("\"{}\" is no reference to a track or channel format; export the file "
                            "again",
                            row.format_ref));
        }
        if (!row.pack_ref.empty() && !matches(row.pack_ref, "AP_xxxxxxxx")) {
            fail(fmt::format("\"{}\" is no reference to a pack format; export the file again",
                             row.pack_ref));
        }
        if (!seen_.insert(lower(row.uid)).second) {
            fail("the chunk has this UID twice; export the file again");
        }
        return row;
    }

 private:
    std::string_view file_;
    std::uint32_t channels_;
    std::unordered_set<std::string> seen_;
};

std::optional<std::string> speaker_of(const CommonPack& pack, std::string_view label) {
    for (const std::string& id : pack.channel_ids) {
        const std::string_view common = common_speaker(id)->label;
        const bool lfe = (label == "LFE1" && (common == "LFE" || common == "LFEL")) ||
                         (label == "LFE2" && common == "LFER");
        if (common == label || lfe) return id;
    }
    return std::nullopt;
}

}  // namespace

std::vector<ChnaRow> parse_chna(std::span<const std::byte> bytes, std::string_view file,
                                std::uint32_t channels, Diagnostics& diagnostics) {
    if (bytes.size() < kHead) {
        throw refused(file, "chna",
                      fmt::format("the chunk has {} bytes and needs at least 4; export the file "
                                  "again",
                                  bytes.size()));
    }
    const std::size_t tracks = u16(bytes, 0);
    const std::size_t uids = u16(bytes, 2);
    const std::size_t rows = std::min((bytes.size() - kHead) / kRow, kMaxChnaRows);
    std::vector<ChnaRow> out;
    std::unordered_set<unsigned> used;
    Parser parser(file, channels);
    for (std::size_t i = 0; i < rows; ++i) {
        const auto row = bytes.subspan(kHead + i * kRow, kRow);
        if (all_zero(row)) continue;
        out.push_back(parser.row(row, i + 1));
        used.insert(out.back().track);
    }
    const auto rest = bytes.subspan(kHead + rows * kRow);
    if (out.size() != uids || !all_zero(rest)) {
        throw refused(
            file, "chna",
            fmt::format("the chunk says {} track UIDs and holds {}; it was cut or written "
                        "wrongly, export the file again",
                        uids, out.size()));
    }
    if (out.empty()) {
        throw refused(file, "chna", "the chunk names no track UID; export the file again");
    }
    if (tracks != used.size()) {
        diagnostics.warn("adm-chna-tracks",
                         located(file, "chna",
                                 fmt::format("says {} tracks, but its rows use {}; the rows count",
                                             tracks, used.size())));
    }
    return out;
}

std::vector<std::byte> serialise_chna(std::span<const ChnaRow> rows) {
    CAVEA_ASSERT(rows.size() <= kMaxChnaRows);
    std::vector<std::byte> out(kHead + rows.size() * kRow, std::byte{0});
    const auto put = [&](std::size_t at, std::size_t value) {
        out[at] = static_cast<std::byte>(value & 0xFFU);
        out[at + 1] = static_cast<std::byte>(value >> 8 & 0xFFU);
    };
    const auto text = [&](std::size_t at, const std::string& value,
                          [[maybe_unused]] std::size_t size) {
        CAVEA_ASSERT(value.size() <= size);
        std::memcpy(out.data() + at, value.data(), value.size());
    };
    std::unordered_set<unsigned> tracks;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t at = kHead + i * kRow;
        tracks.insert(rows[i].track);
        put(at, rows[i].track);
        text(at + 2, rows[i].uid, 12);
        text(at + 14, rows[i].format_ref, 14);
        text(at + 28, rows[i].pack_ref, 11);
    }
    put(0, tracks.size());
    put(2, rows.size());
    return out;
}

namespace {

std::vector<ChnaRow> chna_for_ambix(std::size_t channels, int order) {
    const std::string pack_id = fmt::format("AP_{:08x}", 0x00040000 + order);
    if (!common_pack(pack_id)) return {};
    std::vector<ChnaRow> rows;
    for (std::size_t acn = 0; acn < channels; ++acn) {
        const auto number = static_cast<std::uint16_t>(acn + 1);
        rows.push_back({number, fmt::format("ATU_{:08x}", number),
                        fmt::format("AT_{:08x}_01", 0x00040001 + acn), pack_id});
    }
    return rows;
}

}  // namespace

std::vector<ChnaRow> chna_for(const layout::Layout& layout) {
    if (layout.ambix_order) return chna_for_ambix(layout.size(), *layout.ambix_order);
    const auto pack = common_pack_of_layout(layout.name);
    if (!pack || pack->channel_ids.size() != layout.channels.size()) return {};
    std::vector<ChnaRow> rows;
    for (const layout::Channel& channel : layout.channels) {
        const auto id = speaker_of(*pack, channel.name);
        if (!id) return {};
        const auto number = static_cast<std::uint16_t>(rows.size() + 1);
        rows.push_back(
            {number, fmt::format("ATU_{:08x}", number), "AT_" + id->substr(3) + "_01", pack->id});
    }
    return rows;
}

}  // namespace cavea::adm
