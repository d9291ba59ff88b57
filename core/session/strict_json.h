// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON with what the library lets pass refused: duplicate keys, depth, numbers that are none.
// Values are read through Node, which knows its place and remembers which keys were asked for.
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::session {

using Json = nlohmann::ordered_json;

/// \throws Error{Refused}  names file, line and column
[[nodiscard]] Json parse_strictly(std::string_view text, const std::string& file, int max_depth);

/// A value with its place in the document.
class Node {
 public:
    Node(const Json& value, std::string file, std::string pointer = "")
        : value_(value), file_(std::move(file)), pointer_(std::move(pointer)) {}

    [[nodiscard]] const Json& json() const { return value_; }
    /// \throws Error{Refused}  with this node's place
    [[noreturn]] void refuse(std::string_view what) const;

    /// An object with no other keys than these.
    void expect_object(const std::vector<std::string_view>& keys) const;
    [[nodiscard]] std::optional<Node> find(std::string_view key) const;
    [[nodiscard]] Node at(std::string_view key) const;
    [[nodiscard]] std::vector<Node> items() const;                            ///< of an array
    [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const;  ///< of an object

    [[nodiscard]] std::string text() const;  ///< not empty, no control characters
    [[nodiscard]] double number(double min, double max) const;
    [[nodiscard]] std::int64_t whole(std::int64_t min, std::int64_t max) const;

 private:
    const Json& value_;
    std::string file_;
    std::string pointer_;
};

}  // namespace cavea::session
