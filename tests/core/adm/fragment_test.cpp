// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/fragment.h"

#include <gtest/gtest.h>

#include "core/adm/xml_stream.h"

namespace cavea::adm {
namespace {

constexpr const char* kNoAttributes[] = {nullptr};

std::string names_of_children(const Element& element) {
    std::string out;
    for (const Element child : element.children()) {
        out += std::string(child.name()) + ":" + std::string(child.text()) + " ";
    }
    return out;
}

void fill(Fragment& fragment) {
    const char* attributes[] = {"id", "1", "name", "", nullptr};
    fragment.open("root", attributes, 5);
    EXPECT_TRUE(fragment.text("\n  "));
    fragment.open("first", kNoAttributes, 6);
    EXPECT_TRUE(fragment.text(" te"));
    EXPECT_TRUE(fragment.text("xt "));
    fragment.close();
    EXPECT_TRUE(fragment.text("between"));
    fragment.open("second", kNoAttributes, 7);
    fragment.open("inner", kNoAttributes, 7);
    fragment.close();
    fragment.close();
    EXPECT_FALSE(fragment.complete());
    fragment.close();
}

TEST(Fragment, HoldsAnElementWithAttributesTextAndChildren) {
    Fragment fragment;
    fill(fragment);
    ASSERT_TRUE(fragment.complete());
    const Element root = fragment.root();
    EXPECT_EQ(root.name(), "root");
    EXPECT_EQ(root.line(), 5U);
    EXPECT_EQ(root.attribute("id"), "1");
    EXPECT_EQ(root.attribute("name"), "");
    EXPECT_EQ(root.attribute("none"), std::nullopt);
    EXPECT_EQ(root.text(), "");
    EXPECT_EQ(names_of_children(root), "first:text second: ");
}

TEST(Fragment, IsAsNewAfterClear) {
    Fragment fragment;
    fill(fragment);
    fragment.clear();
    EXPECT_FALSE(fragment.complete());
    fill(fragment);
    EXPECT_EQ(names_of_children(fragment.root()), "first:text second: ");
}

TEST(Fragment, TextEndsAtItsLimit) {
    Fragment fragment;
    fragment.open("a", kNoAttributes, 1);
    EXPECT_TRUE(fragment.text(std::string(kMaxXmlText, 'x')));
    EXPECT_FALSE(fragment.text("x"));
}

TEST(Fragment, SaysWhenItHoldsTooMuch) {
    Fragment fragment;
    fragment.open("a", kNoAttributes, 1);
    for (std::size_t i = 1; i < Fragment::kMaxElements; ++i) {
        fragment.open("b", kNoAttributes, 1);
        fragment.close();
    }
    EXPECT_FALSE(fragment.too_large());
    fragment.open("b", kNoAttributes, 1);
    EXPECT_TRUE(fragment.too_large());
}

}  // namespace
}  // namespace cavea::adm
