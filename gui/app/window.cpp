// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/window.h"

#include <backends/imgui_impl_glfw.h>
#include <fmt/core.h>
#include <imgui.h>
#define GLFW_INCLUDE_NONE

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "gui/app/swapchain.h"
#include "gui/app/ui_context.h"
#include "gui/render/vk.h"
#include "gui/view/ui.h"
// After Vulkan's own types, so that GLFW offers its Vulkan functions.
#include <GLFW/glfw3.h>

namespace cavea::gui {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kPlayingFrameS = 1.0 / 30;
constexpr double kSleepS = 0.5;  ///< at most, so that the journal is kept and devices are watched
/// Popups and hover effects need a few frames after what caused them.
constexpr int kFramesAfterEvent = 3;
constexpr int kMostLosses = 3;

double seconds_between(Clock::time_point a, Clock::time_point b) {
    return std::chrono::duration<double>(b - a).count();
}

Error no_display() {
    const char* why = nullptr;
    glfwGetError(&why);
    return {ErrorCode::Machine,
            fmt::format("no window can be opened ({}); run cavea-studio on a desktop, or with "
                        "--headless",
                        printable(why == nullptr ? "no reason given" : why))};
}

/// GLFW and its one window.
class Desktop {
 public:
    explicit Desktop(const WindowOptions& options) {
        if (glfwInit() == GLFW_FALSE) throw no_display();
        glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
        glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
        glfwWindowHintString(GLFW_X11_CLASS_NAME, "cavea-studio");
        window_ = glfwCreateWindow(static_cast<int>(options.width),
                                   static_cast<int>(options.height), "cavea", nullptr, nullptr);
        if (window_ == nullptr) {
            const Error error = no_display();
            glfwTerminate();
            throw error;
        }
        glfwSetWindowSizeLimits(window_, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
    }
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;
    ~Desktop() {
        glfwDestroyWindow(window_);
        glfwTerminate();
    }

    [[nodiscard]] GLFWwindow* window() const { return window_; }
    [[nodiscard]] GpuOptions gpu_options(const std::string& device) const {
        GpuOptions out;
        out.device = device;
        std::uint32_t count = 0;
        const char** names = glfwGetRequiredInstanceExtensions(&count);
        if (names == nullptr) throw no_display();
        out.instance_extensions.assign(names, names + count);
        out.make_surface = [this](VkInstance instance) {
            VkSurfaceKHR surface = VK_NULL_HANDLE;
            if (glfwCreateWindowSurface(instance, window_, nullptr, &surface) != VK_SUCCESS) {
                throw no_display();
            }
            return surface;
        };
        return out;
    }
    [[nodiscard]] vk::Extent2D pixels() const {
        int width = 0, height = 0;
        glfwGetFramebufferSize(window_, &width, &height);
        return {static_cast<std::uint32_t>(std::max(width, 0)),
                static_cast<std::uint32_t>(std::max(height, 0))};
    }
    [[nodiscard]] double content_scale() const {
        float x = 1, y = 1;
        glfwGetWindowContentScale(window_, &x, &y);
        return x;
    }

 private:
    GLFWwindow* window_ = nullptr;
};

/// ImGui's connection to the window; an event wakes the loop for a few frames.
class Input {
 public:
    Input(GLFWwindow* window, Application& application)
        : window_(window), application_(application) {
        glfwSetWindowUserPointer(window, this);
        glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
            if (count > 0) of(w).application_.ask_to_open(paths[0]);
        });
        glfwSetWindowCloseCallback(window, [](GLFWwindow* w) {
            glfwSetWindowShouldClose(w, GLFW_FALSE);
            of(w).application_.ask_to_close();
        });
        ImGui_ImplGlfw_InitForVulkan(window, true);
#if IMGUI_VERSION_NUM < 18700
        glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int code, int action, int modifiers) {
            of(w).on_key(key, code, action, modifiers);
        });
#endif
    }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    ~Input() { ImGui_ImplGlfw_Shutdown(); }

    /// After ImGui has seen this frame's input.
    void frame_began() {
        pressed_.clear();
        for (const Release& r : std::exchange(releases_, {})) {
            ImGui_ImplGlfw_KeyCallback(window_, r.key, r.code, GLFW_RELEASE, r.modifiers);
        }
    }

    /// Sizes and the pointer in pixels of the framebuffer, whatever the desktop counts in.
    void new_frame(vk::Extent2D pixels) const {
        ImGui_ImplGlfw_NewFrame();
        ImGuiIO& io = ImGui::GetIO();
        const ImVec2 ratio = io.DisplayFramebufferScale;
#if IMGUI_VERSION_NUM < 18700
        if (io.MousePos.x > -1e6F) {
            io.MousePos = {io.MousePos.x * ratio.x, io.MousePos.y * ratio.y};
        }
#else
        if (ratio.x != 1.0F) {
            double x = 0, y = 0;
            glfwGetCursorPos(window_, &x, &y);
            io.AddMousePosEvent(static_cast<float>(x) * ratio.x, static_cast<float>(y) * ratio.y);
        }
#endif
        io.DisplaySize = {static_cast<float>(pixels.width), static_cast<float>(pixels.height)};
        io.DisplayFramebufferScale = {1, 1};
    }

 private:
    static Input& of(GLFWwindow* window) {
        return *static_cast<Input*>(glfwGetWindowUserPointer(window));
    }

    struct Release {
        int key, code, modifiers;
    };
    /// Up to 1.86 ImGui keeps states, not events: a key that goes down and up between two frames
    /// would never have been pressed. Its release waits for the next frame.
    void on_key(int key, int code, int action, int modifiers) {
        if (action == GLFW_PRESS) pressed_.push_back(key);
        if (action == GLFW_RELEASE &&
            std::find(pressed_.begin(), pressed_.end(), key) != pressed_.end()) {
            releases_.push_back({key, code, modifiers});
            return;
        }
        ImGui_ImplGlfw_KeyCallback(window_, key, code, action, modifiers);
    }
    std::vector<int> pressed_;  ///< since the last frame
    std::vector<Release> releases_;
    GLFWwindow* window_;
    Application& application_;
};

