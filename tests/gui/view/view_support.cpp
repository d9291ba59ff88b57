// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/view/view_support.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "tests/core/session/session_support.h"

namespace cavea::gui::test {
namespace {

constexpr double kFrameS = 1.0 / 30;

std::shared_ptr<const programme::Programme> programme_of(const std::vector<std::string>& names) {
    using session::test::cartesian;
    auto out = std::make_shared<programme::Programme>();
    out->name = "test";
    out->rate_hz = static_cast<std::uint32_t>(session::test::kRate);
    out->length = 10 * session::test::kRate;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto turn =
            2 + static_cast<double>(i) * 2.399963;  // golden angle: none covers another
        const double x = i == 0 ? -0.5 : 0.8 * std::cos(turn);
        const double y = i == 0 ? 0.5 : 0.8 * std::sin(turn);
        auto source = session::test::object(
            static_cast<int>(i + 1),
            session::test::channel_of({{0, 10, {x, y, i == 0 ? 0.2 : 0.1}, cartesian()}}));
        source->object = fmt::format("AO_{:04X}", 0x1001 + i);
        source->id = fmt::format("{} ATU_{:08X}", source->object, i + 1);
        source->name = names[i];
        out->sources.push_back(std::move(source));
    }
    out->tracks = static_cast<std::uint32_t>(names.size());
    return out;
}

}  // namespace

FakeHost::FakeHost() : layout_(*layout::find("7.1.4")) {
    state.output_peak.assign(layout_.size(), 0.0F);
}

void FakeHost::locate(double seconds) {
    located.push_back(seconds);
    state.position = static_cast<Frame>(seconds * static_cast<double>(session::test::kRate));
}

std::vector<std::string> names(std::size_t count) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(fmt::format("FX Car {}", i + 1));
    return out;
}

OpenedMix mix_of(const std::vector<std::string>& item_names) {
    OpenedMix out;
    out.path = "/nowhere/test.wav";
    out.master = programme_of(item_names);
    return out;
}

Window::Window(double width, double height) : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.IniFilename = nullptr;
    unsigned char* pixels = nullptr;
    int w = 0;
    int h = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
    ui::set_up_scripted_input();
    ui::fonts() = {};
    ui::set_scale(1);
    ui::registry().enable(true);
    views_.emplace(studio, host);
    frame(2);
}

Window::~Window() {
    views_.reset();
    ui::registry().enable(false);
    ImGui::DestroyContext(context_);
}

void Window::open(const std::vector<std::string>& item_names) {
    studio.open(mix_of(item_names));
    host.state.source_peak.assign(item_names.size(), 0.0F);
    frame(3);
}

void Window::frame(int count) {
    for (int i = 0; i < count; ++i) {
        host.scenes.clear();
        ImGui::GetIO().DeltaTime = static_cast<float>(kFrameS);
        ui::registry().begin_frame();
        ImGui::NewFrame();
        views_->draw(kFrameS);
        ImGui::Render();
    }
}

bool Window::has(const std::string& name) const { return ui::registry().rects().contains(name); }

Rect Window::rect(const std::string& name) const {
    const auto found = ui::registry().rects().find(name);
    if (found == ui::registry().rects().end()) throw std::out_of_range("nothing is named " + name);
    return found->second;
}

Vec2 Window::centre(const std::string& name) const {
    const Rect r = rect(name);
    return {r.x + r.width / 2, r.y + r.height / 2};
}

void Window::point(Vec2 pixel) {
    ui::send_pointer(pixel);
    frame(2);
}

void Window::click(const std::string& name, int times, const ui::Modifiers& with) {
    point(centre(name));
    ui::send_modifiers(with);
    for (int i = 0; i < times; ++i) {
        ui::send_button(0, true);
        frame();
        ui::send_button(0, false);
        frame();
    }
    ui::send_modifiers({});
    frame(12);  // two calls are two clicks, not a double one
}

void Window::drag(Vec2 from, Vec2 to, const ui::Modifiers& with) {
    point(from);
    ui::send_modifiers(with);
    ui::send_button(0, true);
    frame();
    for (int i = 1; i <= 8; ++i) {
        ui::send_pointer(from + (to - from) * (i / 8.0));
        frame();
    }
    ui::send_button(0, false);
    frame();
    ui::send_modifiers({});
    frame(12);
}

void Window::drag(const std::string& name, Vec2 by, const ui::Modifiers& with) {
    const Vec2 from = centre(name);
    drag(from, from + by, with);
}

void Window::key(const std::string& chord) {
    ui::Modifiers with;
    with.ctrl = chord.find("ctrl+") != std::string::npos;
    with.shift = chord.find("shift+") != std::string::npos;
    const auto key = ui::key_named(chord.substr(chord.rfind('+') + 1));
    if (!key) throw std::out_of_range("no key " + chord);
    ui::send_modifiers(with);
    frame();
    ui::send_key(*key, true);
    frame();
    ui::send_key(*key, false);
    frame();
    ui::send_modifiers({});
    frame();
}

void Window::type(const std::string& text) {
    ui::send_text(text);
    frame(2);
}

void Window::set(const std::string& field, const std::string& text) {
    click(field);
    key("ctrl+a");
    type(text);
    key("enter");
    frame(2);
}

nlohmann::json Window::state() const { return nlohmann::json::parse(views_->dump()); }

}  // namespace cavea::gui::test
