// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// XML as a stream of events, in bounded memory, from whoever wrote it: document types are refused,
// and depth, tags and texts have limits. Knows nothing of ADM.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

namespace cavea::adm {

/// Fills the front of a buffer, returns how many bytes; 0 is the end.
using ByteSource = std::function<std::size_t(std::span<std::byte>)>;

inline constexpr std::size_t kMaxXmlDepth = 64;
inline constexpr std::size_t kMaxXmlText = 64 * 1024;         ///< a name, attribute or text, bytes
inline constexpr std::size_t kMaxXmlToken = 8 * 1024 * 1024;  ///< a tag with all its attributes

class XmlHandler {
 public:
    virtual ~XmlHandler() = default;
    /// \param name        without namespace prefix
    /// \param attributes  name, value, name, value, ..., null; valid during the call
    virtual void start(std::string_view name, const char* const* attributes, std::size_t line) = 0;
    /// Part of the text of the open element.
    virtual void text(std::string_view part) = 0;
    virtual void end() = 0;
};

/// Parse to the end of the source. The handler may throw.
///
/// \param file  for messages
/// \throws Error{Refused}  not well formed, or beyond a limit: names "axml, line N"
void read_xml(const ByteSource& source, std::string_view file, XmlHandler& handler);

}  // namespace cavea::adm
