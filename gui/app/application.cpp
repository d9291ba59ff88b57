// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/application.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <utility>

#include "core/base/diagnostics.h"
#include "core/base/error.h"
#include "core/session/input.h"
#include "gui/app/demo_mix.h"
#include "gui/view/ui.h"
#include "renderer/engines.h"
#include "renderer/live/audio_device.h"

namespace cavea::gui {
namespace {

constexpr double kDimGain = 0.1;  // -20 dB
constexpr double kJournalEvery = 1;
constexpr std::chrono::seconds kDevicesFor{5};

/// A file as the model wants it; on the thread of a job.
OpenedMix open_mix(const std::filesystem::path& file) {
    Diagnostics diagnostics;
    session::InputChoice choice;
    choice.path = file.string();
    session::Input input = session::open_input(choice, diagnostics);
    OpenedMix mix;
    mix.path = file;
    mix.is_project = input.project.has_value();
    if (input.project) {
        mix.project = *std::move(input.project);
    } else {
        mix.project.master = std::filesystem::absolute(file);
    }
    mix.master = input.master;
    mix.programme = input.programme;
    mix.media = input.media->path().string();
    for (const Diagnostic& d : diagnostics.list()) mix.warnings.push_back(d.message);
    return mix;
}

/// With no word from the person: the room's loudspeakers when the device has them or there is none,
/// else headphones.
std::string usual_monitor() {
    for (const live::AudioDeviceInfo& device : live::list_audio_devices()) {
        if (device.is_default && device.id != "null" && device.channels < 12) return "binaural";
    }
    return "7.1.4";
}

}  // namespace

Application::Application(const ApplicationOptions& options)
    : options_(options),
      state_folder_(options.scripted ? std::nullopt : state_folder()),
      jobs_(options.scripted),
      playback_(
          jobs_, options.scripted,
          [this](Notice::Level level, const std::string& text) { studio_.notify(level, text); }),
      views_(studio_, *this) {
    if (state_folder_) remembered_ = read_remembered(*state_folder_);
    if (!options.scripted) {
        const std::vector<std::string> names = monitor_names();
        const bool known =
            std::find(names.begin(), names.end(), remembered_.monitor) != names.end();
        playback_.set_monitor(known ? remembered_.monitor : usual_monitor());
        playback_.set_device(remembered_.audio_device);
    }
    if (!options.file.empty()) {
        pending_file_ = options.file;
    } else {
        pending_demo_ = options.demo;
    }
}

Application::~Application() = default;

void Application::tick(double seconds) {
    jobs_.poll();
    start_pending();
    carry_edits();
    playback_.update();
    keep_journal(seconds);
}

void Application::frame(SceneRenderer& scene, double seconds) {
    tick(seconds);
    scene_ = &scene;
    views_.draw(seconds);
    draw_question();
    scene_ = nullptr;
}

bool Application::playing() const {
    return playback_.state() != nullptr && playback_.state()->playing;
}

bool Application::wants_frame() const {
    return playing() || loading() || asked_ || views_.wants_frame();
}

bool Application::loading() const {
    return jobs_.busy() || pending_file_ || pending_demo_ || playback_.pending();
}

void Application::open(const std::filesystem::path& file) {
    pending_file_ = file;
    pending_demo_ = false;
}

void Application::open_demo() {
    pending_demo_ = true;
    pending_file_.reset();
}

void Application::start_pending() {
    if (jobs_.busy()) return;
    if (pending_file_) {
        const std::filesystem::path file = *pending_file_;
        pending_file_.reset();
        load(file);
    } else if (pending_demo_) {
        pending_demo_ = false;
        studio_.notify(Notice::Level::Info,
                       "Preparing the demo; the first time takes some seconds");
        load({});
    }
}

/// \param file  empty = the demo
void Application::load(const std::filesystem::path& file) {
    opening_ = true;
    jobs_.start(
        [this, file]() -> Jobs::Finish {
            const auto mix =
                std::make_shared<OpenedMix>(open_mix(file.empty() ? demo_project() : file));
            mix->is_sample = file.empty();
            return [this, mix] { adopt(std::move(*mix)); };
        },
        [this](const std::string& what) {
            opening_ = false;
            studio_.notify(Notice::Level::Error, what);
        });
}

void Application::adopt(OpenedMix mix) {
    opening_ = false;
    const std::filesystem::path path = mix.path;
    const std::vector<std::string> warnings = mix.warnings;
    studio_.open(std::move(mix));
    for (const std::string& warning : warnings) studio_.notify(Notice::Level::Warning, warning);
    std::string characters = path.string();
    for (const Item& item : studio_.scene().items()) characters += item.name;
    characters_ = std::move(characters);
    playback_.open(studio_.programme(), studio_.mix().media);
    journal_failed_ = false;
    if (!studio_.mix().is_sample) remember_file(remembered_, path);
    remember();
}

/// What was edited since the last frame goes to the player.
void Application::carry_edits() {
    if (!studio_.has_mix()) return;
    playback_.set_programme(studio_.programme());
    playback_.set_controls(studio_.controls());
}

void Application::save(const std::filesystem::path& file) {
    try {
        studio_.save(file);
        remember_file(remembered_, file);
        remember();
        studio_.notify(Notice::Level::Info, fmt::format("Saved {}", file.filename().string()));
    } catch (const std::exception& error) {
        studio_.notify(Notice::Level::Error, printable(error.what(), 1000));
    }
}

void Application::keep_journal(double seconds) {
    journal_age_s_ += seconds;
    if (options_.scripted || journal_age_s_ < kJournalEvery || !studio_.has_mix()) return;
    journal_age_s_ = 0;
    try {
        studio_.write_journal();
        journal_failed_ = false;
    } catch (const std::exception& error) {
        if (!journal_failed_) {
            studio_.notify(Notice::Level::Warning, fmt::format("Edits are not kept for a crash: {}",
                                                               printable(error.what())));
        }
        journal_failed_ = true;
    }
}

void Application::remember() {
    if (!state_folder_) return;
    remembered_.monitor = playback_.choice().monitor;
    remembered_.audio_device = playback_.choice().device;
    try {
        write_remembered(*state_folder_, remembered_);
    } catch (const std::exception& error) {
        state_folder_.reset();  // say it once
        studio_.notify(Notice::Level::Warning, printable(error.what()));
    }
}

std::vector<std::string> Application::monitor_names() const {
    std::vector<std::string> out;
    for (const layout::Name& name : layout::names()) {
        out.push_back(name.aliases.empty() ? name.name : name.aliases.front());
    }
    out.emplace_back("binaural");
    return out;
}

void Application::set_monitor(const std::string& name) {
    playback_.set_monitor(name);
    remember();
}

void Application::apply_gain() { playback_.set_gain(mute_ ? 0 : dim_ ? kDimGain : 1); }

void Application::set_dim(bool on) {
    dim_ = on;
    apply_gain();
}

void Application::set_monitor_mute(bool on) {
    mute_ = on;
    apply_gain();
}

std::vector<std::string> Application::audio_devices() const {
    if (options_.scripted) return {"null"};
    const auto now = std::chrono::steady_clock::now();
    if (!audio_devices_asked_ || now - *audio_devices_asked_ > kDevicesFor) {
        audio_devices_asked_ = now;
        audio_devices_.clear();
        for (const live::AudioDeviceInfo& device : live::list_audio_devices()) {
            audio_devices_.push_back(device.id);
        }
    }
    return audio_devices_;
}

std::string Application::audio_device() const {
    if (options_.scripted) return "null";
    const std::string playing = playback_.device_id();
    return playing.empty() ? playback_.choice().device : playing;
}

void Application::set_audio_device(const std::string& id) {
    playback_.set_device(id);
    remember();
}

std::vector<std::string> Application::wet_engines() const {
    if (wet_engines_) return *wet_engines_;
    wet_engines_ = std::vector<std::string>{"cpu"};
    std::string unread;
    for (const DeviceLine& line : list_engine_devices(unread)) {
        if (line.engine == "vulkan" && line.problem.empty()) {
            wet_engines_->push_back("vulkan: " + line.name);
        }
    }
    return *wet_engines_;
}

void Application::set_ui_scale(double scale) {
    remembered_.ui_scale = std::clamp(scale, 0.8, 2.5);
    remember();
}

void Application::draw_scene(ImDrawList& list, ViewScene scene) {
    if (scene_ == nullptr) return;
    // As the panels around it.
    if (scene.rounding == 0) scene.rounding = ImGui::GetStyle().ChildRounding;
    scene_->draw(list, std::move(scene));
}

void Application::ask_to_close() {
    when_saved([this] { finished_ = true; });
}

void Application::ask_to_open(const std::filesystem::path& file) {
    when_saved([this, file] { open(file); });
}

void Application::when_saved(std::function<void()> next) {
    if (studio_.has_mix() && studio_.dirty()) {
        asked_ = std::move(next);
    } else {
        next();
    }
}

void Application::draw_question() {
    constexpr const char* kTitle = "Unsaved changes";
    if (!asked_) return;
    if (!ImGui::IsPopupOpen(kTitle)) ImGui::OpenPopup(kTitle);
    const ImVec2 middle = ImGui::GetMainViewport()->GetCenter();
    ImGui::SetNextWindowPos(middle, ImGuiCond_Always, {0.5F, 0.5F});
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_AlwaysAutoResize |
                                        ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;
    if (!ImGui::BeginPopupModal(kTitle, nullptr, kFlags)) return;
    const OpenedMix& mix = studio_.mix();
    ImGui::Text("%s was edited since it was saved.", mix.path.filename().string().c_str());
    ImGui::Spacing();
    bool answered = false;
    bool go_on = false;
    if (mix.is_project && !mix.is_sample) {
        if (ImGui::Button("Save")) {
            save(mix.path);
            answered = true;
            go_on = !studio_.dirty();
        }
        ui::tag("unsaved/save");
        ImGui::SameLine();
    }
    if (ImGui::Button("Discard")) answered = go_on = true;
    ui::tag("unsaved/discard");
    ImGui::SameLine();
    if (ImGui::Button("Cancel") || ui::pressed(ui::Key::Escape)) answered = true;
    ui::tag("unsaved/cancel");
    if (answered) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    if (!answered) return;
    const std::function<void()> next = std::exchange(asked_, nullptr);
    if (go_on) next();
}

}  // namespace cavea::gui
