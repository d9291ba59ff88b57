// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged files end in a Programme or in an Error that names the file, never in anything else; the
// sanitizers watch.
#include <gtest/gtest.h>

#include <random>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return static_cast<std::size_t>(random() % n); }

std::string seed_document() {
    const auto block = [](int n, const char* from, const char* length) {
        return test::block("00031001", n, test::times(from, length),
                           test::kPolar +
                               "<gain gainUnit=\"dB\">-3</gain><width>30</width>"
                               "<jumpPosition interpolationLength=\"0.01\">1"
                               "</jumpPosition><objectDivergence>0.5</objectDivergence>");
    };
    return test::wrapped(
        test::programme("APR_1001", {"ACO_1001"}) +
            test::content("ACO_1001", {"AO_1008", "AO_1009"}) +
            test::object("AO_1008", test::object_ref("AO_1001") + test::object_ref("AO_1002")) +
            test::object("AO_1001", test::chain_refs(1),
                         " start=\"00:00:01.0\" duration=\"00:00:02.0\" importance=\"5\"") +
            test::object(
                "AO_1002",
                test::chain_refs(2) + "<positionOffset coordinate=\"azimuth\">5</positionOffset>") +
            test::object("AO_1009", test::pack_ref("AP_00010002") + test::uid_ref("ATU_00000008") +
                                        test::uid_ref("ATU_00000000")) +
            test::objects_chain(
                1, block(1, "00:00:00.0", "00:00:01.0") + block(2, "00:00:01.0", "00:00:01.0")) +
            test::objects_chain(2) + test::uid("ATU_00000008", "AT_00010001_01", "AP_00010002"),
        test::kVersion2);
}

const std::vector<ChnaRow> kRows{
    test::chain_row(1), test::chain_row(2), {8, "ATU_00000008", "AT_00010001_01", "AP_00010002"}};

// One to three small damages: bytes changed, pieces of the text cut, doubled or put elsewhere,
// digits and ids exchanged.
std::string damaged(std::string text, bool well_formed, Random& random) {
    for (std::size_t i = 1 + below(random, 3); i > 0; --i) {
        const std::size_t at = below(random, text.size());
        const std::size_t length = std::min(text.size() - at, 1 + below(random, 60));
        switch (well_formed ? 4 + below(random, 2) : below(random, 6)) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(below(random, text.size()), text.substr(at, length));
                break;
            case 3:
                text.resize(at + 1);
                break;
            case 4: {
                const std::size_t digit = text.find_first_of("0123456789", at);
                if (digit != text.npos) text[digit] = "0123456789-.eS"[below(random, 14)];
                break;
            }
            default: {
                const std::size_t a = text.find("IDRef>", at), b = text.find("IDRef>", a + 30);
                if (b == text.npos) break;
                text.replace(a + 6, 7, text.substr(b + 6, 7));
            }
        }
    }
    return text;
}

TEST(Mutation, DamagedAxmlIsReadOrRefusedByName) {
    const std::string whole = seed_document();
    ASSERT_EQ(test::refusal(whole, {}, kRows), "");
    std::size_t refused = 0;
    constexpr int kRounds = 4000;
    for (int seed = 0; seed < kRounds; ++seed) {
        Random random(static_cast<unsigned>(seed));
        const std::string message = test::refusal(damaged(whole, seed % 2 == 0, random), {}, kRows);
        if (message.empty()) continue;
        ++refused;
        ASSERT_EQ(message.find("in.wav: "), 0U) << "seed " << seed << ": " << message;
    }
    EXPECT_GT(refused, kRounds / 4U);
    EXPECT_LT(refused, kRounds - kRounds / 20U);
}

TEST(Mutation, DamagedChnaIsReadOrRefusedByName) {
    const auto whole = serialise_chna(kRows);
    const std::string axml = seed_document();
    for (unsigned seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        std::string bytes(reinterpret_cast<const char*>(whole.data()), whole.size());
        for (std::size_t i = 1 + below(random, 3); i > 0; --i) {
            bytes[below(random, bytes.size())] = static_cast<char>(random());
        }
        test::MemoryWav file;
        file.add("axml", axml);
        file.add("chna", bytes);
        const std::string message = test::refusal([&] { (void)test::compiled(file); });
        ASSERT_TRUE(message.empty() || message.starts_with("in.wav: ")) << seed << ": " << message;
    }
}

}  // namespace
}  // namespace cavea::adm
