// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/strict_json.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/base/error.h"

namespace cavea::session {
namespace {

std::string line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column =
        start == std::string_view::npos ? before.size() : before.size() - start - 1;
    return fmt::format("line {}, column {}", line, column);
}

/// Goes through a text and says how far it is.
struct Counting {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    const char** reached = nullptr;

    reference operator*() const { return *at; }
    Counting& operator++() {
        ++at;
        if (reached != nullptr) *reached = at;
        return *this;
    }
    friend bool operator==(const Counting& a, const Counting& b) { return a.at == b.at; }
    friend bool operator!=(const Counting& a, const Counting& b) { return a.at != b.at; }
};

/// The part of the library's message behind its own place and error number.
std::string reason(const std::string& message) {
    const std::size_t colon = message.find(": ");
    return colon == std::string::npos ? message : message.substr(colon + 2);
}

}  // namespace

Json parse_strictly(std::string_view text, const std::string& file, int max_depth) {
    std::vector<std::set<std::string>> keys;
    const char* reached = text.data();  // by the library, which tells its callback no place
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > max_depth) {
            throw refused(file, "", fmt::format("is nested more than {} deep", max_depth));
        }
        using Event = Json::parse_event_t;
        if (event == Event::object_start) keys.emplace_back();
        if (event == Event::object_end) keys.pop_back();
        if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second) {
            throw refused(file,
                          line_and_column(text, static_cast<std::size_t>(reached - text.data())),
                          "has the key '" + parsed.get<std::string>() + "' twice in one object");
        }
        return true;
    };
    try {
        return Json::parse(Counting{text.data(), &reached},
                           Counting{text.data() + text.size(), nullptr}, watch);
    } catch (const Json::parse_error& error) {
        throw refused(file, line_and_column(text, error.byte),
                      "is not JSON: " + reason(error.what()));
    } catch (const Json::exception& error) {
        throw refused(file, "", "is not JSON: " + reason(error.what()));
    }
}

void Node::refuse(std::string_view what) const {
    throw refused(file_, pointer_.empty() ? "/" : pointer_, what);
}

void Node::expect_object(const std::vector<std::string_view>& keys) const {
    if (!value_.is_object()) refuse("has to be an object");
    for (const auto& [key, value] : value_.items()) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
        std::string known;
        for (const std::string_view k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
        refuse("has the unknown key '" + key + "'; known are " + known);
    }
}

std::optional<Node> Node::find(std::string_view key) const {
    const auto it = value_.find(std::string(key));
    if (it == value_.end()) return std::nullopt;
    return Node(*it, file_, pointer_ + "/" + std::string(key));
}

Node Node::at(std::string_view key) const {
    if (auto node = find(key)) return *std::move(node);
    refuse("lacks the key '" + std::string(key) + "'");
}

std::vector<Node> Node::items() const {
    if (!value_.is_array()) refuse("has to be a list");
    std::vector<Node> out;
    for (std::size_t i = 0; i < value_.size(); ++i) {
        out.emplace_back(value_[i], file_, fmt::format("{}/{}", pointer_, i));
    }
    return out;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
    if (!value_.is_object()) refuse("has to be an object");
    std::vector<std::pair<std::string, Node>> out;
    for (const auto& [key, value] : value_.items()) {
        out.emplace_back(key, Node(value, file_, pointer_ + "/" + key));
    }
    return out;
}

std::string Node::text() const {
    if (!value_.is_string()) refuse("has to be a text");
    const auto& text = value_.get_ref<const std::string&>();
    if (text.empty()) refuse("is empty");
    if (text.size() > 4096) refuse("is longer than 4096 bytes");
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (std::any_of(text.begin(), text.end(), control)) refuse("has a control character in it");
    return text;
}

double Node::number(double min, double max) const {
    if (!value_.is_number()) refuse("has to be a number");
    const double number = value_.get<double>();
    if (!std::isfinite(number) || number < min || number > max) {
        refuse(fmt::format("has to lie between {} and {}", min, max));
    }
    return number;
}

std::int64_t Node::whole(std::int64_t min, std::int64_t max) const {
    const double value = number(static_cast<double>(min), static_cast<double>(max));
    if (value != std::floor(value)) refuse("has to be a whole number");
    return static_cast<std::int64_t>(value);
}

}  // namespace cavea::session
