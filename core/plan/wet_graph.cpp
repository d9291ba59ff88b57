// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/wet_graph.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/fft.h"
#include "core/base/planar.h"
#include "core/dsp/decorrelator.h"
#include "core/plan/envelope.h"
#include "core/plan/output_panner.h"

namespace cavea::plan {
namespace {

using Response = std::shared_ptr<const std::vector<float>>;

/// Convolution in double; both are short enough for one transform.
std::vector<float> convolve(const std::vector<float>& a, const std::vector<float>& b) {
    const std::size_t length = a.size() + b.size() - 1;
    const RealFft64 fft(fast_fft_size(length));
    PlanarBuffer<double> time(1, fft.size());
    PlanarBuffer<std::complex<double>> spectra(2, fft.bins());
    const auto x = time.view()[0];
    for (std::size_t s = 0; s < 2; ++s) {
        const std::vector<float>& in = s == 0 ? a : b;
        std::fill(x.begin(), x.end(), 0.0);
        std::copy(in.begin(), in.end(), x.begin());
        fft.forward(x.data(), spectra.view()[s].data());
    }
    const auto product = spectra.view()[0];
    for (std::size_t k = 0; k < product.size(); ++k) product[k] *= spectra.view()[1][k];
    fft.inverse(product.data(), x.data());
    std::vector<float> out(length);
    for (std::size_t i = 0; i < length; ++i) {
        out[i] = static_cast<float>(x[i] / static_cast<double>(fft.size()));
    }
    return out;
}

/// A loudspeaker by its label, from the layout at hand or any built-in one.
std::optional<layout::Channel> speaker(const std::string& label) {
    for (const layout::Name& name : layout::names()) {
        const auto layout = layout::find(name.name);
        if (const auto index = layout->index_of(label)) return layout->channels[*index];
    }
    return std::nullopt;
}

class Builder {
 public:
    Builder(const programme::Programme& programme, const std::vector<Output>& outputs,
            const std::vector<OutputPanner>& panners, const std::string& file)
        : programme_(programme), outputs_(outputs), panners_(panners), file_(file) {
        std::uint32_t columns = 0;
        std::size_t speakers = 0;
        for (const Output& output : outputs) {
            first_column_.push_back(columns);
            columns += output.columns();
            speakers += output.layout.size();
        }
        graph_.diffuse_input.assign(speakers, WetGraph::kNoRoom);
    }

    WetGraph build(bool with_diffuse) {
        for (const programme::Room& room : programme_.rooms) {
            if (room.ir->output() == dsp::RoomOutput::Spread) with_decorrelators_ = true;
        }
        with_decorrelators_ = with_decorrelators_ || with_diffuse;
        // What is decorrelated comes late by this much; everything else waits for it.
        if (with_decorrelators_) graph_.latency = static_cast<Frame>(dsp::kDecorrelatorDelay);
        for (std::uint32_t r = 0; r < programme_.rooms.size(); ++r) {
            const programme::Room& room = programme_.rooms[r];
            graph_.first_input.push_back(graph_.inputs);
            switch (room.ir->output()) {
                case dsp::RoomOutput::Spread:
                    add_spread(r, room);
                    break;
                case dsp::RoomOutput::Speakers:
                    add_speakers(r, room);
                    break;
                case dsp::RoomOutput::Ambix:
                    add_scene(r, room);
                    break;
            }
            graph_.inputs += room.ir->inputs;
        }
        if (with_diffuse) add_diffuse();
        for (const ConvPath& path : graph_.paths) {
            graph_.longest = std::max(
                graph_.longest, static_cast<Frame>(path.response->size() + path.delay_frames));
        }
        return std::move(graph_);
    }

 private:
    void add_path(std::uint32_t input, std::uint32_t row, std::uint32_t delay, double gain,
                  Response response) {
        graph_.paths.push_back({input, row, delay, static_cast<float>(gain), std::move(response)});
    }

