// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_walker.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "core/io/wav_file.h"
#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

const std::string kAudio = counting_pcm24(2, 480);
constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

std::string data(std::optional<std::uint32_t> size = std::nullopt) {
    return chunk("data", kAudio, size);
}

struct Case {
    std::string name;
    std::string bytes;
    std::string refusal;        ///< part of the message; empty = accepted
    std::int64_t frames = 480;  ///< when accepted
    std::string warning = {};   ///< code, when one is expected
};

/// Frames and samples as counting_pcm24() made them.
void expect_counting(io::WavFile& file, std::int64_t frames) {
    ASSERT_EQ(file.frames(), frames);
    PlanarBuffer<float> out(file.channels(), static_cast<std::size_t>(frames));
    file.read(0, out.view());
    for (std::size_t c = 0; c < file.channels(); ++c) {
        for (std::int64_t t = 0; t < frames; ++t) {
            ASSERT_EQ(out.view()[c][static_cast<std::size_t>(t)],
                      static_cast<float>(counting_sample(t, c)) / 8388607.0F)
                << "frame " << t << " channel " << c;
        }
    }
}

void check(const Case& test, const std::filesystem::path& folder) {
    SCOPED_TRACE(test.name);
    const auto path = write_file(folder / (test.name + ".wav"), test.bytes);
    Diagnostics diagnostics;
    if (!test.refusal.empty()) {
        expect_error(ErrorCode::Refused, {path.string(), test.refusal},
                     [&] { static_cast<void>(io::open_wav(path, diagnostics)); });
        return;
    }
    const auto file = io::open_wav(path, diagnostics);
    expect_counting(*file, test.frames);
    if (test.warning.empty()) {
        EXPECT_TRUE(diagnostics.list().empty()) << diagnostics.list().front().message;
    } else {
        ASSERT_EQ(diagnostics.counts().count(test.warning), 1U);
        EXPECT_NE(diagnostics.list().front().message.find(path.string()), std::string::npos);
    }
}

void check_all(const std::vector<Case>& cases) {
    const TemporaryFolder folder;
    for (const auto& test : cases) check(test, folder.path());
}

TEST(WavWalker, AcceptsWellFormedFilesWithoutAWarning) {
    const std::string extensible =
        fmt_chunk({.bits = 24, .tag = 0xFFFE, .extension = extension(1, 24, 3)});
    check_all({
        {"plain", riff(fmt_chunk() + data()), ""},
        {"extensible", riff(extensible + data()), ""},
        {"chunks-around",
         riff(chunk("JUNK", "123") + fmt_chunk() + chunk("bext", "x") + data() +
              chunk("axml", "<a/>") + chunk("LIST", "INFO")),
         ""},
        {"rf64", riff(ds64(0, kAudio.size(), 480) + fmt_chunk() + data(kUnknown), "RF64", kUnknown),
         ""},
        {"bw64", riff(ds64(0, kAudio.size(), 480) + fmt_chunk() + data(kUnknown), "BW64", kUnknown),
         ""},
        {"bw64-short-sizes", riff(ds64(0, 0, 0) + fmt_chunk() + data(), "BW64"), ""},
        {"rf64-table",
         riff(ds64(0, kAudio.size(), 480, "axml" + le(4, 8)) + fmt_chunk() + data(kUnknown) +
                  chunk("axml", "<a/>", kUnknown),
              "RF64", kUnknown),
         ""},
        {"last-pad-missing", riff(fmt_chunk() + data() + "iXML" + le(1, 4) + "x"), ""},
        {"one-byte-behind", riff(fmt_chunk() + data()) + std::string(1, 0), ""},
    });
}

