// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A JACK server without hardware, of its own name, and a client that keeps what it hears.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace cavea::test {

class JackServer {
 public:
    JackServer(std::uint32_t channels, std::uint32_t buffer_frames);
    JackServer(const JackServer&) = delete;
    JackServer& operator=(const JackServer&) = delete;
    ~JackServer();

    /// Why there is none; empty = it runs.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// As if it crashed.
    void kill();

 private:
    pid_t pid_ = -1;
    std::string problem_;
};

/// Hears the ports of another client. The library is opened at run time, as it is not needed for
/// anything else.
class JackRecorder {
 public:
    /// \param frames  to keep room for
    JackRecorder(std::uint32_t channels, std::size_t frames);
    JackRecorder(const JackRecorder&) = delete;
    JackRecorder& operator=(const JackRecorder&) = delete;
    ~JackRecorder();

    /// \param client  whose ports "outport 0", "outport 1", ... are heard
    /// \return whether all could be connected
    [[nodiscard]] bool listen_to(const std::string& client);
    /// What was heard so far.
    [[nodiscard]] std::vector<std::vector<float>> heard() const;

 private:
    static int process(std::uint32_t frames, void* self);

    void* library_ = nullptr;
    void* client_ = nullptr;
    std::vector<void*> ports_;
    std::vector<std::vector<float>> samples_;
    std::atomic<std::size_t> frames_{0};
};

}  // namespace cavea::test
