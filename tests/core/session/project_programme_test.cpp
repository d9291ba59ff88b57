// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_programme.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/io/audio_writer.h"
#include "core/programme/bed.h"
#include "core/session/project_file.h"
#include "tests/support/support.h"

namespace cavea::session {
namespace {

void write_response(const std::filesystem::path& path, const std::string& layout,
                    std::uint32_t rate_hz) {
    Diagnostics diagnostics;
    io::WriterSettings settings;
    settings.path = path;
    settings.rate_hz = rate_hz;
    settings.layout = *layout::find(layout);
    const auto writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> samples(settings.layout.size(), 4800);
    for (std::size_t c = 0; c < samples.channels(); ++c) {
        const auto noise = test::noise(samples.frames(), c + 1, 0.1F);
        std::copy(noise.begin(), noise.end(), samples.view()[c].begin());
    }
    writer->write(samples.view());
    writer->commit();
}

programme::Programme master() {
    programme::Programme out = programme::bed(*layout::find("0+2+0"), 48000, 1000);
    for (std::size_t i = 0; i < 2; ++i) {
        auto source = std::make_shared<programme::Source>(*out.sources[i]);
        source->object = i == 0 ? "AO_1001" : "AO_1002";
        out.sources[i] = source;
    }
    return out;
}

class ProjectProgramme : public testing::Test {
 protected:
    void SetUp() override { write_response(folder_ / "hall.wav", "0+5+0", 48000); }

    [[nodiscard]] Project project(const std::string& sends) const {
        return parse_project(R"({"cavea": 1, "master": "m.wav", "rooms": [{"id": "hall",
            "ir": "hall.wav", "level_db": -6, "predelay_ms": 10}], "sends": )" +
                                 sends + "}",
                             folder_ / "mix.cavea");
    }

    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(ProjectProgramme, LoadsRoomsAndAttachesSends) {
    const auto out = with_rooms(
        master(), project(R"({"AO_1002": [{"room": "hall", "level_db": 0}]})"), diagnostics_);
    ASSERT_EQ(out.rooms.size(), 1U);
    EXPECT_EQ(out.rooms[0].ir->channels, 6U);
    EXPECT_EQ(out.rooms[0].predelay_frames, 480U);
    EXPECT_NEAR(out.rooms[0].gain, 0.501, 1e-3);
    EXPECT_TRUE(out.sources[0]->sends.empty());
    ASSERT_EQ(out.sources[1]->sends.size(), 1U);
    EXPECT_EQ(out.sources[1]->sends[0].room, 0U);
    EXPECT_EQ(out.sources[1]->sends[0].input, 0U);
}

TEST_F(ProjectProgramme, TheStarIsForAllOthers) {
    const auto out = with_rooms(
        master(), project(R"({"*": [{"room": "hall", "level_db": -20}], "AO_1001": []})"),
        diagnostics_);
    EXPECT_TRUE(out.sources[0]->sends.empty());
    EXPECT_EQ(out.sources[1]->sends.size(), 1U);
}

TEST_F(ProjectProgramme, RefusesSendsThatLeadNowhere) {
    for (const std::string bad :
         {R"({"AO_1009": [{"room": "hall", "level_db": 0}]})",
          R"({"AO_1001": [{"room": "hall", "input": 2, "level_db": 0}]})"}) {
        try {
            static_cast<void>(with_rooms(master(), project(bad), diagnostics_));
            FAIL() << bad;
        } catch (const Error& error) {
            const std::string message = error.what();
            EXPECT_NE(message.find("mix.cavea: /sends/AO_100"), std::string::npos) << message;
        }
    }
}

TEST_F(ProjectProgramme, RefusesAMissingImpulseResponseByName) {
    const Project missing = parse_project(
        R"({"cavea": 1, "master": "m.wav", "rooms": [{"id": "x", "ir": "none.wav"}]})",
        folder_ / "mix.cavea");
    try {
        static_cast<void>(with_rooms(master(), missing, diagnostics_));
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("none.wav"), std::string::npos);
    }
}

TEST_F(ProjectProgramme, AQuickRoomHearsEverySource) {
    write_response(folder_ / "mono.wav", "0+2+0", 44100);
    const auto out = with_quick_room(master(), folder_ / "mono.wav", -20, diagnostics_);
    ASSERT_EQ(out.rooms.size(), 1U);
    EXPECT_EQ(out.rooms[0].ir->rate_hz, 48000U);
    for (const auto& source : out.sources) {
        ASSERT_EQ(source->sends.size(), 1U);
        EXPECT_NEAR(source->sends[0].gain.at(0).gain, 0.1, 1e-12);
    }
}

TEST_F(ProjectProgramme, OfAnHoaSceneOnlyTheOmnidirectionalComponentIsSent) {
    programme::Programme scene = master();
    auto components = std::make_shared<programme::HoaScene>();
    components->components = {{0, 0}, {1, -1}};
    for (std::size_t i = 0; i < 2; ++i) {
        auto source = std::make_shared<programme::Source>(*scene.sources[i]);
        source->metadata = programme::HoaSource{nullptr, components, i};
        source->object = "AO_1001";
        scene.sources[i] = source;
    }
    const auto out = with_rooms(scene, project(R"({"AO_1001": [{"room": "hall", "level_db": 0}]})"),
                                diagnostics_);
    EXPECT_EQ(out.sources[0]->sends.size(), 1U);
    EXPECT_TRUE(out.sources[1]->sends.empty());
    const auto quick = with_quick_room(scene, folder_ / "hall.wav", 0, diagnostics_);
    EXPECT_EQ(quick.sources[0]->sends.size(), 1U);
    EXPECT_TRUE(quick.sources[1]->sends.empty());
}

}  // namespace
}  // namespace cavea::session
