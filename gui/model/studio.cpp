// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/studio.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/session/journal.h"
#include "core/session/motion.h"
#include "core/session/project_edits.h"
#include "core/session/project_writer.h"
#include "gui/model/mix_state.h"
#include "gui/model/selection.h"

namespace cavea::gui {
namespace {

using session::ObjectEdit;
using session::ProjectSend;

constexpr double kSilenceDb = -100;
constexpr double kMaxDb = 40;
constexpr std::size_t kMaxNotices = 500;

bool finite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

double level(double db) { return db <= kSilenceDb ? -INFINITY : std::min(db, kMaxDb); }

Rational nanoseconds(double seconds) {
    constexpr double kNano = 1e9;
    constexpr double kLimit = 1e6;
    return {std::llround(std::clamp(seconds, -kLimit, kLimit) * kNano),
            static_cast<std::int64_t>(kNano)};
}

}  // namespace

struct Studio::Impl {
    OpenedMix mix;
    MixState state;
    session::Project saved;
    Selection selection;
    std::vector<Notice> notices;
    std::uint64_t next_notice = 1;
    std::optional<session::Journal> journal;
    std::optional<session::Project> recoverable;
    bool journal_failed = false;
    Edits::Touched unwritten;
    mutable std::uint64_t dirty_version = 0;  ///< for which dirty holds
    mutable bool dirty = false;
    Scene empty_scene;
    std::shared_ptr<const plan::Controls> no_controls = std::make_shared<plan::Controls>();

    [[nodiscard]] bool open() const { return state.programme() != nullptr; }
    [[nodiscard]] bool has(std::size_t item) const { return open() && item < state.size(); }
    [[nodiscard]] const Item& item(std::size_t i) const { return state.item(i); }
    [[nodiscard]] bool movable(std::size_t i) const {
        return has(i) && item(i).kind == ItemKind::Object;
    }

    void change(const char* verb, const std::string& subject, const Parts& parts) {
        state.edits().change({verb, subject}, parts);
        state.refresh();
    }

    /// \param edit  changes an ObjectEdit
    template <class Edit>
    void change_edit(std::size_t i, const char* verb, const Edit& edit) {
        ObjectEdit to = state.edit(i);
        to.moves.clear();
        edit(to);
        const auto part = to == ObjectEdit{} ? nullptr : std::make_shared<const ObjectEdit>(to);
        Parts parts;
        for (const std::string& key : item(i).keys) parts.objects[key] = part;
        change(verb, item(i).name, parts);
    }

    void close_journal() {
        // An exception that flies by is no clean close: what was not saved stays recoverable.
        if (journal && !recoverable && std::uncaught_exceptions() == 0) journal->remove();
        journal.reset();
        recoverable.reset();
        journal_failed = false;
        unwritten = {};
    }

