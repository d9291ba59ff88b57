// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ImGui itself: its context, style and fonts at a scale. One at a time.
#pragma once

#include <string>

#include "gui/app/fonts.h"

namespace cavea::gui {

class UiContext {
 public:
    explicit UiContext(FontFiles files);
    UiContext(const UiContext&) = delete;
    UiContext& operator=(const UiContext&) = delete;
    ~UiContext();

    /// Style and fonts for this scale and these characters.
    ///
    /// \return whether the atlas is a new one, which then has to go to the device
    bool fit(double scale, const std::string& characters);

 private:
    FontFiles files_;
    double scale_ = 0;  ///< none yet
    std::string characters_;
};

}  // namespace cavea::gui
