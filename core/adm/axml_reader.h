// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The axml chunk in one pass: elements go into the document as they end. References are not
// followed here, since they may point forwards.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/adm/document.h"
#include "core/adm/xml_stream.h"
#include "core/base/diagnostics.h"

namespace cavea::adm {

/// Parse ADM XML, wrapped by EBU Core, by a frame of BS.2125, or bare.
///
/// \param file  for messages
/// \throws Error{Refused}  names file, element and line
[[nodiscard]] Document read_axml(const ByteSource& source, std::string_view file,
                                 Diagnostics& diagnostics);

}  // namespace cavea::adm
