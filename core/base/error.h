// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one exception type of cavea, for what the world refuses: files, devices, arguments. Thrown
// while preparing, never on an audio thread; caught in cli, gui, thread entry points and tests.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace cavea {

/// The enumerators are the exit codes of the command line.
enum class ErrorCode {
    Refused = 1,        ///< the input is bad, or a check failed
    Usage = 2,          ///< the caller asked for something that does not exist
    Machine = 3,        ///< no device, disk full, out of memory
    Interrupted = 130,  ///< the user stopped it
};

class Error : public std::runtime_error {
 public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    [[nodiscard]] ErrorCode code() const noexcept { return code_; }

 private:
    ErrorCode code_;
};

/// "FILE: PLACE: what; do": the form of every message about a file. Control characters in the parts
/// are made visible, so that a hostile name cannot drive the terminal; long parts are cut.
///
/// \param file   path as the user gave it; empty leaves the part out
/// \param place  chunk, element id and line, frame number; empty leaves the part out
/// \param what   what is wrong and what to do about it, "wrong; do this"
[[nodiscard]] std::string located(std::string_view file, std::string_view place,
                                  std::string_view what);

/// An input that is refused: Error{Refused, located(...)}.
[[nodiscard]] Error refused(std::string_view file, std::string_view place, std::string_view what);

/// Text safe for one line of a terminal: control characters and invalid UTF-8 as \xNN, at most
/// \p max_bytes bytes with "..." in the place of the rest.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 300);

}  // namespace cavea
