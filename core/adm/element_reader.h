// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values of one element with messages that name it: the checks that every element parser shares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/adm/fragment.h"
#include "core/base/diagnostics.h"
#include "core/base/rational.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// Where a coordinate may lie, and where a number is nonsense rather than large.
inline constexpr double kMaxCoordinate = 1e6;
/// 60 dB above unity, beyond what any mix asks for.
inline constexpr double kMaxGain = 1000;

class ElementReader {
 public:
    ElementReader(std::string file, Diagnostics& diagnostics)
        : file_(std::move(file)), diagnostics_(diagnostics) {}

    /// Edition of the document: 1 or 2.
    void set_version(int version) { version_ = version; }
    [[nodiscard]] const std::string& file() const { return file_; }

    /// Messages from now on are about this element.
    void enter(std::string_view id, std::size_t line) {
        id_ = id;
        line_ = line;
    }
    [[nodiscard]] std::string place() const;
    /// \throws Error{Refused}  always, with the element entered last
    [[noreturn]] void fail(std::string_view what) const;
    void warn(std::string_view code, std::string_view what);
    void unknown_attribute(const Element& element, std::string_view name);
    void unknown_element(const Element& child);
    /// Warn when the document is older than BS.2076-2; the feature is applied all the same.
    void needs_version_2(std::string_view feature);

    /// All of these throw Error{Refused} when the text is no such value or out of range.
    [[nodiscard]] double number(std::string_view text, std::string_view what, double min,
                                double max) const;
    [[nodiscard]] int integer(std::string_view text, std::string_view what, int min, int max) const;
    [[nodiscard]] bool flag(std::string_view text, std::string_view what) const;
    [[nodiscard]] Rational time(std::string_view text, std::string_view what);
    [[nodiscard]] Rational seconds(std::string_view text, std::string_view what) const;
    /// a + b, refused with the element's name when the sum leaves 64 bits.
    [[nodiscard]] Rational sum(Rational a, Rational b) const;
    [[nodiscard]] Rational difference(Rational a, Rational b) const;
    /// Linear gain of text with a unit, "linear" or "dB"; none is linear.
    [[nodiscard]] double gain(std::string_view text, std::optional<std::string_view> unit);
    /// Linear gain of a gain element with its gainUnit.
    [[nodiscard]] double gain(const Element& element);
    /// A reference to another element: not empty.
    [[nodiscard]] std::string reference(const Element& element) const;
    /// positionOffset elements of an object, one coordinate each.
    void position_offset(const Element& element, std::optional<programme::PositionOffset>& offset);

 private:
    std::string file_;
    Diagnostics& diagnostics_;
    std::string id_;
    std::size_t line_ = 0;
    int version_ = 1;
};

/// Take a value once: a second one is an error.
///
/// \throws Error{Refused}
template <class T, class V>
void set_once(const ElementReader& reader, std::optional<T>& slot, V&& value,
              std::string_view what) {
    if (slot) {
        reader.fail(std::string(what) + " is given twice; keep one of them");
    }
    slot = std::forward<V>(value);
}

}  // namespace cavea::adm
