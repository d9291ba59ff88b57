// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_sinks.h"

#include <utility>

#include "core/meter/loudness.h"

namespace cavea::cli {
namespace {

class FileSink final : public Sink {
 public:
    FileSink(std::unique_ptr<io::AudioWriter> file, std::size_t first, std::size_t count)
        : writer(std::move(file)), first_(first), count_(count) {}
    void write(Planar<const float> columns) override {
        writer->write(columns.rows(first_, count_));
    }

    std::unique_ptr<io::AudioWriter> writer;

 private:
    std::size_t first_;
    std::size_t count_;
};

class LoudnessSink final : public Sink {
 public:
    LoudnessSink(const layout::Layout& layout, std::size_t first, std::uint32_t rate_hz)
        : meter(layout, rate_hz), first_(first), count_(layout.size()) {}
    void write(Planar<const float> columns) override { meter.add(columns.rows(first_, count_)); }

    meter::LoudnessMeter meter;

 private:
    std::size_t first_;
    std::size_t count_;
};

class PeakSink final : public Sink {
 public:
    PeakSink(std::size_t column, std::uint32_t rate_hz) : meter(rate_hz), column_(column) {}
    void write(Planar<const float> columns) override { meter.add(columns[column_]); }

    meter::PeakMeter meter;

 private:
    std::size_t column_;
};

}  // namespace

struct OutputSinks::Impl {
    std::string file;
    layout::Layout layout;
    FileSink writer;
    std::unique_ptr<LoudnessSink> loudness;
    std::vector<std::unique_ptr<PeakSink>> peaks;
};

OutputSinks::OutputSinks(std::unique_ptr<io::AudioWriter> writer, std::string file,
                         layout::Layout layout, std::size_t first_column, std::uint32_t rate_hz,
                         bool measure)
    : impl_(new Impl{std::move(file),
                     layout,
                     FileSink(std::move(writer), first_column, layout.size()),
                     nullptr,
                     {}}) {
    if (!measure) return;
    // BS.1770 weighs loudspeakers; of spherical harmonics it says nothing.
    if (!layout.ambix_order) {
        impl_->loudness = std::make_unique<LoudnessSink>(layout, first_column, rate_hz);
    }
    for (std::size_t c = 0; c < layout.size(); ++c) {
        impl_->peaks.push_back(std::make_unique<PeakSink>(first_column + c, rate_hz));
    }
}
OutputSinks::~OutputSinks() = default;
OutputSinks::OutputSinks(OutputSinks&&) noexcept = default;
OutputSinks& OutputSinks::operator=(OutputSinks&&) noexcept = default;

std::vector<Sink*> OutputSinks::sinks() const {
    std::vector<Sink*> out{&impl_->writer};
    if (impl_->loudness) out.push_back(impl_->loudness.get());
    for (const auto& peak : impl_->peaks) out.push_back(peak.get());
    return out;
}

void OutputSinks::commit() { impl_->writer.writer->commit(); }

OutputReport OutputSinks::report() const {
    OutputReport report{impl_->file, impl_->layout.name,           {}, impl_->loudness != nullptr,
                        {},          impl_->writer.writer->overs()};
    if (impl_->loudness) report.integrated_lufs = impl_->loudness->meter.integrated_lufs();
    for (std::size_t c = 0; c < impl_->peaks.size(); ++c) {
        const meter::PeakMeter& meter = impl_->peaks[c]->meter;
        report.channels.push_back(
            {impl_->layout.channels[c].name, meter.sample_peak(), meter.true_peak()});
    }
    return report;
}

}  // namespace cavea::cli
