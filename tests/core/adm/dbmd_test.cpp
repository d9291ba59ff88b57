// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/dbmd.h"

#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using Bytes = std::vector<std::byte>;

Bytes zeros(std::size_t count) { return Bytes(count); }
void put(Bytes& bytes, std::size_t at, int value) { bytes.at(at) = static_cast<std::byte>(value); }
void append(Bytes& to, const Bytes& more) {
    for (const std::byte b : more) to.push_back(b);
}

/// Id, size, content, checksum.
Bytes segment(int id, const Bytes& content) {
    Bytes out = zeros(3);
    put(out, 0, id);
    put(out, 1, static_cast<int>(content.size() & 0xFF));
    put(out, 2, static_cast<int>(content.size() >> 8));
    append(out, content);
    out.push_back(std::byte{0x55});
    return out;
}

Bytes atmos() {
    Bytes out = zeros(248);
    const std::string tool = "Some Tool";
    for (std::size_t i = 0; i < tool.size(); ++i) put(out, 32 + i, tool[i]);
    put(out, 96, 3);
    put(out, 97, 7);
    put(out, 98, 1);
    put(out, 139, 1 << 4 | 1);
    put(out, 152, 3 << 3 | 2);
    return out;
}

Bytes supplement() {
    Bytes out = zeros(7 + 9 * 15 + 40);
    const int sync[] = {0xBD, 0x6F, 0x72, 0xF8};
    for (std::size_t i = 0; i < 4; ++i) put(out, i, sync[i]);
    put(out, 4, 0x18);
    put(out, 7, 1);           // 2.0
    put(out, 7 + 4 * 15, 1);  // 5.1.2
    return out;
}

Bytes whole() {
    Bytes out = zeros(4);
    append(out, segment(7, zeros(96)));
    append(out, segment(200, zeros(5)));
    append(out, segment(9, atmos()));
    append(out, segment(10, supplement()));
    out.push_back(std::byte{0});
    return out;
}

TEST(Dbmd, SaysToolWarpModeDownmixAndTrims) {
    Diagnostics diagnostics;
    const DolbyMetadata read = parse_dbmd(whole(), "f.wav", diagnostics);
    EXPECT_TRUE(diagnostics.list().empty());
    EXPECT_EQ(read.bytes, whole());
    EXPECT_EQ(read.segments, (std::vector<DolbyMetadata::Segment>{
                                 {7, 96}, {200, 5}, {9, 248}, {10, supplement().size()}}));
    EXPECT_EQ(read.programmes(), 1U);
    ASSERT_TRUE(read.atmos);
    EXPECT_EQ(read.atmos->tool, "Some Tool");
    EXPECT_EQ(read.atmos->tool_version, (std::array{3, 7, 1}));
    EXPECT_EQ(warp_mode_name(read.atmos->warp_mode), "Dolby Pro Logic IIx");
    EXPECT_EQ(downmix_name(read.atmos->downmix_5to2), "Lo/Ro");
    ASSERT_TRUE(read.supplement);
    EXPECT_EQ(read.supplement->objects, 24);
    for (std::size_t i = 0; i < kTrimLayouts.size(); ++i) {
        EXPECT_EQ(read.supplement->automatic_trim[i], i == 0 || i == 4) << kTrimLayouts[i];
    }
}

TEST(Dbmd, EveryCutIsAWarning) {
    const Bytes bytes = whole();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Diagnostics diagnostics;
        const DolbyMetadata read = parse_dbmd(std::span(bytes).first(size), "f.wav", diagnostics);
        ASSERT_EQ(diagnostics.list().size(), 1U) << size;
        EXPECT_EQ(diagnostics.list()[0].code, "adm-dbmd");
        EXPECT_LE(read.segments.size(), 4U);
    }
}

TEST(Dbmd, SegmentsOfAnotherShapeArePassedOver) {
    Bytes bytes = zeros(4);
    append(bytes, segment(9, zeros(10)));
    append(bytes, segment(10, zeros(400)));  // no sync
    append(bytes, segment(3, zeros(2)));
    bytes.push_back(std::byte{0});
    Diagnostics diagnostics;
    const DolbyMetadata read = parse_dbmd(bytes, "f.wav", diagnostics);
    EXPECT_EQ(diagnostics.list().size(), 2U);
    EXPECT_FALSE(read.atmos);
    EXPECT_FALSE(read.supplement);
    EXPECT_EQ(read.segments.size(), 3U);
    EXPECT_EQ(warp_mode_name(7), "unknown");
    EXPECT_EQ(downmix_name(5), "unknown");
}

TEST(Dbmd, IsThereOrNot) {
    test::MemoryWav file;
    Diagnostics diagnostics;
    EXPECT_FALSE(read_dbmd(file, diagnostics));
    const Bytes bytes = whole();
    file.add("dbmd", std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    EXPECT_EQ(read_dbmd(file, diagnostics)->segments.size(), 4U);
    EXPECT_TRUE(diagnostics.list().empty());
}

}  // namespace
}  // namespace cavea::adm
