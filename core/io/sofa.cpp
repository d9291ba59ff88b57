// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sofa.h"

#include <fmt/core.h>

#include <array>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/io/child_process.h"
#include "core/io/hdf5_superblock.h"
#include "core/io/posix_file.h"
#include "core/io/sofa_parse.h"

namespace cavea::io {
namespace {

/// What the child starts its answer with.
enum class Answer : std::uint32_t { Set = 1, Refused = 2 };

struct Head {
    Answer answer = Answer::Refused;
    std::uint32_t rate_hz = 0;
    std::uint64_t measurements = 0;
    std::uint64_t frames = 0;
};

template <class T>
void put(std::vector<std::byte>& out, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t at = out.size();
    out.resize(at + values.size_bytes());
    if (!values.empty()) std::memcpy(out.data() + at, values.data(), values.size_bytes());
}

/// Takes values from the front of an answer.
class Reader {
 public:
    explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}
    [[nodiscard]] std::size_t left() const { return bytes_.size(); }

    /// \return false when fewer bytes are left
    template <class T>
    [[nodiscard]] bool take(std::span<T> out) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (bytes_.size() < out.size_bytes()) return false;
        if (!out.empty()) std::memcpy(out.data(), bytes_.data(), out.size_bytes());
        bytes_ = bytes_.subspan(out.size_bytes());
        return true;
    }

 private:
    std::span<const std::byte> bytes_;
};

std::vector<std::byte> packed(const dsp::HrtfSet& set) {
    const Head head{Answer::Set, set.rate_hz, set.positions.size(), set.frames()};
    std::vector<std::byte> out;
    put(out, std::span(&head, 1));
    put(out, std::span(set.positions));
    for (const dsp::EarPair& pair : set.responses) {
        for (const std::vector<float>& ear : pair) put(out, std::span(ear));
    }
    return out;
}

std::vector<std::byte> packed(const Error& error) {
    const std::string message = error.what();
    const Head head{Answer::Refused, 0, 0, 0};
    std::vector<std::byte> out;
    put(out, std::span(&head, 1));
    put(out, std::span(message));
    return out;
}

/// Runs in the child.
std::vector<std::byte> answer(const InputFile& file, const std::vector<char>& bytes) {
    try {
        return packed(parse_sofa(file, bytes));
    } catch (const Error& error) {
        return packed(error);
    } catch (const std::bad_alloc&) {
        return packed(file.refuse("",
                                  "asks for more memory than a set can need; the file is damaged, "
                                  "export it again"));
    }
}

/// The child may have been led astray by the file, so its answer is checked like one.
std::optional<dsp::HrtfSet> unpacked(const Head& head, Reader reader) {
    if (head.measurements == 0 || head.measurements > kMaxHrtfMeasurements || head.frames == 0 ||
        head.frames > kMaxHrtfSamples || head.rate_hz == 0) {
        return std::nullopt;
    }
    const std::uint64_t samples = head.measurements * 2 * head.frames;
    if (reader.left() != head.measurements * sizeof(layout::Polar) + samples * sizeof(float)) {
        return std::nullopt;
    }
    dsp::HrtfSet out;
    out.rate_hz = head.rate_hz;
    out.positions.resize(head.measurements);
    if (!reader.take(std::span(out.positions))) return std::nullopt;
    out.responses.resize(head.measurements);
    for (dsp::EarPair& pair : out.responses) {
        for (std::vector<float>& ear : pair) {
            ear.resize(head.frames);
            if (!reader.take(std::span(ear))) return std::nullopt;
        }
    }
    return out;
}

dsp::HrtfSet from_answer(const InputFile& file, const ChildResult& child) {
    if (child.outcome == ChildOutcome::TooLong) {
        throw file.refuse("", "takes too long to read; the file is damaged, export it again");
    }
    Reader reader(child.result);
    Head head;
    if (child.outcome == ChildOutcome::Done && reader.take(std::span(&head, 1))) {
        if (head.answer == Answer::Refused) {
            std::string message(reader.left(), ' ');
            static_cast<void>(reader.take(std::span(message)));
            throw Error(ErrorCode::Refused, message);
        }
        if (auto set = unpacked(head, reader)) return std::move(*set);
    }
    throw file.refuse("", "damaged so that reading it fails; export it again or use another set");
}

}  // namespace

dsp::HrtfSet load_sofa(const std::filesystem::path& path) {
    const InputFile file(path);
    if (file.size() > kMaxSofaBytes) {
        throw file.refuse("",
                          fmt::format("{} bytes; SOFA files of up to {} are read, use a smaller "
                                      "set",
                                      file.size(), kMaxSofaBytes));
    }
    check_hdf5(file);
    std::vector<char> bytes(file.size());
    file.read_at(0, std::as_writable_bytes(std::span(bytes)));
    return from_answer(file, run_in_child([&] { return answer(file, bytes); }, {}));
}

bool looks_like_sofa(const std::filesystem::path& path) {
    try {
        const InputFile file(path);
        std::array<std::byte, 8> head{};
        if (file.size() < head.size()) return false;
        file.read_at(0, head);
        return has_hdf5_signature(head);
    } catch (const Error&) {
        return false;
    }
}

std::optional<std::filesystem::path> packaged_sofa() {
    // Debian and Ubuntu; what `make install` of libmysofa does.
    for (const char* const path : {"/usr/share/libmysofa/MIT_KEMAR_normal_pinna.sofa",
                                   "/usr/local/share/libmysofa/MIT_KEMAR_normal_pinna.sofa"}) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(path, ignored)) return path;
    }
    return std::nullopt;
}

}  // namespace cavea::io