TEST(WavWalker, RefusesDamagedContainersByNameAndPlace) {
    const auto with_fmt = [](const Fmt& fmt) { return riff(fmt_chunk(fmt) + data()); };
    check_all({
        {"empty", "", "0 bytes"},
        {"4-bytes", "RIFF", "4 bytes"},
        {"no-riff", "<html>not found</html>", "neither RIFF"},
        {"not-wave", "RIFF" + le(4, 4) + "AVI ", "not 'WAVE'"},
        {"big-endian", "RIFX" + riff(fmt_chunk() + data()).substr(4), "big-endian"},
        {"cut-in-fmt", riff(fmt_chunk() + data()).substr(0, 26), "chunk 'fmt '"},
        {"cut-in-data", riff(fmt_chunk() + data()).substr(0, 44 + 190 * 6),
         "chunk 'data': says 480 frames, the file ends after 190"},
        {"no-data", riff(fmt_chunk() + chunk("bext", std::string(602, 0))),
         "chunk 'data': missing"},
        {"no-fmt", riff(data()), "chunk 'fmt ': missing"},
        {"two-fmt", riff(fmt_chunk() + fmt_chunk({.channels = 1}) + data()),
         "chunk 'fmt ': there are two"},
        {"two-data", riff(fmt_chunk() + data() + data()), "chunk 'data': there are two"},
        {"two-chna", riff(fmt_chunk() + chunk("chna", "ab") + chunk("chna", "ab") + data()),
         "'chna'"},
        {"two-axml", riff(fmt_chunk() + chunk("axml", "ab") + data() + chunk("axml", "ab")),
         "'axml'"},
        {"fmt-short", riff(chunk("fmt ", std::string(8, 1)) + data()), "8 bytes, at least 16"},
        {"fmt-huge", riff(chunk("fmt ", std::string(16, 1), 0xFFFFFFF0) + data()), "chunk 'fmt '"},
        {"channels-0", with_fmt({.channels = 0, .align = 6}), "0 channels"},
        {"channels-65535", with_fmt({.channels = 65535, .align = 6}), "65535 channels"},
        {"rate-0", with_fmt({.rate = 0}), "0 Hz"},
        {"rate-7999", with_fmt({.rate = 7999}), "7999 Hz"},
        {"rate-384001", with_fmt({.rate = 384001}), "384001 Hz"},
        {"rate-max", with_fmt({.rate = 0xFFFFFFFF}), "4294967295 Hz"},
        {"bits-0", with_fmt({.bits = 0, .align = 6}), "0 bits"},
        {"bits-8", with_fmt({.bits = 8}), "PCM (format 0x0001) with 8 bits"},
        {"bits-255", with_fmt({.bits = 255, .align = 6}), "255 bits"},
        {"align-0", with_fmt({.align = 0}), "block align"},
        {"align-lie", with_fmt({.align = 1}), "block align"},
        {"tag-unknown", with_fmt({.tag = 0x1234}), "0x1234"},
        {"tag-float24", with_fmt({.tag = 3}), "float (format 0x0003) with 24 bits"},
        {"tag-adpcm", with_fmt({.bits = 4, .tag = 2, .align = 1}), "MS ADPCM"},
        {"ext-no-guid", with_fmt({.tag = 0xFFFE, .extension = le(0, 2)}), "sub-format"},
        {"ext-foreign-guid",
         with_fmt({.tag = 0xFFFE, .extension = extension(1, 24, 0).substr(0, 20) + "abcd"}),
         "neither PCM"},
        {"ext-in-ext", with_fmt({.tag = 0xFFFE, .extension = extension(0xFFFE, 24, 0)}),
         "extensible"},
        {"ext-valid-bits", with_fmt({.tag = 0xFFFE, .extension = extension(1, 25, 0)}),
         "25 valid bits"},
        {"unknown-chunk-wrap", riff(fmt_chunk() + chunk("junk", "0123456789", 0xFFFFFFF6) + data()),
         "chunk 'junk'"},
        {"axml-cut", riff(fmt_chunk() + data() + chunk("axml", "<a/>", 400)), "chunk 'axml'"},
        {"rf64-no-ds64", riff(fmt_chunk() + data(kUnknown), "RF64", kUnknown), "ds64"},
        {"rf64-ds64-short",
         riff(chunk("ds64", std::string(8, 0)) + fmt_chunk() + data(kUnknown), "RF64", kUnknown),
         "ds64"},
        {"rf64-ds64-behind",
         riff(fmt_chunk() + data(kUnknown) + ds64(0, kAudio.size(), 480), "RF64", kUnknown),
         "ds64"},
        {"rf64-data-2^63",
         riff(ds64(1ULL << 63, 1ULL << 63, 1ULL << 60) + fmt_chunk() + data(kUnknown), "RF64",
              kUnknown),
         "chunk 'data'"},
        {"bw64-data-2^64-1",
         riff(ds64(~0ULL, ~0ULL, ~0ULL) + fmt_chunk() + data(kUnknown), "BW64", kUnknown),
         "chunk 'data'"},
        {"rf64-table-4e9",
         riff(ds64(0, kAudio.size(), 480, "", kUnknown) + fmt_chunk() + data(kUnknown), "RF64",
              kUnknown),
         "table of 4294967295"},
        {"rf64-not-in-table",
         riff(ds64(0, kAudio.size(), 480) + fmt_chunk() + chunk("axml", "<a/>", kUnknown) +
                  data(kUnknown),
              "RF64", kUnknown),
         "chunk 'axml'"},
        {"rf64-table-wraps",
         riff(ds64(0, kAudio.size(), 480, "axml" + le(~0ULL - 3, 8)) + fmt_chunk() +
                  chunk("axml", "<a/>", kUnknown) + data(kUnknown),
              "RF64", kUnknown),
         "chunk 'axml'"},
    });
}

