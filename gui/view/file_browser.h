// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's own file dialog: places, a folder, a filter that is typed, and for saving a name and
// a question before something is replaced. What is chosen comes back as a path; nothing is opened
// or written here.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gui/view/context.h"
#include "gui/view/file_listing.h"

namespace cavea::gui {

class FileBrowser {
 public:
    enum class Mode { Open, Save };

    /// \param recent  newest first; their folders become places
    void open(const std::filesystem::path& folder,
              const std::vector<std::filesystem::path>& recent);
    void save(const std::filesystem::path& folder, const std::string& name);
    void close() { shown_ = false; }
    [[nodiscard]] bool shown() const { return shown_; }
    [[nodiscard]] Mode mode() const { return mode_; }
    [[nodiscard]] const Folder& folder() const { return folder_; }

    /// \return what was chosen, once
    std::optional<std::filesystem::path> draw(Context& context);

 private:
    void begin(Mode mode, const std::filesystem::path& folder);
    void go(const std::filesystem::path& folder);
    void refresh();
    void choose(const std::filesystem::path& file);
    void activate(std::size_t row);
    void name(const std::string& text);
    void keys();
    void draw_head(Context& context);
    void draw_crumbs();
    void draw_places(float height);
    void draw_entries(float height);
    void draw_row(std::size_t row, float width);
    void draw_foot(Context& context);
    void draw_overwrite();
    void accept();

    bool shown_ = false;
    bool opening_ = false;  ///< the popup is to be opened in the next frame
    bool focus_ = false;
    bool scroll_ = false;
    Mode mode_ = Mode::Open;
    Folder folder_;
    std::vector<std::size_t> rows_;
    std::size_t row_ = 0;
    FileFilter filter_ = FileFilter::Mixes;
    bool hidden_ = false;
    std::array<char, 256> typed_{};
    std::array<char, 256> name_{};
    std::vector<Place> places_;
    std::vector<std::filesystem::path> recent_;
    std::optional<std::filesystem::path> question_;  ///< file that would be replaced
    std::optional<std::filesystem::path> chosen_;
};

}  // namespace cavea::gui
