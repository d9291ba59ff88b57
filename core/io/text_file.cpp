// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/text_file.h"

#include <fmt/core.h>

#include <span>

#include "core/io/atomic_target.h"
#include "core/io/posix_file.h"

namespace cavea::io {

std::string read_text_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
    const InputFile file(path);
    if (file.size() > max_bytes) {
        throw file.refuse("", fmt::format("{} bytes, where at most {} are accepted; is it the "
                                          "right file?",
                                          file.size(), max_bytes));
    }
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    file.read_at(0, std::as_writable_bytes(std::span(text)));
    return text;
}

void write_text_file(const std::filesystem::path& path, std::string_view text) {
    AtomicTarget target(path, {}, text.size());
    target.write_at(0, std::as_bytes(std::span(text)));
    target.commit(text.size());
}

}  // namespace cavea::io
