// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/script_runner.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "gui/app/expectation.h"
#include "gui/app/monkey.h"

namespace cavea::gui {
namespace {

/// Two clicks of one script are never a double click.
constexpr std::uint64_t kBetweenClicks = 10;
constexpr int kDragSteps = 8;
constexpr std::uint64_t kMostFrames = 1'000'000;

/// Changes that make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

std::string nearest_names(const std::string& name) {
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& [known, rect] : ui::registry().rects()) {
        ranked.emplace_back(distance(name, known), known);
    }
    std::sort(ranked.begin(), ranked.end());
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 5); ++i) {
        out += (i == 0 ? "" : ", ") + ranked[i].second;
    }
    return out.empty() ? "none is drawn" : out;
}

ui::Modifiers modifier_named(const std::string& word, ui::Modifiers sum, bool& known) {
    known = true;
    if (word == "shift") {
        sum.shift = true;
    } else if (word == "ctrl") {
        sum.ctrl = true;
    } else if (word == "alt") {
        sum.alt = true;
    } else {
        known = false;
    }
    return sum;
}

}  // namespace

ScriptRunner::ScriptRunner(Headless& studio, std::filesystem::path file)
    : studio_(studio), file_(std::move(file)) {}

void ScriptRunner::run(const std::vector<ScriptLine>& lines) {
    for (const ScriptLine& line : lines) {
        line_ = line.number;
        run_line(line);
    }
}

void ScriptRunner::fail(const std::string& what) const {
    throw refused(file_.string(), fmt::format("line {}", line_), what);
}

void ScriptRunner::run_line(const ScriptLine& line) {
    if (run_pointer(line) || run_keyboard(line) || run_studio(line)) return;
    fail(fmt::format("{} is not done here", line.command));
}

bool ScriptRunner::run_pointer(const ScriptLine& line) {
    const auto& words = line.words;
    if (line.command == "click") {
        click(centre_of(words[0]), 0, 1);
    } else if (line.command == "doubleclick") {
        click(centre_of(words[0]), 0, 2);
    } else if (line.command == "rightclick") {
        click(centre_of(words[0]), 1, 1);
    } else if (line.command == "move") {
        move_to(words.size() == 1 ? centre_of(words[0]) : Vec2(number(words[0]), number(words[1])));
    } else if (line.command == "down" || line.command == "up") {
        ui::send_button(static_cast<int>(whole(words[0], 2)), line.command == "down");
        wait(1);
    } else if (line.command == "wheel") {
        move_to(centre_of(words[0]));
        ui::send_wheel(number(words[1]));
        wait(2);
    } else if (line.command == "drag") {
        drag(line);
    } else {
        return false;
    }
    return true;
}

bool ScriptRunner::run_keyboard(const ScriptLine& line) {
    if (line.command == "key") {
        press(line.words[0]);
    } else if (line.command == "text") {
        type(line.words[0]);
    } else if (line.command == "set") {
        click(centre_of(line.words[0]), 0, 2);
        press("ctrl+a");
        type(line.words[1]);
        press("enter");
        wait(1);
    } else {
        return false;
    }
    return true;
}

bool ScriptRunner::run_studio(const ScriptLine& line) {
    const auto& words = line.words;
    Application& application = studio_.application();
    if (line.command == "wait") {
        wait(whole(words[0], kMostFrames));
    } else if (line.command == "wait_loaded") {
        studio_.wait_loaded();
    } else if (line.command == "play_frames") {
        application.play();
        wait(whole(words[0], kMostFrames));
        application.stop();
        wait(1);
    } else if (line.command == "locate") {
        application.locate(number(words[0]));
        wait(2);
    } else if (line.command == "size") {
        studio_.resize(static_cast<std::uint32_t>(whole(words[0], kLargestPicture)),
                       static_cast<std::uint32_t>(whole(words[1], kLargestPicture)));
        wait(3);
    } else if (line.command == "scale") {
        studio_.set_scale(number(words[0]));
        wait(3);
    } else if (line.command == "expect") {
        expect(line);
    } else if (line.command == "shot") {
        write_png(words[0], studio_.picture());
    } else if (line.command == "dump") {
        io::write_text_file(words[0], application.views().dump());
    } else if (line.command == "open") {
        application.open(words[0]);
        studio_.wait_loaded();
    } else if (line.command == "save") {
        application.save(words[0]);
        wait(1);
    } else if (line.command == "monkey") {
        monkey(whole(words[0], kMostFrames), whole(words[1], UINT32_MAX));
    } else {
        return false;
    }
    return true;
}

