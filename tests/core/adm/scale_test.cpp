// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A film has a million blocks: what is kept of each is counted, not timed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "core/adm/axml_reader.h"
#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

constexpr std::size_t kBlocks = 500'000;

// XML that is made while it is read, so that the test itself holds none of it.
class BlockStream {
 public:
    std::size_t operator()(std::span<std::byte> out) {
        while (pending_.size() < out.size() && next_ <= kBlocks + 1) pending_ += piece(next_++);
        const std::size_t count = std::min(pending_.size(), out.size());
        std::memcpy(out.data(), pending_.data(), count);
        pending_.erase(0, count);
        return count;
    }

 private:
    static std::string piece(std::size_t i) {
        if (i == 0) {
            return "<audioFormatExtended><audioChannelFormat audioChannelFormatID=\"AC_00031001\" "
                   "typeLabel=\"0003\">";
        }
        if (i > kBlocks) return "</audioChannelFormat></audioFormatExtended>";
        char text[400];
        const std::size_t tick = i - 1;  // of half a millisecond
        std::snprintf(text, sizeof text,
                      "<audioBlockFormat audioBlockFormatID=\"AB_00031001_%08zx\" "
                      "rtime=\"00:%02zu:%02zu.%05zu\" duration=\"00:00:00.00050\">"
                      "<cartesian>1</cartesian><position coordinate=\"X\">%.3f</position>"
                      "<position coordinate=\"Y\">1</position><width>%.1f</width>"
                      "<jumpPosition interpolationLength=\"0.0005\">1</jumpPosition>"
                      "</audioBlockFormat>",
                      i, tick / 120'000, tick / 2000 % 60, tick % 2000 * 50,
                      static_cast<double>(i % 1000) / 1000, static_cast<double>(i % 4) / 10);
        return text;
    }
    std::size_t next_ = 0;
    std::string pending_;
};

TEST(Scale, HalfAMillionBlocksTakeSixtyFourBytesEach) {
    Diagnostics diagnostics;
    const Document document = read_axml(BlockStream(), "in.wav", diagnostics);
    const auto& channel = *std::get<std::shared_ptr<const programme::ObjectsChannel>>(
        document.channels.find("AC_00031001")->blocks);
    ASSERT_EQ(channel.blocks.size(), kBlocks);
    EXPECT_EQ(channel.blocks.capacity(), kBlocks);
    EXPECT_EQ(channel.attributes.size(), 4U);  // the four widths
    EXPECT_LE(channel.attributes.capacity(), 4U);
    EXPECT_EQ(channel.blocks.back().number, kBlocks);
    EXPECT_EQ(channel.blocks.back().rtime_s(), Rational(kBlocks - 1, 2000));
    EXPECT_TRUE(diagnostics.list().empty()) << diagnostics.list().at(0).message;
}

TEST(Scale, TenThousandObjectsCompile) {
    constexpr int kObjects = 10'000;
    std::string body;
    std::vector<ChnaRow> rows;
    char digits[16], uid[16];
    for (int i = 1; i <= kObjects; ++i) {
        std::snprintf(digits, sizeof digits, "0003%04x", 0x1000 + i);
        std::snprintf(uid, sizeof uid, "ATU_%08x", i);
        const std::string d = digits;
        body += test::object("AO_" + d, test::pack_ref("AP_" + d) + test::uid_ref(uid)) +
                test::pack("AP_" + d, "Objects", test::channel_ref("AC_" + d)) +
                test::channel("AC_" + d, "Objects", test::block(d, 1, "", test::kPolar)) +
                test::stream_and_track(d) + test::uid(uid, "AT_" + d + "_01", "AP_" + d);
        rows.push_back({static_cast<std::uint16_t>(i), uid, "AT_" + d + "_01", "AP_" + d});
    }
    test::MemoryWav file(kObjects);
    file.add("axml", test::wrapped(body));
    file.add_chna(rows);
    const auto scene = test::compiled(file);
    ASSERT_EQ(scene.programme.sources.size(), static_cast<std::size_t>(kObjects));
    EXPECT_EQ(scene.programme.sources.back()->taps.at(0).track, kObjects - 1U);
}

}  // namespace
}  // namespace cavea::adm
