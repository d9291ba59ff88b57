// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_programme.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/adm/common/chna.h"
#include "core/adm/document.h"
#include "core/base/error.h"
#include "core/io/impulse_response.h"
#include "core/io/wav_file.h"
#include "core/layout/ambix.h"
#include "core/session/project_edits.h"

namespace cavea::session {
namespace {

/// "ambixN" when the chna chunk of a file says that its tracks are a common HOA pack, all of them
/// in the order of AmbiX, as the files that cavea writes do; else empty.
std::string told_by_chna(const std::filesystem::path& path) {
    Diagnostics unread;  // whoever loads the response says them
    const auto file = io::open_audio(path, unread);
    io::WavFile* wav = file->as_wav();
    const io::Chunk* chunk = wav != nullptr ? wav->find("chna") : nullptr;
    if (chunk == nullptr || chunk->size > adm::kMaxChnaBytes) return {};
    std::vector<std::byte> bytes(static_cast<std::size_t>(chunk->size));
    wav->read_chunk(*chunk, 0, bytes);
    std::vector<adm::ChnaRow> rows;
    try {
        rows = adm::parse_chna(bytes, path.string(), file->channels(), unread);
    } catch (const Error&) {
        return {};  // a response needs no chna
    }
    for (int order = 1; order <= layout::kMaxAmbixOrder; ++order) {
        const layout::Layout ambix = layout::ambix(order);
        const auto same = [](const adm::ChnaRow& a, const adm::ChnaRow& b) {
            return a.track == b.track && adm::id_key(a.format_ref) == adm::id_key(b.format_ref);
        };
        const auto expected = adm::chna_for(ambix);
        if (file->channels() == ambix.size() &&
            std::equal(rows.begin(), rows.end(), expected.begin(), expected.end(), same)) {
            return ambix.name;
        }
    }
    return {};
}

dsp::IrSet load_room(const std::filesystem::path& path, std::uint32_t rate_hz,
                     io::ImpulseResponseOptions options, Diagnostics& diagnostics) {
    if (options.labels.empty() && options.inputs == 1) {
        if (std::string told = told_by_chna(path); !told.empty()) {
            options.labels.push_back(std::move(told));
        }
    }
    return io::load_impulse_response(path, rate_hz, options, diagnostics);
}

programme::Room load(const ProjectRoom& room, const Project& project, std::uint32_t rate_hz,
                     Diagnostics& diagnostics) {
    programme::Room out;
    out.id = room.id;
    out.name = room.name;
    out.ir = std::make_shared<dsp::IrSet>(
        load_room(project.resolve(room.ir), rate_hz, {room.labels, room.inputs}, diagnostics));
    out.predelay_frames =
        static_cast<std::uint32_t>(std::lround(room.predelay_ms * rate_hz / 1000.0));
    out.gain = linear_gain(room.level_db);
    out.return_gain = room.return_gain;
    return out;
}

class Sends {
 public:
    Sends(const Project& project, const std::vector<programme::Room>& rooms)
        : project_(project), rooms_(rooms) {
        for (std::uint32_t i = 0; i < rooms.size(); ++i) index_[rooms[i].id] = i;
    }

    [[nodiscard]] std::vector<programme::Send> of(const programme::Source& source) {
        used_.insert(source.id);
        used_.insert(source.object);
        const std::vector<ProjectSend>* list = sends_of(project_, source);
        std::vector<programme::Send> out;
        if (list == nullptr || !can_send(source)) return out;
        for (const ProjectSend& send : *list) {
            const std::uint32_t room = index_.at(send.room);
            if (send.input > rooms_[room].ir->inputs) {
                throw refused(project_.path.string(), "/sends/" + key_of(*list),
                              fmt::format("sends to input {} of room {}, which has {}", send.input,
                                          send.room, rooms_[room].ir->inputs));
            }
            out.push_back({room, send.input - 1, send.gain});
        }
        return out;
    }

    void refuse_what_was_not_used() const {
        for (const auto& [object, list] : project_.sends) {
            if (object == "*" || (!object.empty() && used_.contains(object))) continue;
            throw refused(project_.path.string(), "/sends/" + object,
                          "names no audioObject that sounds in the master's programme; "
                          "\"cavea info\" lists them");
        }
    }

 private:
    [[nodiscard]] std::string key_of(const std::vector<ProjectSend>& list) const {
        for (const auto& [key, sends] : project_.sends) {
            if (&sends == &list) return key;
        }
        return "";
    }

    const Project& project_;
    const std::vector<programme::Room>& rooms_;
    std::map<std::string, std::uint32_t> index_;
    std::set<std::string> used_;
};

}  // namespace

bool can_send(const programme::Source& source) {
    const auto* hoa = std::get_if<programme::HoaSource>(&source.metadata);
    return hoa == nullptr || hoa->scene->components[hoa->component].order == 0;
}

programme::Programme with_rooms(const programme::Programme& master, const Project& project,
                                Diagnostics& diagnostics) {
    programme::Programme out = master;
    for (const ProjectRoom& room : project.rooms) {
        out.rooms.push_back(load(room, project, master.rate_hz, diagnostics));
    }
    Sends sends(project, out.rooms);
    for (auto& source : out.sources) {
        auto sending = std::make_shared<programme::Source>(*source);
        sending->sends = sends.of(*source);
        source = std::move(sending);
    }
    sends.refuse_what_was_not_used();
    return project.objects.empty() ? out : with_edits(out, project);
}

programme::Programme with_quick_room(const programme::Programme& master,
                                     const std::filesystem::path& ir, double send_db,
                                     Diagnostics& diagnostics,
                                     const std::vector<std::string>& labels) {
    programme::Programme out = master;
    programme::Room room;
    room.id = "room";
    room.name = ir.filename().string();
    room.ir = std::make_shared<dsp::IrSet>(load_room(ir, master.rate_hz, {labels, 1}, diagnostics));
    out.rooms.push_back(std::move(room));
    for (auto& source : out.sources) {
        if (!can_send(*source)) continue;
        auto sending = std::make_shared<programme::Source>(*source);
        sending->sends = {{0, 0, {{Rational(), linear_gain(send_db)}}}};
        source = std::move(sending);
    }
    return out;
}

}  // namespace cavea::session
