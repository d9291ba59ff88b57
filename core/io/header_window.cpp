// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/header_window.h"

#include <algorithm>

#include "core/base/assert.h"

namespace cavea::io {

std::span<const std::byte> HeaderWindow::bytes(std::uint64_t at, std::size_t count) {
    CAVEA_ASSERT(count <= kBytes && at <= file_.size() && count <= file_.size() - at);
    if (at < begin_ || at + count > begin_ + filled_) {
        filled_ = static_cast<std::size_t>(std::min<std::uint64_t>(kBytes, file_.size() - at));
        begin_ = at;
        file_.read_at(at, std::span(buffer_).first(filled_));
    }
    return std::span(buffer_).subspan(static_cast<std::size_t>(at - begin_), count);
}

}  // namespace cavea::io
