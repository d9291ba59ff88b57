// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/file_browser.h"

#include <algorithm>
#include <cstring>
#include <system_error>

#include "gui/view/ui.h"

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;

template <std::size_t N>
void put(std::array<char, N>& buffer, std::string_view text) {
    const std::size_t n = std::min(text.size(), N - 1);
    std::memcpy(buffer.data(), text.data(), n);
    buffer[n] = '\0';
}

}  // namespace

void FileBrowser::begin(Mode mode, const fs::path& folder) {
    mode_ = mode;
    shown_ = opening_ = focus_ = true;
    question_.reset();
    chosen_.reset();
    places_ = places();
    go(folder);
}

void FileBrowser::open(const fs::path& folder, const std::vector<fs::path>& recent) {
    recent_ = recent;
    begin(Mode::Open, folder);
}

void FileBrowser::save(const fs::path& folder, const std::string& name) {
    put(name_, name);
    begin(Mode::Save, folder);
}

void FileBrowser::go(const fs::path& folder) {
    folder_ = list_folder(folder);
    put(typed_, "");
    refresh();
}

void FileBrowser::refresh() {
    const FileFilter filter = mode_ == Mode::Save ? FileFilter::Projects : filter_;
    rows_ = shown_entries(folder_, filter, typed_.data(), hidden_);
    row_ = 0;
    scroll_ = true;
    // What is typed means a file or folder; the first file is the better guess when any is left.
    if (typed_.front() == '\0') return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (folder_.entries[rows_[i]].kind == FileKind::Folder) continue;
        row_ = i;
        break;
    }
}

void FileBrowser::choose(const fs::path& file) {
    std::error_code error;
    if (mode_ == Mode::Save && fs::exists(file, error) && question_ != file) {
        question_ = file;
        return;
    }
    chosen_ = file;
    shown_ = false;
}

void FileBrowser::activate(std::size_t row) {
    if (row >= rows_.size()) return;
    const FileEntry entry = folder_.entries[rows_[row]];
    const fs::path path = folder_.path / entry.name;
    if (entry.kind == FileKind::Folder) {
        go(path);
        focus_ = true;
    } else if (mode_ == Mode::Save) {
        this->name(entry.name);
    } else {
        choose(path);
    }
}

void FileBrowser::name(const std::string& text) { put(name_, text); }

void FileBrowser::accept() {
    if (mode_ == Mode::Open) {
        activate(row_);
    } else if (name_.front() != '\0') {
        choose(folder_.path / project_name(name_.data()));
    }
}

void FileBrowser::keys() {
    if (question_) return;
    if (ui::pressed(ui::Key::Down, true) && row_ + 1 < rows_.size()) ++row_, scroll_ = true;
    if (ui::pressed(ui::Key::Up, true) && row_ > 0) --row_, scroll_ = true;
    if (ui::pressed(ui::Key::Enter)) accept();
    const bool empty = (mode_ == Mode::Open ? typed_.front() : name_.front()) == '\0';
    if (ui::pressed(ui::Key::Backspace) && empty && mode_ == Mode::Open) {
        go(folder_.path.parent_path());
        focus_ = true;
    }
}

}  // namespace cavea::gui
