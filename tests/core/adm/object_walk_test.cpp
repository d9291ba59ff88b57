// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/object_walk.h"

#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::chain_refs;
using test::compiled;
using test::content;
using test::kVersion2;
using test::object;
using test::object_ref;
using test::objects_chain;
using test::programme;
using test::refusal;
using test::wrapped;

std::vector<std::string> source_ids(const test::Compiled& scene) {
    std::vector<std::string> out;
    for (const auto& source : scene.programme.sources) out.push_back(source->id);
    return out;
}
std::string id(int n) { return "AO_100" + std::to_string(n) + " ATU_0000000" + std::to_string(n); }
using Ids = std::vector<std::string>;

std::string leaf(int n, const std::string& extra = "", const std::string& attributes = "") {
    return object("AO_100" + std::to_string(n), chain_refs(n) + extra, attributes) +
           objects_chain(n);
}
std::string avs(const std::string& id, const std::string& inside) {
    return "<alternativeValueSet alternativeValueSetID=\"" + id + "\">" + inside +
           "</alternativeValueSet>";
}
std::string avs_ref(const std::string& id) {
    return test::references("alternativeValueSetIDRef", {id});
}

ErrorCode code_of(const std::string& axml, const Selection& selection) {
    try {
        (void)compiled(axml, selection);
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Machine;
}

TEST(ObjectWalk, ObjectsComeInTheOrderOfTheFile) {
    const auto scene = compiled(
        wrapped(programme("APR_1001", {"ACO_1002", "ACO_1001"}) + content("ACO_1001", {"AO_1001"}) +
                content("ACO_1002", {"AO_1003", "AO_1002"}) + leaf(1) + leaf(2) + leaf(3)));
    EXPECT_EQ(source_ids(scene), (Ids{id(3), id(2), id(1)}));
    EXPECT_EQ(scene.programme.name, "name of APR_1001");
    EXPECT_EQ(scene.programme.sources[0]->name, "name of AO_1003");
}

TEST(ObjectWalk, WithoutAProgrammeAllRootObjectsSound) {
    const auto scene =
        compiled(wrapped(leaf(1) + object("AO_1009", object_ref("AO_1002")) + leaf(2) + leaf(3)));
    EXPECT_EQ(source_ids(scene), (Ids{id(1), id(2), id(3)}));
}

TEST(ObjectWalk, TheLowestProgrammeIsTakenUnlessOneIsSelected) {
    const std::string axml = wrapped(
        programme("APR_100b", {"ACO_1002"}) + programme("APR_100A", {"ACO_1001"}) +
        content("ACO_1001", {"AO_1001"}) + content("ACO_1002", {"AO_1002"}) + leaf(1) + leaf(2));
    const auto lowest = compiled(axml);
    EXPECT_EQ(source_ids(lowest), Ids{id(1)});
    EXPECT_EQ(lowest.warnings("adm-several-programmes"), 1U);
    Selection selection;
    selection.programme = "apr_100B";
    const auto other = compiled(axml, selection);
    EXPECT_EQ(source_ids(other), Ids{id(2)});
    EXPECT_EQ(other.warnings("adm-several-programmes"), 0U);
    selection.programme = "APR_2000";
    EXPECT_NE(refusal(axml, selection).find("the file has APR_100b, APR_100A"), std::string::npos);
    EXPECT_EQ(code_of(axml, selection), ErrorCode::Usage);
}

TEST(ObjectWalk, GainsMultiplyAndMutesSpreadDownwards) {
    const auto scene = compiled(wrapped(
        object("AO_1008", object_ref("AO_1001") + object_ref("AO_1009") + "<gain>0.5</gain>") +
            object("AO_1009", object_ref("AO_1002") + "<mute>1</mute><gain>4</gain>") +
            leaf(1, "<gain>0.25</gain>") + leaf(2),
        kVersion2));
    ASSERT_EQ(source_ids(scene), (Ids{id(1), id(2)}));
    EXPECT_EQ(scene.programme.sources[0]->gain, 0.125);
    EXPECT_FALSE(scene.programme.sources[0]->mute);
    EXPECT_EQ(scene.programme.sources[1]->gain, 2);
    EXPECT_TRUE(scene.programme.sources[1]->mute);
    EXPECT_TRUE(scene.diagnostics.list().empty());
}

TEST(ObjectWalk, FeaturesOfVersion2AreAppliedWithAWarning) {
    const auto scene = compiled(wrapped(leaf(1, "<gain>0.25</gain><mute>1</mute>")));
    EXPECT_EQ(scene.programme.sources.at(0)->gain, 0.25);
    EXPECT_TRUE(scene.programme.sources.at(0)->mute);
    EXPECT_EQ(scene.warnings("adm-version-2-feature"), 2U);
}

TEST(ObjectWalk, TheLowestImportanceOfTheWayCounts) {
    const std::string axml = wrapped(
        object("AO_1009", object_ref("AO_1001") + object_ref("AO_1002"), " importance=\"5\"") +
        leaf(1, "", " importance=\"9\"") + leaf(2, "", " importance=\"2\"") + leaf(3));
    const auto left = [&](int threshold) {
        Selection selection;
        selection.importance = threshold;
        return source_ids(compiled(axml, selection));
    };
    EXPECT_EQ(left(2), (Ids{id(1), id(2), id(3)}));
    EXPECT_EQ(left(5), (Ids{id(1), id(3)}));
    EXPECT_EQ(left(6), (Ids{id(3)}));
    EXPECT_EQ(left(10), (Ids{id(3)}));
}

TEST(ObjectWalk, AnObjectReachedTwiceSoundsTwice) {
    const auto scene = compiled(wrapped(object("AO_1008", object_ref("AO_1001")) +
                                        object("AO_1009", object_ref("AO_1001")) + leaf(1)));
    EXPECT_EQ(source_ids(scene), (Ids{id(1), id(1)}));
}

TEST(ObjectWalk, MillionsOfWaysAreRefused) {
    std::string body = objects_chain(1);
    const auto name = [](int level, int side) { return "AO_2" + std::to_string(level * 2 + side); };
    for (int level = 0; level < 24; ++level) {
        for (int side = 0; side < 2; ++side) {
            body += object(name(level, side),
                           object_ref(name(level + 1, 0)) + object_ref(name(level + 1, 1)));
        }
    }
    body += object(name(24, 0), chain_refs(1)) + object(name(24, 1), "");
    EXPECT_NE(refusal(wrapped(body)).find("more than 65535 ways"), std::string::npos);
}

TEST(ObjectWalk, MoreSourcesThanTheLimitAreRefused) {
    // A bed of 24 channels reached 2,730 times is 65,520 sources, one time more is too much.
    std::string bed = test::pack_ref("AP_00010009");
    for (int i = 0; i < 24; ++i) bed += test::uid_ref("ATU_00000000");
    const auto reached = [&](int times) {
        std::string ids;
        for (int i = 0; i < times; ++i) ids += object_ref("AO_1001");
        return wrapped(object("AO_1009", ids) + object("AO_1001", bed) + objects_chain(1));
    };
    EXPECT_EQ(compiled(reached(2730)).programme.sources.size(), 65'520U);
    EXPECT_NE(refusal(reached(2731)).find("in.wav: AO_1001"), std::string::npos);
}

TEST(ObjectWalk, DeepChainsOfObjectsAreWalked) {
    std::string body = leaf(1);
    std::string below = "AO_1001";
    for (int i = 0; i < 20'000; ++i) {
        const std::string name = "AO_x" + std::to_string(i);
        body += object(name, object_ref(below));
        below = name;
    }
    EXPECT_EQ(source_ids(compiled(wrapped(body))), Ids{id(1)});
}

TEST(ObjectWalk, OfComplementaryObjectsTheRootSoundsUnlessAnotherIsSelected) {
    const std::string complementary =
        test::references("audioComplementaryObjectIDRef", {"AO_1002", "AO_1003"});
    const std::string axml = wrapped(leaf(1, complementary) + leaf(2) + leaf(3) + leaf(4));
    EXPECT_EQ(source_ids(compiled(axml)), (Ids{id(1), id(4)}));
    Selection selection;
    selection.complementary_objects = {"ao_1003"};
    EXPECT_EQ(source_ids(compiled(axml, selection)), (Ids{id(3), id(4)}));
    selection.complementary_objects = {"AO_1001"};
    EXPECT_EQ(source_ids(compiled(axml, selection)), (Ids{id(1), id(4)}));
    for (const Ids& bad : {Ids{"AO_1002", "AO_1003"}, Ids{"AO_1004"}, Ids{"AO_9"}}) {
        selection.complementary_objects = bad;
        EXPECT_EQ(code_of(axml, selection), ErrorCode::Usage) << bad[0];
    }
}

TEST(ObjectWalk, AlternativeValuesReplaceThoseOfTheObject) {
    const std::string sets =
        "<gain>0.5</gain><positionOffset coordinate=\"azimuth\">10</positionOffset>" +
        avs("AVS_1", "<gain>0.25</gain><mute>1</mute>") +
        avs("AVS_2", "<positionOffset coordinate=\"elevation\">5</positionOffset>");
    const auto with = [&](const std::string& in_programme, const std::string& in_content) {
        return wrapped(programme("APR_1001", {"ACO_1001"}, in_programme) +
                           content("ACO_1001", {"AO_1001"}, in_content) + leaf(1, sets),
                       kVersion2);
    };
    const auto source = [&](const std::string& p, const std::string& c) {
        return *compiled(with(p, c)).programme.sources.at(0);
    };
    const auto plain = source("", "");
    EXPECT_EQ(plain.gain, 0.5);
    EXPECT_FALSE(plain.mute);
    EXPECT_EQ(plain.position_offset->coordinate[0], 10);
    const auto first = source(avs_ref("avs_1"), "");
    EXPECT_EQ(first.gain, 0.25);
    EXPECT_TRUE(first.mute);
    EXPECT_EQ(first.position_offset->coordinate[0], 10);
    const auto second = source("", avs_ref("AVS_2"));
    EXPECT_EQ(second.gain, 0.5);
    EXPECT_EQ(second.position_offset->coordinate[0], 0);
    EXPECT_EQ(second.position_offset->coordinate[1], 5);
    EXPECT_NE(refusal(with(avs_ref("AVS_1"), avs_ref("AVS_2"))).find("AO_1001"), std::string::npos);
}

TEST(ObjectWalk, AlternativeValuesOfAContentStayInIt) {
    const std::string axml =
        wrapped(programme("APR_1001", {"ACO_1001", "ACO_1002"}) +
                    content("ACO_1001", {"AO_1001"}, avs_ref("AVS_1")) +
                    content("ACO_1002", {"AO_1001"}) + leaf(1, avs("AVS_1", "<gain>0.25</gain>")),
                kVersion2);
    const auto scene = compiled(axml);
    ASSERT_EQ(scene.programme.sources.size(), 2U);
    EXPECT_EQ(scene.programme.sources[0]->gain, 0.25);
    EXPECT_EQ(scene.programme.sources[1]->gain, 1);
}

TEST(ObjectWalk, GroupsHaveNoTimesThatChangeAnything) {
    const auto group = [](const std::string& attributes, const std::string& extra = "",
                          const std::string& leaf_attributes = "") {
        return wrapped(object("AO_1009", object_ref("AO_1001") + extra, attributes) +
                           leaf(1, "", leaf_attributes),
                       kVersion2);
    };
    EXPECT_EQ(refusal(group(" start=\"00:00:00.0\" duration=\"00:00:10.0\"")), "");
    EXPECT_EQ(refusal(group(" duration=\"00:00:03.0\"", "",
                            " start=\"00:00:01.0\" duration=\"00:00:02.0\"")),
              "");
    for (const std::string& bad :
         {group(" start=\"00:00:01.0\""), group(" duration=\"00:00:09.0\""),
          group(" duration=\"00:00:03.0\"", "", " start=\"00:00:02.0\" duration=\"00:00:02.0\""),
          group("", "<positionOffset coordinate=\"X\">1</positionOffset>"),
          group("", avs("AVS_1", ""))}) {
        EXPECT_NE(refusal(bad).find("in.wav: AO_100"), std::string::npos);
    }
}

}  // namespace
}  // namespace cavea::adm
