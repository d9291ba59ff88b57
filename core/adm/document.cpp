// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/document.h"

namespace cavea::adm {

std::string id_key(std::string_view id) {
    std::string key(id);
    for (char& c : key) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    return key;
}

}  // namespace cavea::adm