Vec2 ScriptRunner::centre_of(const std::string& name) const {
    const auto& rects = ui::registry().rects();
    const auto found = rects.find(name);
    if (found == rects.end()) {
        fail(
            fmt::format("nothing is named '{}'; the nearest names: {}", name, nearest_names(name)));
    }
    const Rect& rect = found->second;
    return {rect.x + rect.width / 2, rect.y + rect.height / 2};
}

double ScriptRunner::number(const std::string& word) const {
    double out = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(out)) {
        fail(fmt::format("'{}' is not a number; write one", word));
    }
    return out;
}

std::uint64_t ScriptRunner::whole(const std::string& word, std::uint64_t most) const {
    const double value = number(word);
    if (value < 0 || value > static_cast<double>(most) || value != std::floor(value)) {
        fail(fmt::format("'{}' is not a whole number from 0 to {}", word, most));
    }
    return static_cast<std::uint64_t>(value);
}

void ScriptRunner::wait(std::uint64_t frames) {
    for (std::uint64_t i = 0; i < frames; ++i) studio_.frame();
}

void ScriptRunner::move_to(Vec2 pixel) {
    pointer_ = pixel;
    ui::send_pointer(pixel);
    wait(2);  // the second sees what the first found under the pointer
}

void ScriptRunner::click(Vec2 pixel, int button, int times) {
    move_to(pixel);
    for (int i = 0; i < times; ++i) {
        ui::send_button(button, true);
        wait(1);
        ui::send_button(button, false);
        wait(1);
    }
    wait(kBetweenClicks);
}

void ScriptRunner::drag(const ScriptLine& line) {
    const auto& words = line.words;
    const Vec2 from = centre_of(words[0]);
    Vec2 to{};
    std::size_t at = 4;
    if (words[1] == "by" && words.size() >= 4) {
        to = from + Vec2(number(words[2]), number(words[3]));
    } else if (words[1] == "to" && (words.size() == 3 || words[3] == "with")) {
        to = centre_of(words[2]);
        at = 3;
    } else if (words[1] == "to") {
        to = {number(words[2]), number(words[3])};
    } else {
        fail("write: drag NAME by DX DY, drag NAME to X Y or drag NAME to NAME");
    }
    ui::Modifiers modifiers;
    for (std::size_t i = at + 1; i < words.size(); ++i) {
        bool known = words[at] == "with";
        if (known) modifiers = modifier_named(words[i], modifiers, known);
        if (!known) fail(fmt::format("'{}' is none of: with shift, ctrl, alt", words[i]));
    }
    move_to(from);
    ui::send_modifiers(modifiers);
    ui::send_button(0, true);
    wait(1);
    for (int i = 1; i <= kDragSteps; ++i) {
        const double part = static_cast<double>(i) / kDragSteps;
        ui::send_pointer(from + (to - from) * part);
        wait(1);
    }
    ui::send_button(0, false);
    wait(1);
    ui::send_modifiers({});
    wait(kBetweenClicks);
    pointer_ = to;
}

void ScriptRunner::press(const std::string& chord) {
    ui::Modifiers modifiers;
    std::string rest = chord;
    for (std::size_t plus = rest.find('+'); plus != std::string::npos; plus = rest.find('+')) {
        bool known = false;
        modifiers = modifier_named(rest.substr(0, plus), modifiers, known);
        if (!known) fail(fmt::format("'{}' is none of shift, ctrl, alt", rest.substr(0, plus)));
        rest.erase(0, plus + 1);
    }
    const auto key = ui::key_named(rest);
    if (!key) fail(fmt::format("there is no key '{}'; write ctrl+z, space, f1", rest));
    ui::send_modifiers(modifiers);
    wait(1);
    ui::send_key(*key, true);
    wait(1);
    ui::send_key(*key, false);
    wait(1);
    ui::send_modifiers({});
    wait(1);
}

void ScriptRunner::type(const std::string& text) {
    ui::send_text(text);
    wait(2);
}

void ScriptRunner::expect(const ScriptLine& line) const {
    const std::string failure =
        why_not_as_expected(studio_.application().views().dump(), line.words);
    if (!failure.empty()) fail(failure);
}

void ScriptRunner::monkey(std::uint64_t events, std::uint64_t seed) {
    Monkey monkey(studio_, seed);
    for (std::uint64_t i = 0; i < events; ++i) monkey.step();
    monkey.let_go();
}

}  // namespace cavea::gui
