// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the media in front of the render thread, so that this finds them in the machine's memory.
// A thread of its own with a handle of its own; what it reads it throws away.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/frame.h"
#include "core/io/audio_file.h"

namespace cavea::live {

class ReadAhead {
 public:
    /// \throws Error  as io::open_audio
    explicit ReadAhead(const std::string& media);
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();

    /// Where playback is; cheap, from the render thread once a block.
    void follow(Frame frame) { position_.store(frame, std::memory_order_relaxed); }
    /// Nothing is read while stopped.
    void set_playing(bool playing);

 private:
    void work();
    void read_up_to(Frame end);

    std::unique_ptr<io::AudioFile> media_;
    std::atomic<Frame> position_{0};
    Frame done_ = 0;  ///< read so far, from position_ on
    std::mutex mutex_;
    std::condition_variable wake_;
    bool playing_ = false;
    bool quit_ = false;
    std::thread thread_;
};

}  // namespace cavea::live
