// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_programme.h"

#include <fmt/core.h>

#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/io/impulse_response.h"
#include "core/session/project_edits.h"

namespace cavea::session {
namespace {

programme::Room load(const ProjectRoom& room, const Project& project, std::uint32_t rate_hz,
                     Diagnostics& diagnostics) {
    programme::Room out;
    out.id = room.id;
    out.name = room.name;
    out.ir = std::make_shared<dsp::IrSet>(io::load_impulse_response(
        project.resolve(room.ir), rate_hz, {room.labels, room.inputs}, diagnostics));
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
                                     Diagnostics& diagnostics) {
    programme::Programme out = master;
    programme::Room room;
    room.id = "room";
    room.name = ir.filename().string();
    room.ir = std::make_shared<dsp::IrSet>(
        io::load_impulse_response(ir, master.rate_hz, {}, diagnostics));
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
