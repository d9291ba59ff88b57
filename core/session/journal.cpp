// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/journal.h"

#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/project_file.h"
#include "core/session/project_nodes.h"
#include "core/session/strict_json.h"

namespace cavea::session {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxJournalBytes = std::uint64_t{1} << 30U;
constexpr std::chrono::seconds kSyncEvery{1};

std::string first_line(FileStamp stamp) {
    const Json json = {{"cavea_journal", 1}, {"bytes", stamp.bytes}, {"hash", stamp.hash}};
    return json.dump() + "\n";
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        out.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

/// Entries of the project by key; null for those that are not there.
template <class Map, class Write>
Json write_entries(const Map& map, const std::set<std::string>& keys, const Write& write) {
    Json out = Json::object();
    for (const std::string& key : keys) {
        const auto found = map.find(key);
        out[key] = found == map.end() ? Json() : write(found->second);
    }
    return out;
}

template <class Map, class Read>
void read_entries(const std::optional<Node>& node, Map& map, const Read& read) {
    if (!node) return;
    for (const auto& [key, value] : node->members()) {
        if (value.json().is_null()) {
            map.erase(key);
        } else {
            map[key] = read(value);
        }
    }
}

void apply(const Node& line, const std::set<std::string>& rooms, Project& project) {
    line.expect_object({"objects", "sends"});
    Project changed = project;
    read_entries(line.find("objects"), changed.objects, read_edit);
    read_entries(line.find("sends"), changed.sends,
                 [&](const Node& node) { return read_sends(node, rooms); });
    project = std::move(changed);
}

}  // namespace

Journal::Journal(const fs::path& project, FileStamp stamp)
    : path_(fs::path(project) += ".journal"), stamp_(stamp) {}

void Journal::start() {
    std::error_code error;
    std::string before;
    if (fs::exists(path_, error)) before = io::read_text_file(path_, kMaxJournalBytes);
    if (before.starts_with(first_line(stamp_))) {
        file_.emplace(path_, io::AppendFile::Start::Continue);
        if (before.back() != '\n') file_->append("\n");  // behind a line that was cut short
        return;
    }
    if (!before.empty()) fs::rename(path_, fs::path(path_) += ".old", error);
    file_.emplace(path_, io::AppendFile::Start::Fresh);
    file_->append(first_line(stamp_));
}

void Journal::append(const Project& project, const std::set<std::string>& objects,
                     const std::set<std::string>& sends) {
    if (!objects.empty() || !sends.empty()) {
        Json line = Json::object();
        if (!objects.empty()) line["objects"] = write_entries(project.objects, objects, write_edit);
        if (!sends.empty()) line["sends"] = write_entries(project.sends, sends, write_sends);
        if (!file_) start();
        file_->append(line.dump() + "\n");
        waiting_ = true;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!waiting_ || now - synced_ < kSyncEvery) return;
    file_->sync();
    synced_ = now;
    waiting_ = false;
}

std::optional<Project> Journal::recover(const Project& saved) const {
    std::error_code error;
    if (!fs::exists(path_, error)) return std::nullopt;
    const std::string text = io::read_text_file(path_, kMaxJournalBytes);
    if (!text.starts_with(first_line(stamp_))) {
        throw refused(path_.string(), "",
                      "holds edits of the project as it was before somebody else wrote it; delete "
                      "the journal, or undo what happened to the project");
    }
    std::set<std::string> rooms;
    for (const ProjectRoom& room : saved.rooms) rooms.insert(room.id);
    Project out = saved;
    for (const std::string_view line :
         lines_of(std::string_view(text).substr(first_line(stamp_).size()))) {
        try {
            const Json json = parse_strictly(line, path_.string(), kMaxProjectDepth);
            apply(Node(json, path_.string()), rooms, out);
        } catch (const Error&) {
            continue;  // cut short by what this journal is for
        }
    }
    if (out == saved) return std::nullopt;
    return out;
}

void Journal::remove() noexcept {
    std::error_code error;
    file_.reset();
    waiting_ = false;
    fs::remove(path_, error);
}

}  // namespace cavea::session