    /// A row for each channel of a room.
    void add_channels(const programme::Room& room) {
        const dsp::IrSet& ir = *room.ir;
        const auto delay = static_cast<std::uint32_t>(graph_.latency) + room.predelay_frames;
        for (std::uint32_t c = 0; c < ir.channels; ++c) {
            const std::uint32_t row = graph_.rows++;
            for (std::uint32_t i = 0; i < ir.inputs; ++i) {
                add_path(graph_.inputs + i, row, delay, room.gain,
                         Response(room.ir, &ir.response(i, c)));
            }
        }
    }

    /// A room whose channels stand at loudspeakers: each comes back like a DirectSpeakers channel.
    void add_speakers(std::uint32_t index, const programme::Room& room) {
        const std::uint32_t first_row = graph_.rows;
        add_channels(room);
        for (std::uint32_t c = 0; c < room.ir->channels; ++c) {
            return_like_a_loudspeaker(index, room, room.ir->labels[c], first_row + c);
        }
    }

    void return_like_a_loudspeaker(std::uint32_t index, const programme::Room& room,
                                   const std::string& label, std::uint32_t row) {
        const auto channel = speaker(label);
        if (!channel) {
            throw refused(file_, "room " + room.id,
                          "has a channel for loudspeaker '" + label +
                              "', which no layout knows; use BS.2051 labels such as M+030");
        }
        programme::DirectSpeakersBlock block;
        block.labels = {label};
        block.coordinate[0].value = channel->nominal.azimuth_deg;
        block.coordinate[1].value = channel->nominal.elevation_deg;
        block.coordinate[2].value = 1;
        programme::DirectSpeakersChannel format;
        if (channel->lfe) format.low_pass_hz = 120;
        programme::Source source;
        source.metadata = programme::DirectSpeakersSource{};
        for (std::size_t o = 0; o < outputs_.size(); ++o) {
            std::vector<double> gains(panners_[o].columns());
            panners_[o].speaker_gains(block, format, source, gains);
            for (std::size_t c = 0; c < gains.size(); ++c) {
                add_return(row, o, c, gains[c], index);
            }
        }
    }

    /// A room whose channels are spherical harmonics comes back like a HOA scene.
    void add_scene(std::uint32_t index, const programme::Room& room) {
        const std::uint32_t first_row = graph_.rows;
        add_channels(room);
        const pan::AmbixEncoder scene(*room.ir->ambix_order);
        const std::size_t components = scene.channels();
        for (std::size_t o = 0; o < outputs_.size(); ++o) {
            const std::vector<double> matrix =
                panners_[o].hoa_matrix(scene.components(), programme::Normalisation::Sn3d);
            for (std::uint32_t r = 0; r < components; ++r) {
                for (std::size_t c = 0; c < panners_[o].columns(); ++c) {
                    add_return(first_row + r, o, c, matrix[c * components + r], index);
                }
            }
        }
    }

    /// A room of one channel, spread evenly over every output by decorrelators that are convolved
    /// into the response.
    void add_spread(std::uint32_t index, const programme::Room& room) {
        const auto spread = [&](std::size_t o, std::size_t column, std::size_t decorrelator,
                                double share) {
            const std::uint32_t row = graph_.rows++;
            for (std::uint32_t i = 0; i < room.ir->inputs; ++i) {
                add_path(graph_.inputs + i, row, room.predelay_frames, room.gain * share,
                         std::make_shared<std::vector<float>>(
                             convolve(room.ir->response(i, 0), *filter(decorrelator))));
            }
            add_return(row, o, column, 1, index);
        };
        for (std::size_t o = 0; o < outputs_.size(); ++o) {
            if (outputs_[o].is_ambix()) {
                // In a diffuse field the harmonics are independent, and equal when N3D.
                const pan::AmbixEncoder scene(*outputs_[o].delivered.ambix_order);
                for (std::size_t c = 0; c < scene.channels(); ++c) {
                    spread(o, c, c, 1 / std::sqrt(2 * scene.components()[c].order + 1));
                }
                continue;
            }
            const layout::Layout& layout = outputs_[o].layout;
            const auto count =
                std::count_if(layout.channels.begin(), layout.channels.end(),
                              [](const layout::Channel& channel) { return !channel.lfe; });
            const double share = 1 / std::sqrt(static_cast<double>(count));  // energy 1 in all
            const auto indices = dsp::decorrelator_indices(layout);
            for (std::size_t c = 0; c < layout.size(); ++c) {
                if (!layout.channels[c].lfe) spread(o, c, indices[c], share);
            }
        }
    }

