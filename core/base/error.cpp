// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <fmt/core.h>

namespace cavea {
namespace {

/// Length in bytes of the valid UTF-8 sequence at the start of text, 0 when it is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    std::size_t length = 0;
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    // C1 controls are escapes to some terminals.
    if (lead == 0xC2 && byte(1) < 0xA0) return 0;
    return length;
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (out.size() >= max_bytes) return out + "...";
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = utf8_length(text.substr(i));
        if (length == 0 || byte < 0x20 || byte == 0x7F) {
            out += fmt::format("\\x{:02x}", byte);
            ++i;
        } else {
            out += text.substr(i, length);
            i += length;
        }
    }
    return out;
}

std::string located(std::string_view file, std::string_view place, std::string_view what) {
    std::string out;
    // A path may be as long as the system allows and still has to be recognised.
    if (!file.empty()) out += printable(file, 1200) + ": ";
    if (!place.empty()) out += printable(place) + ": ";
    return out + printable(what, 1500);
}

Error refused(std::string_view file, std::string_view place, std::string_view what) {
    return Error(ErrorCode::Refused, located(file, place, what));
}

}  // namespace cavea