/// What goes when the device is lost, and comes back anew.
struct Graphics {
    Graphics(const Desktop& desktop, const WindowOptions& options)
        : gpu(desktop.gpu_options(options.device)), chain(gpu) {
        PainterOptions painting;
        painting.format = Swapchain::format_of(gpu);
        painting.final_layout = vk::ImageLayout::ePresentSrcKHR;
        painting.images = 8;  // more than any swapchain has; the back end keeps buffers for each
        painting.multisample = options.multisample;
        painter = std::make_unique<Painter>(gpu, painting);
    }
    Graphics(const Graphics&) = delete;
    Graphics& operator=(const Graphics&) = delete;
    ~Graphics() = default;
    Gpu gpu;
    Swapchain chain;
    std::unique_ptr<Painter> painter;
};

class WindowLoop {
 public:
    explicit WindowLoop(const WindowOptions& options)
        : options_(options),
          desktop_(options),
          ui_(FontFiles::usual()),
          application_(options.application),
          input_(desktop_.window(), application_) {
        fit_ui();
        graphics_ = std::make_unique<Graphics>(desktop_, options_);
    }

    void run() {
        Clock::time_point last = Clock::now();
        while (!application_.finished()) {
            const bool reason = wait_for_a_reason();
            const Clock::time_point now = Clock::now();
            const double seconds = seconds_between(last, now);
            last = now;
            const std::size_t said = application_.studio().notices().size();
            if (!reason) application_.tick(seconds);
            const bool news = application_.studio().notices().size() != said;
            if (reason || news || application_.wants_frame()) draw(std::min(seconds, 0.25));
        }
    }

 private:
    bool fit_ui() {
        const double screen = options_.scale > 0 ? options_.scale : desktop_.content_scale();
        return ui_.fit(screen * application_.ui_scale(), application_.characters());
    }

    /// Sleeps until something happens; while something moves, until the next frame is due.
    ///
    /// \return whether there is something to draw
    bool wait_for_a_reason() {
        const Clock::time_point begin = Clock::now();
        if (frames_owed_ > 0) {
            --frames_owed_;
            glfwWaitEventsTimeout(kPlayingFrameS / 2);
            return true;
        }
        const bool moves = application_.wants_frame();
        const double most = moves ? kPlayingFrameS : kSleepS;
        glfwWaitEventsTimeout(most);
        // Woken before the time was up: by an event, which is worth more than one frame.
        const bool event = seconds_between(begin, Clock::now()) < most * 0.95;
        if (event) frames_owed_ = kFramesAfterEvent - 1;
        return event || moves;
    }

    void draw(double seconds) {
        try {
            draw_once(seconds);
        } catch (const vk::DeviceLostError&) {
            if (++losses_ > kMostLosses) {
                throw Error(ErrorCode::Machine,
                            "the graphics device was lost again and again; update its driver or "
                            "name another with --device");
            }
            application_.studio().notify(Notice::Level::Warning,
                                         "The graphics device was lost and started again");
            graphics_.reset();
            graphics_ = std::make_unique<Graphics>(desktop_, options_);
        } catch (const vk::SystemError&) {
            rethrow_as_machine_error("drawing the window");
        }
    }

    void draw_once(double seconds) {
        Painter& painter = *graphics_->painter;
        Swapchain& chain = graphics_->chain;
        if (fit_ui()) painter.rebuild_fonts();
        const vk::Extent2D pixels = desktop_.pixels();
        if (!chain.usable() || chain.size() != pixels) {
            painter.wait_idle();
            chain.remake(painter, pixels);
        }
        painter.begin_frame();
        painter.scene().set_line_width(ui::scale());
        input_.new_frame(chain.usable() ? chain.size() : vk::Extent2D(1, 1));
        ImGui::NewFrame();
        input_.frame_began();
        application_.frame(painter.scene(), seconds);
        ImGui::Render();
        if (chain.usable()) chain.show(painter, *ImGui::GetDrawData());
        show_title();
    }

    void show_title() {
        Studio& studio = application_.studio();
        std::string title = "cavea";
        if (studio.has_mix()) {
            title = studio.mix().path.filename().string();
            if (studio.dirty()) title += " *";
            title += " - cavea";
        }
        if (title == title_) return;
        title_ = title;
        glfwSetWindowTitle(desktop_.window(), title_.c_str());
    }

    WindowOptions options_;
    Desktop desktop_;
    UiContext ui_;
    Application application_;
    Input input_;
    std::unique_ptr<Graphics> graphics_;
    std::string title_;
    int frames_owed_ = kFramesAfterEvent;
    int losses_ = 0;
};

}  // namespace

void run_in_window(const WindowOptions& options) { WindowLoop(options).run(); }

}  // namespace cavea::gui
