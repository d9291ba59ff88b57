// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea gains`: lines of JSON in, lines of JSON out, in their order; memory does not grow with
// them.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "core/base/error.h"
#include "core/io/atomic_target.h"
#include "core/io/posix_file.h"
#include "core/pan/gain_calculator.h"

namespace cavea::cli {
namespace {

constexpr std::size_t kReadBytes = 1U << 16U;
constexpr std::size_t kWriteBytes = 1U << 16U;
/// The longest case of any use is a list of a hundred HOA components.
constexpr std::size_t kMaxLine = 1U << 20U;

/// Bytes of a file, or of stdin, from front to back.
class ByteSource {
 public:
    explicit ByteSource(const std::string& path) {
        if (path != "-") file_ = std::make_unique<io::InputFile>(path);
    }
    /// \return how many bytes; 0 at the end
    std::size_t read(std::span<char> out) {
        if (file_ == nullptr) {
            const std::size_t count = std::fread(out.data(), 1, out.size(), stdin);
            if (count == 0 && std::ferror(stdin) != 0) {
                throw Error(ErrorCode::Machine, "stdin cannot be read");
            }
            return count;
        }
        const auto count = std::min<std::uint64_t>(out.size(), file_->size() - at_);
        file_->read_at(at_, std::as_writable_bytes(out.first(count)));
        at_ += count;
        return count;
    }

 private:
    std::unique_ptr<io::InputFile> file_;  ///< null = stdin
    std::uint64_t at_ = 0;
};

class LineReader {
 public:
    explicit LineReader(const std::string& path) : source_(path) {}

    /// The next line without its end; of a line beyond kMaxLine only the first bytes.
    [[nodiscard]] std::optional<std::string_view> next() {
        line_.clear();
        bool any = false;
        for (;;) {
            if (at_ == buffered_) {
                at_ = 0;
                buffered_ = source_.read(buffer_);
                if (buffered_ == 0) return any ? std::optional(trimmed()) : std::nullopt;
            }
            any = true;
            const std::string_view rest(buffer_.data() + at_, buffered_ - at_);
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            line_ += rest.substr(0, std::min(end, kMaxLine + 1 - line_.size()));
            at_ += end;
            if (end == rest.size()) continue;
            ++at_;
            return trimmed();
        }
    }

 private:
    [[nodiscard]] std::string_view trimmed() const {
        std::string_view line = line_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    ByteSource source_;
    std::vector<char> buffer_ = std::vector<char>(kReadBytes);
    std::size_t at_ = 0;
    std::size_t buffered_ = 0;
    std::string line_;
};

/// Text to stdout, or to a file that appears when all is written.
class TextTarget {
 public:
    TextTarget(const std::string& path, const std::string& input) {
        if (path.empty()) return;
        std::vector<std::filesystem::path> sources;
        if (input != "-") sources.emplace_back(input);
        file_ = std::make_unique<io::AtomicTarget>(path, sources, 0);
    }
    void add_line(std::string_view line) {
        pending_ += line;
        pending_ += '\n';
        if (pending_.size() >= kWriteBytes) flush();
    }
    void finish() {
        flush();
        if (file_ != nullptr) file_->commit(written_);
    }

 private:
    void flush() {
        if (file_ != nullptr) {
            file_->write_at(written_, std::as_bytes(std::span(pending_)));
        } else if (!print(pending_)) {
            throw Error(ErrorCode::Machine, "stdout did not take the answers");
        }
        written_ += pending_.size();
        pending_.clear();
    }

    std::unique_ptr<io::AtomicTarget> file_;  ///< null = stdout
    std::uint64_t written_ = 0;
    std::string pending_;
};

}  // namespace

int run_gains(const GainsOptions& options) {
    LineReader lines(options.input);
    TextTarget target(options.output, options.input);
    pan::GainCalculator calculator;
    std::uint64_t failed = 0;
    while (const auto line = lines.next()) {
        const pan::GainAnswer answer =
            line->size() > kMaxLine
                ? pan::GainAnswer{R"({"id":null,"error":"the line is longer than 1 MiB"})", false}
                : calculator.answer(*line);
        if (!answer.ok) ++failed;
        target.add_line(answer.line);
    }
    target.finish();
    if (failed == 0) return 0;
    note(fmt::format("{} case{} could not be computed; see \"error\" in the answers", failed,
                     failed == 1 ? "" : "s"));
    return static_cast<int>(ErrorCode::Refused);
}

}  // namespace cavea::cli
