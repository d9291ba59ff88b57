// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/live/jack/jack_server.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

extern char** environ;

namespace cavea::test {
namespace {

using namespace std::chrono_literals;

constexpr int kNoStartServer = 1;
constexpr unsigned long kIsInput = 1;
constexpr const char* kAudio = "32 bit float mono audio";

/// A function of libjack.
template <class Function>
Function* function(void* library, const char* name) {
    return reinterpret_cast<Function*>(dlsym(library, name));
}

using Open = void*(const char*, int, int*, ...);
using Close = int(void*);
using SetProcess = int(void*, int (*)(std::uint32_t, void*), void*);
using Register = void*(void*, const char*, const char*, unsigned long, unsigned long);
using Activate = int(void*);
using Connect = int(void*, const char*, const char*);
using GetBuffer = void*(void*, std::uint32_t);

}  // namespace

JackServer::JackServer(std::uint32_t channels, std::uint32_t buffer_frames) {
    const std::string name = "cavea-test-" + std::to_string(getpid());
    setenv("JACK_DEFAULT_SERVER", name.c_str(), 1);
    setenv("JACK_NO_AUDIO_RESERVATION", "1", 1);
    std::vector<std::string> words{"jackd",
                                   "-n",
                                   name,
                                   "--no-realtime",
                                   "-S",
                                   "-d",
                                   "dummy",
                                   "-r",
                                   "48000",
                                   "-p",
                                   std::to_string(buffer_frames),
                                   "-P",
                                   std::to_string(channels),
                                   "-C",
                                   "2"};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&quiet, 1, 2);
    const int error = posix_spawnp(&pid_, "jackd", &quiet, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    if (error != 0) {
        pid_ = -1;
        problem_ = "there is no jackd";
        return;
    }
    std::this_thread::sleep_for(1s);
    if (waitpid(pid_, nullptr, WNOHANG) == 0) return;
    pid_ = -1;
    problem_ = "jackd does not run here";
}

JackServer::~JackServer() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 100; ++i) {
        if (waitpid(pid_, nullptr, WNOHANG) != 0) return;
        std::this_thread::sleep_for(20ms);
    }
    kill();
}

void JackServer::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

JackRecorder::JackRecorder(std::uint32_t channels, std::size_t frames)
    : samples_(channels, std::vector<float>(frames)) {
    library_ = dlopen("libjack.so.0", RTLD_NOW);
    if (library_ == nullptr) return;
    client_ = function<Open>(library_, "jack_client_open")("recorder", kNoStartServer, nullptr);
    if (client_ == nullptr) return;
    for (std::uint32_t c = 0; c < channels; ++c) {
        ports_.push_back(function<Register>(library_, "jack_port_register")(
            client_, ("in" + std::to_string(c)).c_str(), kAudio, kIsInput, 0));
    }
    function<SetProcess>(library_, "jack_set_process_callback")(client_, &process, this);
    function<Activate>(library_, "jack_activate")(client_);
}

JackRecorder::~JackRecorder() {
    if (client_ != nullptr) function<Close>(library_, "jack_client_close")(client_);
}

bool JackRecorder::listen_to(const std::string& client) {
    if (client_ == nullptr) return false;
    const auto connect = function<Connect>(library_, "jack_connect");
    for (std::size_t c = 0; c < ports_.size(); ++c) {
        const std::string from = client + ":outport " + std::to_string(c);
        const std::string to = "recorder:in" + std::to_string(c);
        if (connect(client_, from.c_str(), to.c_str()) != 0) return false;
    }
    return true;
}

int JackRecorder::process(std::uint32_t frames, void* user) {
    JackRecorder& self = *static_cast<JackRecorder*>(user);
    const std::size_t at = self.frames_.load(std::memory_order_relaxed);
    const std::size_t count = std::min<std::size_t>(frames, self.samples_[0].size() - at);
    const auto get = function<GetBuffer>(self.library_, "jack_port_get_buffer");
    for (std::size_t c = 0; c < self.ports_.size(); ++c) {
        const auto* samples = static_cast<const float*>(get(self.ports_[c], frames));
        std::copy_n(samples, count, self.samples_[c].begin() + static_cast<std::ptrdiff_t>(at));
    }
    self.frames_.store(at + count, std::memory_order_release);
    return 0;
}

std::vector<std::vector<float>> JackRecorder::heard() const {
    const std::size_t frames = frames_.load(std::memory_order_acquire);
    std::vector<std::vector<float>> out;
    for (const auto& channel : samples_) {
        out.emplace_back(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(frames));
    }
    return out;
}

}  // namespace cavea::test