TEST(WavWalker, ReadsWhatIsDamagedButClearWithAWarning) {
    const std::string tail = [] {
        std::string out;
        for (const float x : noise(1000, 7)) out += bits_of(x);
        return out;
    }();
    const std::string odd = counting_pcm24(1, 3);
    check_all({
        {"data-size-0", riff(fmt_chunk() + chunk("data", "")), "", 0, "wav-empty"},
        {"data-size-0-chunk-behind", riff(fmt_chunk() + chunk("data", "") + chunk("axml", "<a/>")),
         "", 0, "wav-empty"},
        {"killed-recorder", riff(fmt_chunk() + data(0), "RIFF", 0), "", 480, "wav-unfinished"},
        {"killed-recorder-rf64",
         riff(ds64(0, 0, 0) + fmt_chunk() + data(kUnknown), "RF64", kUnknown), "", 480,
         "wav-unfinished"},
        {"streamed", riff(fmt_chunk() + data(kUnknown), "RIFF", kUnknown), "", 480,
         "wav-unfinished"},
        {"part-frame", riff(fmt_chunk() + chunk("data", kAudio.substr(0, kAudio.size() - 2))), "",
         479, "wav-part-frame"},
        {"fmt-after-data", riff(data() + fmt_chunk()), "", 480, "wav-fmt-after-data"},
        {"ds64-late",
         riff(fmt_chunk() + ds64(0, kAudio.size(), 480) + data(kUnknown), "BW64", kUnknown), "",
         480, "wav-ds64-late"},
        {"garbage-tail", riff(fmt_chunk() + data()) + tail, "", 480, "wav-tail"},
        {"garbage-in-form", riff(fmt_chunk() + data() + tail), "", 480, "wav-tail"},
        {"few-bytes-behind", riff(fmt_chunk() + data()) + "abc", "", 480, "wav-tail"},
        {"chunk-behind-riff-size", riff(fmt_chunk() + data()) + chunk("axml", "<a/>"), "", 480,
         "wav-riff-size"},
        {"riff-size-small", riff(fmt_chunk() + data(), "RIFF", 4), "", 480, "wav-riff-size"},
        {"zeros-behind", riff(fmt_chunk() + data()) + std::string(5000, 0), "", 480, "wav-tail"},
        {"riff-longer", riff(fmt_chunk() + data(), "RIFF", 9000), "", 480, "wav-cut"},
        {"no-padding",
         riff(fmt_chunk({.channels = 1}) + "data" + le(9, 4) + odd + chunk("axml", "<a/>")), "", 3,
         "wav-no-padding"},
    });
}

TEST(WavWalker, FindsMetadataBehindTheRiffSize) {
    const TemporaryFolder folder;
    const auto path =
        write_file(folder / "a.wav", riff(fmt_chunk() + data() + chunk("axml", "<a/>"), "RIFF", 4));
    Diagnostics diagnostics;
    const auto file = io::open_wav(path, diagnostics);
    expect_counting(*file, 480);
    ASSERT_NE(file->find("axml"), nullptr);
}

