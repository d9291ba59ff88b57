// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// References of a document that has been read whole: chna merged in, common definitions taken in,
// every reference followed once, loops and wrong types refused.
#pragma once

#include <string_view>

#include "core/adm/document.h"
#include "core/base/diagnostics.h"

namespace cavea::adm {

/// \param document  with its chna rows; afterwards every id in it leads to an element of it
/// \param file      for messages
/// \throws Error{Refused}  names the element that refers and the id it refers to
void resolve(Document& document, std::string_view file, Diagnostics& diagnostics);

}  // namespace cavea::adm
