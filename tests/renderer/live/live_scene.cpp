// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/live/live_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/io/audio_writer.h"
#include "renderer/engines.h"
#include "tests/renderer/support/scene.h"

namespace cavea::test {
namespace {

std::vector<float> dying_noise(std::size_t frames, std::uint64_t seed) {
    auto taps = noise(frames, seed, 0.05F);
    for (std::size_t k = 0; k < frames; ++k) {
        taps[k] *= static_cast<float>(
            std::exp(-5.0 * static_cast<double>(k) / static_cast<double>(frames)));
    }
    return taps;
}

void write_media(const std::filesystem::path& path, Samples tracks, std::uint32_t rate_hz) {
    io::WriterSettings settings;
    settings.path = path;
    settings.rate_hz = rate_hz;
    settings.layout.channels.resize(tracks.size());
    Diagnostics diagnostics;
    const auto writer = io::create_audio(settings, diagnostics);
    const std::size_t frames = tracks.at(0).size();
    PlanarBuffer<float> all(tracks.size(), frames);
    for (std::size_t c = 0; c < tracks.size(); ++c) {
        std::copy(tracks[c].begin(), tracks[c].end(), all.view()[c].begin());
    }
    writer->write(all.view());
    writer->commit();
}

programme::Room hall() {
    auto ir = std::make_shared<dsp::IrSet>();
    ir->inputs = 2;
    const layout::Layout layout = *layout::find("0+5+0");
    for (const auto& channel : layout.channels) ir->labels.push_back(channel.name);
    ir->channels = static_cast<std::uint32_t>(ir->labels.size());
    for (std::uint32_t i = 0; i < ir->inputs * ir->channels; ++i) {
        ir->responses.push_back(dying_noise(1500, 50 + i));
    }
    programme::Room room;
    room.id = room.name = "hall";
    room.ir = std::move(ir);
    room.predelay_frames = 37;
    return room;
}

plan::Output ears() {
    plan::Output output = plan::Output::speakers(*layout::find("0+5+0"));
    auto post = std::make_shared<dsp::IrSet>();
    post->inputs = static_cast<std::uint32_t>(output.layout.size());
    post->channels = 2;
    post->labels = {"M+030", "M-030"};
    for (std::uint32_t i = 0; i < post->inputs * 2; ++i) {
        post->responses.push_back(dying_noise(300, 80 + i));
    }
    output.post = std::move(post);
    output.delivered = *layout::find("0+2+0");
    return output;
}

/// 40 to 80 Hz.
Samples tones(std::size_t tracks, Frame frames) {
    Samples out(tracks);
    for (std::size_t c = 0; c < tracks; ++c) {
        const double step = 2 * std::numbers::pi * (40 + 7 * static_cast<double>(c % 6)) / 48000;
        for (Frame n = 0; n < frames; ++n) {
            // Out of silence: a tone that begins at full height would be a click of its own.
            const double rise = std::min(1.0, static_cast<double>(n) / 4800);
            out[c].push_back(
                static_cast<float>(0.5 * rise * std::sin(step * static_cast<double>(n))));
        }
    }
    return out;
}

/// The channel's first block alone, for ever.
std::shared_ptr<programme::ObjectsChannel> steady(const programme::ObjectsChannel& channel) {
    auto out = std::make_shared<programme::ObjectsChannel>();
    out->id = channel.id;
    out->attributes = {channel.attributes[0]};
    programme::ObjectsBlock block;
    std::copy_n(channel.blocks[0].coordinate, 3, block.coordinate);
    out->blocks.push_back(block);
    return out;
}

void adjust_sources(programme::Programme& programme, const LiveSceneSettings& s) {
    for (std::size_t i = 0; i < programme.sources.size(); ++i) {
        auto source = std::make_shared<programme::Source>(*programme.sources[i]);
        auto* objects = std::get_if<programme::ObjectsSource>(&source->metadata);
        if (s.steady && objects != nullptr) {
            objects->channel = steady(*objects->channel);
            source->start_s = Rational();
            source->duration_s.reset();
            source->gain = 0.5;
        }
        if (s.diffuse && i == 0 && objects != nullptr) {
            auto channel = std::make_shared<programme::ObjectsChannel>(*objects->channel);
            for (auto& attributes : channel->attributes) attributes.diffuse = 0.5;
            objects->channel = std::move(channel);
        }
        if (s.room) source->sends.push_back({0, static_cast<std::uint32_t>(i % 2), {{{}, 0.5}}});
        programme.sources[i] = std::move(source);
    }
}

}  // namespace

LiveScene::LiveScene(const LiveSceneSettings& s)
    : programme_(random_scene({s.objects, s.bed_channels, s.frames, 48000, s.seed, true})) {
    if (s.room) programme_->rooms.push_back(hall());
    adjust_sources(*programme_, s);
    mix_.programme = programme_;
    mix_.media = folder_ / "media.wav";
    mix_.output = s.binaural ? ears() : plan::Output::speakers(*layout::find("4+7+0"));
    write_media(mix_.media,
                s.tones ? tones(programme_->tracks, s.frames) : random_tracks(*programme_, s.seed),
                programme_->rate_hz);
}

SceneRender LiveScene::offline(std::uint32_t block,
                               const std::function<void(RenderSettings&)>& adjust) const {
    const EngineChoice cpu{"cpu", "", 2, "", {}};
    const plan::Planner planner(programme_, {mix_.output}, "scene");
    Diagnostics diagnostics;
    const auto media = io::open_audio(mix_.media, diagnostics);
    plan::Feed feed(*media, planner.rows());
    RenderSettings settings;
    settings.range = {0, programme_->length};
    settings.grid = choose_grid(planner.rows().rows);
    if (block > 0) {
        settings.grid = live_plan(block).grid;
        settings.conv_plan = live_plan(block).conv_plan;
    }
    if (adjust) adjust(settings);
    class Keep final : public Sink {
     public:
        void write(Planar<const float> columns) override {
            Samples more(columns.channels());
            for (std::size_t c = 0; c < more.size(); ++c) {
                more[c].assign(columns[c].begin(), columns[c].end());
            }
            append(samples, more);
        }
        Samples samples;
    } sink;
    SceneRender out;
    out.result =
        render(planner, feed,
               {[&] { return make_engine(cpu).engine; }, [&] { return make_convolver(cpu); }},
               {&sink}, settings);
    out.samples = std::move(sink.samples);
    return out;
}

void append(Samples& to, const Samples& more) {
    to.resize(more.size());
    for (std::size_t c = 0; c < more.size(); ++c) {
        to[c].insert(to[c].end(), more[c].begin(), more[c].end());
    }
}

Samples play(live::Player& player, Frame frames) {
    PlanarBuffer<float> buffer(player.channels(), static_cast<std::size_t>(frames));
    const std::size_t heard = player.advance(buffer.view());
    Samples out(player.channels());
    for (std::size_t c = 0; c < out.size(); ++c) {
        const auto row = buffer.view()[c].first(heard);
        out[c].assign(row.begin(), row.end());
    }
    return out;
}

Samples play_all(live::Player& player) {
    Samples out(player.channels());
    for (;;) {
        const Samples more = play(player, 1000);
        append(out, more);
        if (more[0].size() < 1000) return out;
    }
}

double largest_step(const std::vector<float>& samples) {
    float step = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        step = std::max(step, std::abs(samples[i] - samples[i - 1]));
    }
    return static_cast<double>(step);
}

}  // namespace cavea::test
