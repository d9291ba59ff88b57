// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/xml_stream.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

ByteSource pieces_of(const std::string& text, std::size_t piece) {
    return [&text, piece, at = std::size_t{0}](std::span<std::byte> out) mutable {
        const std::size_t count = std::min({piece, out.size(), text.size() - at});
        std::memcpy(out.data(), text.data() + at, count);
        at += count;
        return count;
    };
}

class Recorder : public XmlHandler {
 public:
    void start(std::string_view name, const char* const* attributes, std::size_t line) override {
        log += fmt::format("<{}@{}", name, line);
        for (const char* const* a = attributes; *a != nullptr; a += 2) {
            log += fmt::format(" {}={}", a[0], a[1]);
        }
        log += ">";
    }
    void text(std::string_view part) override { log += part; }
    void end() override { log += "</>"; }
    std::string log;
};

std::string events(const std::string& xml, std::size_t piece = 65536) {
    Recorder recorder;
    read_xml(pieces_of(xml, piece), "in.wav", recorder);
    return recorder.log;
}

std::string refused_as(const std::string& xml) {
    return test::refusal([&] { (void)events(xml); });
}

TEST(XmlStream, EventsDoNotDependOnHowTheBytesArrive) {
    const std::string xml =
        "<?xml version='1.0'?>\n<a x='1'>\n<ns:b>t\xC3\xA4xt &amp; more</ns:b></a>";
    EXPECT_EQ(events(xml), "<a@2 x=1>\n<b@3>t\xC3\xA4xt & more</></>");
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 63U})
        EXPECT_EQ(events(xml, piece), events(xml));
}

TEST(XmlStream, Utf16IsRead) {
    const std::string xml = "<a>x</a>";
    std::string wide = "\xFF\xFE";
    for (const char c : xml) wide += std::string{c, '\0'};
    EXPECT_EQ(events(wide), events(xml));
}

TEST(XmlStream, NestsToTheLimitAndNotBeyond) {
    const auto nested = [](std::size_t depth) {
        std::string xml;
        for (std::size_t i = 0; i < depth; ++i) xml += "<a>";
        for (std::size_t i = 0; i < depth; ++i) xml += "</a>";
        return xml;
    };
    EXPECT_EQ(refused_as(nested(kMaxXmlDepth)), "");
    EXPECT_NE(refused_as(nested(kMaxXmlDepth + 1)).find("64 levels"), std::string::npos);
}

TEST(XmlStream, AttributesAreTakenToTheLimitAndNotBeyond) {
    const auto with = [](std::size_t size) { return "<a x='" + std::string(size, 'v') + "'/>"; };
    EXPECT_EQ(refused_as(with(kMaxXmlText)), "");
    EXPECT_NE(refused_as(with(kMaxXmlText + 1)).find("longer than 65536"), std::string::npos);
}

TEST(XmlStream, ATagThatDoesNotEndIsRefusedBeforeItFillsTheMemory) {
    std::size_t fed = 0;
    const auto endless = [&](std::span<std::byte> out) {
        std::memset(out.data(), ' ', out.size());
        if (fed == 0) std::memcpy(out.data(), "<a ", 3);
        fed += out.size();
        return out.size();
    };
    Recorder recorder;
    const std::string message = test::refusal([&] { read_xml(endless, "in.wav", recorder); });
    EXPECT_NE(message.find("in.wav: axml, line 1"), std::string::npos) << message;
    EXPECT_LE(fed, kMaxXmlToken + 2 * 65536);
}

TEST(XmlStream, DocumentTypesAreRefused) {
    for (const char* xml :
         {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
          "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>"}) {
        EXPECT_NE(refused_as(xml).find("DOCTYPE"), std::string::npos) << xml;
    }
}

TEST(XmlStream, WhatIsNotWellFormedNamesFileAndLine) {
    for (const std::string xml : {"", "{}", "<a>\n<b></a>", "<a x='1' x='2'/>", "<a>\xFF</a>", "<a",
                                  "<a/><b/>", "<a>&unknown;</a>"}) {
        EXPECT_NE(refused_as(xml).find("in.wav: axml, line "), std::string::npos) << xml;
    }
    EXPECT_NE(refused_as(std::string("<a>\n\0</a>", 9)).find("line 2"), std::string::npos);
    EXPECT_NE(refused_as("<a>\n<b></a>").find("line 2"), std::string::npos);
}

TEST(XmlStream, AnExceptionOfTheHandlerComesOutUnchanged) {
    class Thrower : public Recorder {
     public:
        void text(std::string_view) override { throw std::out_of_range("mine"); }
    } thrower;
    const std::string xml = "<a>x<b/></a>";
    EXPECT_THROW(read_xml(pieces_of(xml, 100), "f", thrower), std::out_of_range);
    EXPECT_EQ(thrower.log, "<a@1>");  // and nothing is reported after it
}

}  // namespace
}  // namespace cavea::adm
