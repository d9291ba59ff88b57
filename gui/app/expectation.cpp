// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/expectation.h"

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace cavea::gui {
namespace {

using Json = nlohmann::json;

constexpr double kNear = 1e-3;

/// A word as JSON where it is JSON, else as text: 1, true, "a b", Dragon.
Json value_of(const std::string& word) {
    Json out = Json::parse(word, nullptr, false);
    return out.is_discarded() ? Json(word) : out;
}

bool contains(const Json& there, const Json& value) {
    if (there.is_string() && value.is_string()) {
        return there.get_ref<const std::string&>().find(value.get_ref<const std::string&>()) !=
               std::string::npos;
    }
    if (there.is_object() && value.is_string()) return there.contains(value.get<std::string>());
    for (const Json& element : there) {
        if (element == value) return true;
    }
    return false;
}

bool holds(const Json& there, const std::string& op, const Json& value) {
    if (op == "contains") return contains(there, value);
    if (op == "==") return there == value;
    if (!there.is_number() || !value.is_number()) return false;
    const double a = there.get<double>();
    const double b = value.get<double>();
    if (op == "<") return a < b;
    if (op == ">") return a > b;
    return std::abs(a - b) <= kNear;
}

std::string check(const Json& state, const std::vector<std::string>& words) {
    const Json::json_pointer pointer(words[0]);
    const std::string& op = words[1];
    const bool there = state.contains(pointer);
    if (op == "exists") return there ? "" : fmt::format("{} does not exist", words[0]);
    if (op != "==" && op != "~=" && op != "<" && op != ">" && op != "contains") {
        return fmt::format("there is no comparison '{}'; use ==, ~=, <, >, exists, contains", op);
    }
    if (words.size() < 3) return fmt::format("{} needs a value to compare with", op);
    if (!there) return fmt::format("{} does not exist", words[0]);
    const Json& found = state.at(pointer);
    if (holds(found, op, value_of(words[2]))) return "";
    return fmt::format("{} is {}, expected {} {}", words[0], found.dump(), op, words[2]);
}

}  // namespace

std::string why_not_as_expected(const std::string& state, const std::vector<std::string>& words) {
    try {
        return check(Json::parse(state), words);
    } catch (const Json::exception& error) {
        return fmt::format("{}: {}", words[0], error.what());
    }
}

}  // namespace cavea::gui
