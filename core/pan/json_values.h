// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a JSON object with their checks: each reader names the key in its error. Only the .cpp
// files behind gain_case.h and gain_calculator.h include this, so that JSON stays out of headers.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/pan/gain_case.h"

namespace cavea::pan {

using Json = nlohmann::ordered_json;

/// \throws Error{Refused} for what is not JSON
[[nodiscard]] Json parse_json(std::string_view line);
/// \throws Error{Refused} for what is not a case
[[nodiscard]] GainCase read_gain_case(const Json& in);

namespace json {

[[noreturn]] inline void refuse(const std::string& key, const std::string& what) {
    throw refused("", key, what);
}

inline const Json* find(const Json& in, const char* key) {
    const auto at = in.find(key);
    return at == in.end() || at->is_null() ? nullptr : &*at;
}

inline double number(const Json& value, const char* key) {
    if (!value.is_number()) refuse(key, "is not a number; write one");
    const double out = value.get<double>();
    if (!std::isfinite(out)) refuse(key, "is not finite; write a smaller number");
    return out;
}

inline double number(const Json& in, const char* key, double missing) {
    const Json* value = find(in, key);
    return value == nullptr ? missing : number(*value, key);
}

inline std::optional<double> optional_number(const Json& in, const char* key) {
    const Json* value = find(in, key);
    if (value == nullptr) return std::nullopt;
    return number(*value, key);
}

inline const Json& required(const Json& in, const char* key) {
    const Json* value = find(in, key);
    if (value == nullptr) refuse(key, "is missing; add it");
    return *value;
}

/// A number within a range; it may be left out only where there is a value for that.
inline double bounded(const Json& in, const char* key, double low, double high,
                      std::optional<double> missing = std::nullopt) {
    const Json* value = find(in, key);
    if (value == nullptr && !missing) refuse(key, "is missing; add it");
    const double out = value == nullptr ? *missing : number(*value, key);
    if (out < low || out > high) refuse(key, "is out of range; correct it");
    return out;
}

inline bool flag(const Json& in, const char* key, bool missing) {
    const Json* value = find(in, key);
    if (value == nullptr) return missing;
    if (!value->is_boolean()) refuse(key, "is not true or false; write one of them");
    return value->get<bool>();
}

inline int integer(const Json& value, const char* key) {
    if (!value.is_number_integer()) refuse(key, "is not a whole number; write one");
    const double out = value.get<double>();
    if (std::abs(out) > 1e6) refuse(key, "is out of range; correct it");
    return static_cast<int>(out);
}

inline std::string text(const Json& value, const char* key) {
    if (!value.is_string()) refuse(key, "is not a string; put it in quotes");
    return value.get<std::string>();
}

inline const Json& object(const Json& value, const char* key) {
    if (!value.is_object()) refuse(key, "is not an object; write {...}");
    return value;
}

inline const Json& list(const Json& value, const char* key) {
    if (!value.is_array()) refuse(key, "is not a list; write [...]");
    return value;
}

inline const Json& part(const Json& in, const char* key) {
    static const Json kEmpty = Json::object();
    const Json* value = find(in, key);
    return value == nullptr ? kEmpty : object(*value, key);
}

}  // namespace json
}  // namespace cavea::pan