TEST(WavWalker, ListsEveryChunkAndReadsItsContent) {
    const TemporaryFolder folder;
    const auto path = write_file(folder / "a.wav", riff(chunk("JUNK", "abc") + fmt_chunk() +
                                                        data() + chunk("axml", "0123456789")));
    Diagnostics diagnostics;
    const auto file = io::open_wav(path, diagnostics);
    std::string ids;
    for (const auto& chunk : file->chunks()) ids += chunk.id;
    EXPECT_EQ(ids, "JUNKfmt dataaxml");
    const io::Chunk* axml = file->find("axml");
    ASSERT_NE(axml, nullptr);
    EXPECT_EQ(axml->size, 10U);
    std::string text(4, ' ');
    file->read_chunk(*axml, 3, std::as_writable_bytes(std::span(text)));
    EXPECT_EQ(text, "3456");
    EXPECT_EQ(file->find("chna"), nullptr);
    EXPECT_EQ(file->as_wav(), file.get());
}

TEST(WavWalker, AHundredThousandChunksAreQuick) {
    const TemporaryFolder folder;
    std::string body = fmt_chunk();
    for (int i = 0; i < 100000; ++i) body += chunk("JUNK", "");
    const auto path = write_file(folder / "a.wav", riff(body + data()));
    Diagnostics diagnostics;
    const auto start = std::chrono::steady_clock::now();
    const auto file = io::open_wav(path, diagnostics);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(file->chunks().size(), 100002U);
    // About 0.01 s alone on one core; one system call per chunk or a quadratic walk takes far
    // longer.
    EXPECT_LT(took.count(), 2.0);
}

TEST(WavWalker, RefusesMoreThanAMillionChunks) {
    const TemporaryFolder folder;
    std::string body = fmt_chunk();
    body.reserve(9'000'000);
    for (int i = 0; i < 1'000'001; ++i) body.append("JUNK\0\0\0\0", 8);
    const auto path = write_file(folder / "a.wav", riff(body + data()));
    Diagnostics diagnostics;
    expect_error(ErrorCode::Refused, {"more than 1000000 chunks"},
                 [&] { static_cast<void>(io::open_wav(path, diagnostics)); });
}

/// Cut anywhere, a file is refused or read right: never something in between.
TEST(WavWalker, CutAtEveryByteIsRefusedOrRight) {
    const TemporaryFolder folder;
    const std::string audio = chunk("data", counting_pcm24(2, 6), kUnknown);
    const std::string head = ds64(0, 36, 6) + chunk("JUNK", "odd") + fmt_chunk();
    const std::string whole = riff(head + audio + chunk("axml", "<adm/>"), "BW64", kUnknown);
    const std::size_t data_end = 12 + head.size() + audio.size();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        SCOPED_TRACE(length);
        const auto path = write_file(folder / "cut.wav", whole.substr(0, length));
        Diagnostics diagnostics;
        const auto thrown = thrown_by([&] {
            const auto file = io::open_wav(path, diagnostics);
            EXPECT_GE(length, data_end);
            expect_counting(*file, 6);
        });
        if (length < data_end) {
            ASSERT_TRUE(thrown);
        }
        if (thrown) {
            EXPECT_EQ(thrown->code, ErrorCode::Refused) << thrown->message;
        }
    }
}

/// Whatever the header says, opening and reading end in samples or in an Error.
TEST(WavWalker, SurvivesRandomDamage) {
    const TemporaryFolder folder;
    const std::string good = riff(ds64(0, 36, 6, "axml" + le(8, 8)) + chunk("JUNK", "odd") +
                                      fmt_chunk({.tag = 0xFFFE, .extension = extension(1, 24, 3)}) +
                                      chunk("data", counting_pcm24(2, 6), kUnknown) +
                                      chunk("axml", "<adm/>  ", kUnknown),
                                  "RF64", kUnknown);
    std::mt19937_64 random(20260801);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = good;
        for (std::uint64_t n = 1 + random() % 4; n > 0; --n) {
            bytes[random() % bytes.size()] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
        }
        const auto path = write_file(folder / "x.wav", bytes);
        Diagnostics diagnostics;
        static_cast<void>(thrown_by([&] {
            const auto file = io::open_wav(path, diagnostics);
            ASSERT_LE(file->channels(), 65535U);
            PlanarBuffer<float> out(file->channels(), 8);
            file->read(-1, out.view());
        }));
    }
}

}  // namespace
}  // namespace cavea::test