    void open_journal() {
        if (!mix.is_project || mix.is_sample || !state.edits().project().stamp) return;
        journal.emplace(mix.path, *state.edits().project().stamp);
    }
};

Studio::Studio() : impl_(std::make_unique<Impl>()) {}
Studio::~Studio() { impl_->close_journal(); }

void Studio::open(OpenedMix mix) {
    Impl& s = *impl_;
    s.close_journal();
    s.mix = std::move(mix);
    if (!s.mix.is_project) {
        s.mix.project = {};
        s.mix.project.master = s.mix.path.filename();
        s.mix.project.path = s.mix.path;
        s.mix.project.path.replace_extension(".cavea");
    }
    s.selection.clear();
    hovered.reset();
    s.state.open(s.mix.master, s.mix.programme, s.mix.project);
    s.saved = s.state.edits().project();
    s.dirty_version = 0;
    s.open_journal();
    if (!s.journal) return;
    try {
        s.recoverable = s.journal->recover(s.saved);
    } catch (const Error& error) {
        notify(Notice::Level::Warning, error.what());
    }
}

bool Studio::has_mix() const { return impl_->open(); }
const OpenedMix& Studio::mix() const { return impl_->mix; }
const session::Project& Studio::project() const { return impl_->state.edits().project(); }
std::uint64_t Studio::revision() const { return impl_->state.edits().project_version(); }

bool Studio::dirty() const {
    if (!has_mix()) return false;
    if (impl_->dirty_version != revision()) {
        impl_->dirty_version = revision();
        impl_->dirty = !(project() == impl_->saved);
    }
    return impl_->dirty;
}

void Studio::save(const std::filesystem::path& path) {
    CAVEA_ASSERT(has_mix());
    Impl& s = *impl_;
    end_gesture();
    session::Project written = session::write_project(project(), path);
    if (s.recoverable && path == s.mix.path) s.recoverable.reset();
    s.close_journal();
    s.mix.path = path;
    s.mix.is_project = true;
    s.mix.is_sample = false;
    s.saved = written;
    s.mix.project = written;
    s.state.edits().relocate(std::move(written));
    static_cast<void>(s.state.edits().take_touched());
    s.dirty_version = 0;
    s.open_journal();
}

const Scene& Studio::scene() const { return has_mix() ? impl_->state.scene() : impl_->empty_scene; }

void Studio::select(std::size_t item, Select how) { select(std::vector<std::size_t>{item}, how); }

void Studio::select(const std::vector<std::size_t>& items, Select how) {
    std::vector<std::size_t> known;
    for (const std::size_t item : items) {
        if (impl_->has(item)) known.push_back(item);
    }
    impl_->selection.select(known, how);
}

void Studio::clear_selection() { impl_->selection.clear(); }

void Studio::select_next(int step) {
    if (!has_mix() || impl_->state.size() == 0) return;
    const auto count = static_cast<std::int64_t>(impl_->state.size());
    std::int64_t at = step > 0 ? -1 : count;
    if (!selection().empty()) at = static_cast<std::int64_t>(selection().back());
    const std::int64_t next = ((at + step) % count + count) % count;
    select(static_cast<std::size_t>(next), Select::Only);
}

bool Studio::selected(std::size_t item) const { return impl_->selection.contains(item); }
const std::vector<std::size_t>& Studio::selection() const { return impl_->selection.items(); }

void Studio::begin_gesture(const std::string& name) { impl_->state.edits().begin(name); }
void Studio::end_gesture() { impl_->state.edits().end(); }
void Studio::cancel_gesture() {
    impl_->state.edits().cancel();
    impl_->state.refresh();
}

void Studio::hold(std::size_t item, Vec3 position) {
    if (!impl_->movable(item) || !finite(position)) return;
    Parts parts;
    parts.holds[item] = Override{glm::clamp(position, Vec3(-1), Vec3(1))};
    impl_->change("Move {}", impl_->item(item).name, parts);
}

void Studio::hold_polar(std::size_t item, const layout::Polar& position) {
    if (!std::isfinite(position.azimuth_deg + position.elevation_deg + position.distance)) return;
    const layout::Polar p{std::remainder(position.azimuth_deg, 360.0),
                          std::clamp(position.elevation_deg, -90.0, 90.0),
                          std::clamp(position.distance, 0.0, 1.0)};
    hold(item,
         in_room(session::room_position(false, {p.azimuth_deg, p.elevation_deg, p.distance})));
}

void Studio::release(std::size_t item) {
    if (!impl_->has(item)) return;
    Parts parts;
    parts.holds[item] = std::nullopt;
    impl_->change("Release {}", impl_->item(item).name, parts);
}

void Studio::set_extent(std::size_t item, double size) {
    if (!impl_->movable(item) || !std::isfinite(size)) return;
    impl_->change_edit(item, "Size of {}",
                       [&](ObjectEdit& edit) { edit.size = std::clamp(size, 0.0, 1.0); });
}

void Studio::set_gain_db(std::size_t item, double gain_db) {
    if (!impl_->has(item) || std::isnan(gain_db)) return;
    impl_->change_edit(item, "Gain of {}",
                       [&](ObjectEdit& edit) { edit.gain_db = level(gain_db); });
}

void Studio::set_mute(std::size_t item, bool mute) {
    if (!impl_->has(item)) return;
    impl_->change_edit(item, mute ? "Mute {}" : "Unmute {}", [&](ObjectEdit& edit) {
        edit.mute.reset();
        if (mute != impl_->state.muted_by_master(item)) edit.mute = mute;
    });
}

void Studio::set_stem(std::size_t item, Stem stem) {
    if (!impl_->has(item)) return;
    impl_->change_edit(item, "Stem of {}",
                       [&](ObjectEdit& edit) { edit.stem = look(stem).short_name; });
}

void Studio::set_solo(std::size_t item, bool solo) {
    if (!impl_->has(item)) return;
    Parts parts;
    parts.solos[item] = solo;
    impl_->change(solo ? "Solo {}" : "Unsolo {}", impl_->item(item).name, parts);
}

void Studio::clear_solos() {
    if (!has_mix()) return;
    Parts parts;
    for (const std::size_t item : impl_->state.edits().solos()) parts.solos[item] = false;
    impl_->change("Clear solos", "", parts);
}

void Studio::set_send_db(std::size_t item, std::size_t room, std::optional<double> level_db) {
    if (!impl_->has(item) || room >= project().rooms.size()) return;
    if (level_db && std::isnan(*level_db)) return;
    const std::string& id = project().rooms[room].id;
    std::vector<ProjectSend> list;
    if (const auto* sends = impl_->state.sends(item)) list = *sends;
    if (!level_db) {
        std::erase_if(list, [&](const ProjectSend& send) { return send.room == id; });
    } else {
        const std::vector<programme::Breakpoint> gain{
            {Rational(), session::linear_gain(level(*level_db))}};
        bool there = false;
        for (ProjectSend& send : list) {
            if (send.room != id) continue;
            send.gain = gain;
            there = true;
        }
        if (!there) list.push_back({id, 1, gain});
    }
    Parts parts;
    const auto part = std::make_shared<const std::vector<ProjectSend>>(std::move(list));
    for (const std::string& key : impl_->item(item).keys) parts.sends[key] = part;
    impl_->change("Send of {}", impl_->item(item).name, parts);
}

void Studio::write_held(const std::vector<std::size_t>& items, double from_s, double to_s) {
    if (!has_mix() || !std::isfinite(from_s) || !std::isfinite(to_s)) return;
    const Rational from = nanoseconds(from_s);
    const Rational to = nanoseconds(to_s);
    if (!(from < to)) return;
    Impl& s = *impl_;
    try {
        begin_gesture("");
        for (const std::size_t item : items) {
            const auto hold = held(item);
            if (!hold || !s.movable(item)) continue;
            const Vec3 p = hold->position;
            session::Move move;
            move.cartesian = s.state.cartesian(item);
            const auto c = session::block_coordinate(move.cartesian, {p.x, p.y, p.z});
            move.points = {{from, c}, {to, c}};
            auto moves = s.state.edit(item).moves;
            session::write_move(moves, std::move(move));
            Parts parts;
            const auto part = std::make_shared<const std::vector<session::Move>>(std::move(moves));
            for (const std::string& key : s.item(item).keys) parts.moves[key] = part;
            parts.holds[item] = std::nullopt;
            s.state.edits().change({"Write {}", s.item(item).name}, parts);
        }
        s.state.refresh();
        end_gesture();
    } catch (const Error& error) {
        cancel_gesture();
        notify(Notice::Level::Error, error.what());
    }
}

void Studio::undo() {
    impl_->state.edits().undo();
    impl_->state.refresh();
}

void Studio::redo() {
    impl_->state.edits().redo();
    impl_->state.refresh();
}

std::optional<std::string> Studio::undo_name() const {
    const Step* step = impl_->state.edits().history().last();
    return step == nullptr ? std::nullopt : std::optional(step->name);
}

std::optional<std::string> Studio::redo_name() const {
    const Step* step = impl_->state.edits().history().next();
    return step == nullptr ? std::nullopt : std::optional(step->name);
}

ItemState Studio::state(std::size_t item, double seconds) const {
    return impl_->has(item) ? impl_->state.state(item, seconds) : ItemState{};
}

std::optional<Override> Studio::held(std::size_t item) const {
    const auto& holds = impl_->state.edits().holds();
    const auto found = holds.find(item);
    return found == holds.end() ? std::nullopt : std::optional(found->second);
}

double Studio::gain_db(std::size_t item) const {
    return impl_->has(item) ? impl_->state.edit(item).gain_db : 0;
}

bool Studio::muted(std::size_t item) const { return impl_->has(item) && impl_->state.muted(item); }

bool Studio::soloed(std::size_t item) const { return impl_->state.edits().solos().contains(item); }

bool Studio::audible(std::size_t item) const {
    return impl_->has(item) && impl_->state.audible(item);
}

std::optional<double> Studio::send_db(std::size_t item, std::size_t room) const {
    if (!impl_->has(item) || room >= project().rooms.size()) return std::nullopt;
    const auto* sends = impl_->state.sends(item);
    if (sends == nullptr) return std::nullopt;
    for (const ProjectSend& send : *sends) {
        if (send.room != project().rooms[room].id || send.gain.empty()) continue;
        if (send.gain.size() == 1 && send.gain.front().gain == 0) return std::nullopt;
        return 20 * std::log10(send.gain.front().gain);
    }
    return std::nullopt;
}

std::shared_ptr<const plan::Controls> Studio::controls() const {
    return has_mix() ? impl_->state.controls() : impl_->no_controls;
}

std::shared_ptr<const programme::Programme> Studio::programme() const {
    return impl_->state.programme();
}

void Studio::write_journal() {
    Impl& s = *impl_;
    if (!s.journal || s.recoverable || s.journal_failed) return;
    Edits::Touched touched = s.state.edits().take_touched();
    s.unwritten.objects.merge(touched.objects);
    s.unwritten.sends.merge(touched.sends);
    try {
        s.journal->append(project(), s.unwritten.objects, s.unwritten.sends);
        s.unwritten = {};
    } catch (const Error& error) {
        s.journal_failed = true;
        notify(Notice::Level::Warning,
               std::string("edits are not kept for a crash; save often: ") + error.what());
    }
}

bool Studio::can_recover() const { return impl_->recoverable.has_value(); }

void Studio::recover() {
    Impl& s = *impl_;
    if (!s.recoverable) return;
    const session::Project from = std::move(*s.recoverable);
    s.recoverable.reset();
    Parts parts;
    const auto mark = [&](const session::Project& project) {
        for (const auto& [key, edit] : project.objects) parts.objects[key], parts.moves[key];
        for (const auto& [key, sends] : project.sends) parts.sends[key];
    };
    mark(project());
    mark(from);
    for (const auto& [key, edit] : from.objects) {
        parts.moves[key] = std::make_shared<const std::vector<session::Move>>(edit.moves);
        auto rest = std::make_shared<ObjectEdit>(edit);
        rest->moves.clear();
        parts.objects[key] = std::move(rest);
    }
    for (const auto& [key, sends] : from.sends) {
        parts.sends[key] = std::make_shared<const std::vector<ProjectSend>>(sends);
    }
    try {
        s.change("Recover edits", "", parts);
    } catch (const Error& error) {
        undo();
        notify(Notice::Level::Error, error.what());
    }
}

void Studio::discard_recovery() {
    impl_->recoverable.reset();
    if (impl_->journal) impl_->journal->remove();
}

void Studio::notify(Notice::Level level, const std::string& text) {
    auto& notices = impl_->notices;
    if (notices.size() >= kMaxNotices) notices.erase(notices.begin());
    notices.push_back({level, text, impl_->next_notice++});
}

const std::vector<Notice>& Studio::notices() const { return impl_->notices; }

}  // namespace cavea::gui
