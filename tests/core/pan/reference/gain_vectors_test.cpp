// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gains, decoders and conversions against vectors of the reference implementation: a selection in
// tests/data/bs2127, the full set where CAVEA_REFERENCE_DIR names one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/pan/gain_calculator.h"
#include "tests/support/support.h"

namespace cavea::pan {
namespace {

using Json = nlohmann::json;

// AllRAD on a set of points other than the one of BS.2127: see HoaDecoder.
constexpr double kHoaTolerance = 3e-4;

double difference(const Json& answer, const Json& expected) {
    if (expected.is_array()) {
        if (!answer.is_array() || answer.size() != expected.size()) return HUGE_VAL;
        double worst = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            worst = std::max(worst, difference(answer[i], expected[i]));
        }
        return worst;
    }
    if (expected.is_object()) {
        double worst = 0;
        for (const auto& [key, value] : expected.items()) {
            if (!answer.contains(key)) return HUGE_VAL;
            double here = difference(answer[key], value);
            // -180 and 180 are one azimuth.
            if (key == "azimuth") here = std::min(here, std::abs(here - 360));
            worst = std::max(worst, here);
        }
        return worst;
    }
    if (!answer.is_number()) return HUGE_VAL;
    const double d = std::abs(answer.get<double>() - expected.get<double>());
    return std::isnan(d) ? HUGE_VAL : d;
}

double largest(const Json& numbers) {
    double out = 0;
    for (const Json& v : numbers) out = std::max(out, std::abs(v.get<double>()));
    return out;
}

/// Checks cases and keeps the largest error for the report.
class Judge {
 public:
    explicit Judge(double tolerance) : tolerance_(tolerance) {}

    void check(const std::string& line, const Json& expected) {
        const GainAnswer answer = calculator_.answer(line);
        ++cases_;
        ASSERT_TRUE(answer.ok) << answer.line;
        const Json out = Json::parse(answer.line);
        double error = difference(out, expected);
        if (out.contains("diffuse") && !expected.contains("diffuse")) {
            error = std::max(error, largest(out["diffuse"]));
        }
        EXPECT_LE(error, tolerance_) << line << "\n" << answer.line << "\n" << expected;
        worst_ = std::max(worst_, error);
    }
    [[nodiscard]] std::size_t cases() const { return cases_; }
    ~Judge() {
        testing::Test::RecordProperty("cases", static_cast<int>(cases_));
        testing::Test::RecordProperty("largest_error", std::to_string(worst_ * 1e9) + "e-9");
    }

 private:
    GainCalculator calculator_;
    double tolerance_;
    double worst_ = 0;
    std::size_t cases_ = 0;
};

void check_selection(const std::string& file, double tolerance, std::size_t cases) {
    std::ifstream in(test::data_folder() / "bs2127" / file);
    Judge judge(tolerance);
    for (std::string line; std::getline(in, line);) {
        judge.check(line, Json::parse(line)["expect"]);
    }
    EXPECT_EQ(judge.cases(), cases) << file;
}

TEST(GainVectors, ObjectsAgreeWithTheReference) {
    check_selection("objects.jsonl", test::kGainTolerance, 2494);
}
TEST(GainVectors, DirectSpeakersAgreeWithTheReference) {
    check_selection("directspeakers.jsonl", test::kGainTolerance, 977);
}
TEST(GainVectors, HoaDecodersAgreeWithTheReference) {
    check_selection("hoa.jsonl", kHoaTolerance, 12);
}
TEST(GainVectors, ConversionsAgreeWithTheReference) {
    check_selection("conversion.jsonl", test::kConversionTolerance, 400);
}

/// One line of a csv file with quoted fields in which quotes are doubled.
std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            out.back() += line[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            out.emplace_back();
        } else if (c != '\r') {
            out.back() += c;
        }
    }
    return out;
}

class FullGainVectors : public testing::TestWithParam<std::string> {};

TEST_P(FullGainVectors, AgreeWithTheReference) {
    const auto folder = test::reference_folder();
    if (!folder) GTEST_SKIP() << "CAVEA_REFERENCE_DIR is not set";
    const auto path = *folder / "reference" / "bs2127" / (GetParam() + ".csv");
    std::ifstream in(path);
    if (!in) GTEST_SKIP() << path << " is not there";
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = csv_fields(line);
    Judge judge(test::kGainTolerance);
    while (std::getline(in, line)) {
        const std::vector<std::string> fields = csv_fields(line);
        ASSERT_EQ(fields.size(), header.size()) << line;
        Json gain_case;
        Json expected = {{"direct", Json::array()}, {"diffuse", Json::array()}};
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i] == "input_json") gain_case = Json::parse(fields[i]);
            for (const char* kind : {"direct", "diffuse"}) {
                if (header[i].rfind(std::string(kind) + "_", 0) == 0) {
                    expected[kind].push_back(std::stod(fields[i]));
                }
            }
        }
        if (expected["diffuse"].empty()) expected.erase("diffuse");
        gain_case["id"] = fields.front();
        judge.check(gain_case.dump(), expected);
    }
    EXPECT_GE(judge.cases(), 300U);
}

std::vector<std::string> full_set() {
    std::vector<std::string> out;
    for (const char* kind : {"objects_", "directspeakers_"}) {
        for (const char* layout : {"0+2+0", "0+5+0", "2+5+0", "4+5+0", "4+5+1", "3+7+0", "4+9+0",
                                   "9+10+3", "0+7+0", "4+7+0"}) {
            out.push_back(std::string(kind) + layout);
        }
    }
    return out;
}

INSTANTIATE_TEST_SUITE_P(, FullGainVectors, testing::ValuesIn(full_set()), [](const auto& test) {
    std::string name = test.param;
    std::replace(name.begin(), name.end(), '+', '_');
    return name;
});

}  // namespace
}  // namespace cavea::pan
