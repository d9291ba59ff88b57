// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of the dbmd chunk of Dolby masters, and that it never changes a render.
#include <gtest/gtest.h>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

class DbmdCommand : public RenderCase {
 protected:
    /// A plain file with this dbmd chunk; none when empty.
    [[nodiscard]] std::string with(const std::string& dbmd) const {
        return write_file(folder_ / "m.wav", riff(fmt_chunk({.channels = 2}) +
                                                  (dbmd.empty() ? "" : chunk("dbmd", dbmd)) +
                                                  chunk("data", counting_pcm24(2, 480))));
    }
    /// Version, a segment of Dolby Digital Plus of two bytes, an Atmos segment, the end.
    [[nodiscard]] static std::string whole() {
        std::string atmos(160, '\0');
        atmos.replace(32, 4, "Tool");
        atmos[152] = 1;
        return std::string("\0\0\0\1", 4) + std::string("\7\2\0ab\0", 6) +
               std::string("\11\240\0", 3) + atmos + std::string("\0\0", 2);
    }
};

TEST_F(DbmdCommand, InfoTellsWhatItSays) {
    const Outcome text = cavea({"info", with(whole())});
    EXPECT_EQ(text.exit_code, 0) << text;
    EXPECT_NE(text.out.find("dbmd: 175 bytes, segments 7 (2) 9 (160); 1 programme(s)"),
              std::string::npos)
        << text;
    EXPECT_NE(text.out.find("made by Tool 0.0.0; warp mode direct render with room balance"),
              std::string::npos)
        << text;
    const auto json = nlohmann::json::parse(cavea({"info", with(whole()), "--json"}).out);
    EXPECT_EQ(json["dbmd"]["segments"].size(), 2U);
    EXPECT_EQ(json["dbmd"]["warp_mode"], "direct render with room balance");
    EXPECT_TRUE(json["warnings"].empty());
    EXPECT_FALSE(nlohmann::json::parse(cavea({"info", with(""), "--json"}).out).contains("dbmd"));
}

TEST_F(DbmdCommand, DamageIsAWarningAndNoRenderChanges) {
    const std::string without = bytes(with(""), "0+5+0");
    for (const std::size_t size : {0UL, 3UL, 8UL, 60UL}) {
        const std::string input = with(size == 0 ? std::string(1, 'x') : whole().substr(0, size));
        const Outcome outcome = cavea({"info", input});
        EXPECT_EQ(outcome.exit_code, 0) << outcome;
        EXPECT_NE(outcome.err.find("[adm-dbmd]"), std::string::npos) << outcome;
        EXPECT_TRUE(bytes(input, "0+5+0") == without);
    }
    EXPECT_TRUE(bytes(with(whole()), "0+5+0") == without);
}

}  // namespace
}  // namespace cavea::test