    /// The diffuse part of sources: each loudspeaker's own filter. ITU-R BS.2127-0 section 7.4.
    void add_diffuse() {
        std::size_t first_speaker = 0;
        for (std::size_t o = 0; o < outputs_.size(); ++o) {
            const layout::Layout& layout = outputs_[o].layout;
            const auto indices = dsp::decorrelator_indices(layout);
            std::vector<double> gains(panners_[o].columns());
            for (std::size_t k = 0; k < layout.size(); ++k) {
                if (layout.channels[k].lfe) continue;
                const std::uint32_t row = graph_.rows++;
                graph_.diffuse_input[first_speaker + k] = graph_.inputs;
                add_path(graph_.inputs++, row, 0, 1, filter(indices[k]));
                panners_[o].from_speaker(k, gains);
                for (std::size_t c = 0; c < gains.size(); ++c) {
                    add_return(row, o, c, gains[c], WetGraph::kNoRoom);
                }
            }
            first_speaker += layout.size();
        }
    }

    /// \param column  of the output
    void add_return(std::uint32_t row, std::size_t output, std::size_t column, double gain,
                    std::uint32_t room) {
        if (gain == 0) return;
        graph_.returns.push_back(
            {row, first_column_[output] + static_cast<std::uint32_t>(column), gain, room});
    }

    const Response& filter(std::size_t index) {
        if (filters_.size() <= index) filters_.resize(index + 1);
        if (!filters_[index]) {
            filters_[index] = std::make_shared<std::vector<float>>(dsp::decorrelator(index));
        }
        return filters_[index];
    }

    const programme::Programme& programme_;
    const std::vector<Output>& outputs_;
    const std::vector<OutputPanner>& panners_;  ///< by output
    const std::string& file_;
    std::vector<std::uint32_t> first_column_;
    bool with_decorrelators_ = false;
    std::vector<Response> filters_;
    WetGraph graph_;
};

}  // namespace

WetGraph make_wet_graph(const programme::Programme& programme, const std::vector<Output>& outputs,
                        const std::vector<OutputPanner>& panners, bool with_diffuse,
                        const std::string& file) {
    return Builder(programme, outputs, panners, file).build(with_diffuse);
}

std::vector<Segment> plan_returns(const WetGraph& graph, const programme::Programme& programme,
                                  Span span) {
    // Return gains are written on the programme's clock; the wet rows lag it.
    const Span programme_span{span.begin - graph.latency, span.end - graph.latency};
    std::vector<std::vector<Line>> room_lines;
    for (const programme::Room& room : programme.rooms) {
        room_lines.push_back(lines(room.return_gain, programme.rate_hz, programme_span));
    }
    const std::vector<Line> always{{programme_span, 1, 0}};
    std::vector<Segment> out;
    for (const WetGraph::Return& ret : graph.returns) {
        const auto& parts = ret.room == WetGraph::kNoRoom ? always : room_lines[ret.room];
        for (const Line& line : parts) {
            if (line.begin == 0 && line.slope == 0) continue;
            out.push_back({ret.row, ret.column, line.span.begin + graph.latency,
                           line.span.end + graph.latency, ret.gain * line.begin,
                           ret.gain * line.slope});
        }
    }
    return out;
}

}  // namespace cavea::plan
