// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to the columns of one output of a render: a file, and the meters for the report.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/io/audio_writer.h"
#include "core/layout/layout.h"
#include "renderer/render.h"

namespace cavea::cli {

struct ChannelReport {
    std::string name;
    double peak = 0;       ///< linear
    double true_peak = 0;  ///< linear
};

struct OutputReport {
    std::string file;
    std::string layout;
    std::vector<ChannelReport> channels;
    bool has_loudness = false;  ///< it is measured, and defined for the layout
    std::optional<double> integrated_lufs;
    std::uint64_t overs = 0;
};

/// One output: its columns begin at \p first_column of the render.
class OutputSinks {
 public:
    /// \param measure  with meters, or the file alone
    OutputSinks(std::unique_ptr<io::AudioWriter> writer, std::string file, layout::Layout layout,
                std::size_t first_column, std::uint32_t rate_hz, bool measure);
    ~OutputSinks();
    OutputSinks(OutputSinks&&) noexcept;
    OutputSinks& operator=(OutputSinks&&) noexcept;

    /// The pieces that may run on different threads; owned by this.
    [[nodiscard]] std::vector<Sink*> sinks() const;
    void commit();
    [[nodiscard]] OutputReport report() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::cli
