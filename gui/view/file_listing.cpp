// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/file_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <system_error>

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostEntries = 100'000;

char lower(char ch) { return ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch; }
bool digit(char ch) { return ch >= '0' && ch <= '9'; }

std::int64_t seconds_of(fs::file_time_type time) {
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::seconds>(system.time_since_epoch()).count();
}

FileEntry entry_of(const fs::directory_entry& found) {
    FileEntry out;
    std::error_code error;  // of one file; the rest of the folder is still worth showing
    out.name = found.path().filename().string();
    out.kind = found.is_directory(error) ? FileKind::Folder : kind_of(found.path());
    if (out.kind != FileKind::Folder) {
        out.bytes = found.file_size(error);
        if (error) out.bytes = 0;
    }
    const auto time = found.last_write_time(error);
    if (!error) out.modified = seconds_of(time);
    return out;
}

void add_place(std::vector<Place>& out, const std::string& name, const fs::path& path) {
    std::error_code error;
    if (path.empty() || !fs::is_directory(path, error)) return;
    const auto same = [&](const Place& p) { return p.path == path; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back({name, path});
}

}  // namespace

FileKind kind_of(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), lower);
    if (ending == ".cavea") return FileKind::Project;
    constexpr std::array<std::string_view, 8> kMasters{".wav", ".bw64", ".rf64", ".w64",
                                                       ".adm", ".flac", ".aif",  ".aiff"};
    const bool master = std::find(kMasters.begin(), kMasters.end(), ending) != kMasters.end();
    return master ? FileKind::Master : FileKind::Other;
}

bool holds(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end() ||
           part.empty();
}

bool before(std::string_view text, std::string_view other) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < text.size() && j < other.size()) {
        if (digit(text[i]) && digit(other[j])) {
            const auto number = [](std::string_view s, std::size_t& at) {
                while (at < s.size() && s[at] == '0') ++at;
                const std::size_t begin = at;
                while (at < s.size() && digit(s[at])) ++at;
                return s.substr(begin, at - begin);
            };
            const auto a = number(text, i);
            const auto b = number(other, j);
            if (a.size() != b.size()) return a.size() < b.size();
            if (a != b) return a < b;
            continue;
        }
        const char a = lower(text[i++]);
        const char b = lower(other[j++]);
        if (a != b) return static_cast<unsigned char>(a) < static_cast<unsigned char>(b);
    }
    const std::size_t left = text.size() - i;
    const std::size_t right = other.size() - j;
    return left != right ? left < right : text < other;
}

Folder list_folder(const fs::path& path) {
    Folder out;
    std::error_code error;
    out.path = fs::absolute(path, error).lexically_normal();
    if (out.path.has_relative_path() && out.path.filename().empty()) {
        out.path = out.path.parent_path();
    }
    fs::directory_iterator at(out.path, fs::directory_options::skip_permission_denied, error);
    if (error) {
        out.problem = error.message();
        return out;
    }
    for (; at != fs::directory_iterator() && out.entries.size() < kMostEntries;
         at.increment(error)) {
        out.entries.push_back(entry_of(*at));
        if (error) break;
    }
    std::sort(out.entries.begin(), out.entries.end(), [](const FileEntry& a, const FileEntry& b) {
        const bool a_folder = a.kind == FileKind::Folder;
        const bool b_folder = b.kind == FileKind::Folder;
        return a_folder != b_folder ? a_folder : before(a.name, b.name);
    });
    return out;
}

std::vector<std::size_t> shown_entries(const Folder& folder, FileFilter filter,
                                       std::string_view typed, bool hidden) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < folder.entries.size(); ++i) {
        const FileEntry& e = folder.entries[i];
        if (!hidden && !e.name.empty() && e.name.front() == '.') continue;
        if (!holds(e.name, typed)) continue;
        const bool fits = e.kind == FileKind::Folder || filter == FileFilter::All ||
                          e.kind == FileKind::Project ||
                          (filter == FileFilter::Mixes && e.kind == FileKind::Master);
        if (fits) out.push_back(i);
    }
    return out;
}

std::vector<Place> places() {
    std::vector<Place> out;
    std::error_code error;
    if (const char* home = std::getenv("HOME"); home != nullptr) {
        add_place(out, "Home", home);
        add_place(out, "Music", fs::path(home) / "Music");
        add_place(out, "Documents", fs::path(home) / "Documents");
    }
    add_place(out, "Started in", fs::current_path(error));
    for (const char* mounts : {"/media", "/mnt", "/Volumes"}) add_place(out, mounts, mounts);
    add_place(out, "Computer", "/");
    return out;
}

std::string project_name(std::string_view typed) {
    std::string out(typed);
    if (kind_of(out) != FileKind::Project) out += ".cavea";
    return out;
}

std::string size_text(std::uintmax_t bytes) {
    constexpr std::array<const char*, 5> kUnits{"kB", "MB", "GB", "TB", "PB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    auto value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    while (value >= 999.95 && unit + 1 < kUnits.size()) value /= 1000, ++unit;
    return fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string date_text(std::int64_t seconds) {
    if (seconds == 0) return {};
    const auto time = static_cast<std::time_t>(seconds);
    std::tm local{};
    if (localtime_r(&time, &local) == nullptr) return {};
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                       local.tm_mday, local.tm_hour, local.tm_min);
}

}  // namespace cavea::gui
