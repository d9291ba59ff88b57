// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output_sinks.h"
#include "cli/render_report.h"
#include "cli/time_argument.h"
#include "core/adm/common/chna.h"
#include "core/base/error.h"
#include "core/base/interrupt.h"
#include "core/base/process.h"
#include "core/io/audio_file.h"
#include "core/io/audio_writer.h"
#include "core/io/cache_folder.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/engines.h"
#include "renderer/render.h"

namespace cavea::cli {
namespace {

io::SampleFormat sample_format(const std::string& name) {
    if (name == "s24") return io::SampleFormat::Pcm24;
    if (name == "s16") return io::SampleFormat::Pcm16;
    return io::SampleFormat::Float32;
}

/// A chna chunk that says which loudspeaker is where, for layouts with a common definition: the file
/// then explains itself to any ADM renderer, also beyond what a channel mask can say.
std::vector<io::ExtraChunk> metadata_of(const layout::Layout& layout,
                                        const std::filesystem::path& path) {
    const std::vector<adm::ChnaRow> rows = adm::chna_for(layout);
    if (rows.empty() || path.extension() == ".flac") return {};
    return {{"chna", adm::serialise_chna(rows), true}};
}

class RenderCommand {
 public:
    RenderCommand(const RenderOptions& options, const Interrupt& interrupt)
        : options_(options), interrupt_(interrupt) {
        if (options.outputs.size() != options.layouts.size()) {
            throw Error(ErrorCode::Usage,
                        fmt::format("{} outputs and {} layouts; give each -o its own --layout",
                                    options.outputs.size(), options.layouts.size()));
        }
        for (const std::string& name : options.layouts) layouts_.push_back(layout_named(name));
    }

    int run() {
        media_ = io::open_audio(options_.input, diagnostics_);
        const adm::Selection selection{options_.programme, options_.complementary_objects,
                                       options_.importance};
        programme_ = load_programme(*media_, selection, options_.input_layout, diagnostics_);
        range_ = range();
        const plan::Planner planner(programme_, layouts_, options_.input);
        if (!options_.common.quiet) say_what_is_not_standard();
        print_warnings(diagnostics_);
        const std::size_t shown = diagnostics_.list().size();
        const RenderReport report = render_all(planner);
        warn_of_overs(report);
        Diagnostics later;
        for (std::size_t i = shown; i < diagnostics_.list().size(); ++i) {
            later.warn(diagnostics_.list()[i].code, diagnostics_.list()[i].message);
        }
        print_warnings(later);
        return print_report(report);
    }

 private:
    [[nodiscard]] Span range() const {
        Span range{0, programme_->length};
        if (options_.from) range.begin = parse_time(*options_.from, programme_->rate_hz, "--from");
        if (options_.to) range.end = parse_time(*options_.to, programme_->rate_hz, "--to");
        if (range.end > programme_->length) {
            throw refused(options_.input, "",
                          fmt::format("ends at frame {}, before --to; leave --to out to render all",
                                      programme_->length));
        }
        if (range.empty()) {
            throw refused(options_.input, "",
                          fmt::format("nothing to render between frames {} and {}", range.begin,
                                      range.end));
        }
        return range;
    }

    void say_what_is_not_standard() const {
        for (const layout::Layout& layout : layouts_) {
            if (!layout.standard) note("layout " + layout.name + " is not one of ITU-R BS.2051");
        }
    }

    [[nodiscard]] std::vector<OutputSinks> open_outputs() {
        std::vector<OutputSinks> outputs;
        std::size_t column = 0;
        for (std::size_t i = 0; i < layouts_.size(); ++i) {
            io::WriterSettings settings;
            settings.path = options_.outputs[i];
            settings.format = sample_format(options_.format);
            settings.dither = options_.dither;
            settings.rate_hz = programme_->rate_hz;
            settings.layout = layouts_[i];
            settings.frames = range_.frames();
            settings.sources.emplace_back(options_.input);
            settings.extra_chunks = metadata_of(layouts_[i], settings.path);
            // Earlier outputs are not files yet, so the same name twice has to be noticed by name.
            for (std::size_t k = 0; k < i; ++k) {
                if (std::filesystem::path(options_.outputs[k]).lexically_normal() ==
                    settings.path.lexically_normal()) {
                    throw Error(ErrorCode::Usage, printable(options_.outputs[i]) +
                                                      " is given twice; each output needs its own file");
                }
            }
            outputs.emplace_back(io::create_audio(settings, diagnostics_), options_.outputs[i],
                                 layouts_[i], column, programme_->rate_hz, options_.measure);
            column += layouts_[i].size();
        }
        return outputs;
    }

    [[nodiscard]] EngineChoice engine_choice() const {
        return {options_.engine, options_.device, options_.threads, "", io::cache_folder()};
    }

    [[nodiscard]] RenderReport render_all(const plan::Planner& planner) {
        EngineChoice choice = engine_choice();
        RenderSettings settings;
        settings.range = range_;
        settings.threads = options_.threads;
        settings.interrupt = &interrupt_;
        settings.grid = choose_grid(planner.rows().rows);
        if (!options_.plan.empty()) {
            const PlanRequest request = parse_plan_key(options_.plan);
            choice.engine = request.engine;
            choice.isa = request.isa;
            settings.grid = request.grid;
            settings.required_plan_key = options_.plan;
        }
        bool lost = false;
        settings.replace_lost = [&](const std::string& reason) -> std::unique_ptr<Engine> {
            lost = true;
            note("the " + choice.engine + " engine was lost (" + reason + "); " +
                 (options_.exact ? "starting again" : "going on") + " with the cpu engine");
            if (options_.exact) return nullptr;
            return make_engine({"cpu", "", options_.threads, "", {}}).engine;
        };
        try {
            return render_once(planner, choice, settings);
        } catch (const Error&) {
            if (!lost || !options_.exact) throw;
        }
        settings.required_plan_key.clear();
        return render_once(planner, {"cpu", "", options_.threads, "", {}}, settings);
    }

    [[nodiscard]] RenderReport render_once(const plan::Planner& planner, const EngineChoice& choice,
                                           RenderSettings settings) {
        ChosenEngine chosen = make_engine(choice);
        if (!chosen.why.empty() && !options_.common.quiet) note(chosen.why);
        std::vector<OutputSinks> outputs = open_outputs();
        std::vector<Sink*> sinks;
        for (const OutputSinks& output : outputs) {
            for (Sink* sink : output.sinks()) sinks.push_back(sink);
        }
        plan::Feed feed(*media_, planner.rows());
        ProgressLine progress(options_.common.quiet, programme_->rate_hz);
        settings.progress = [&](const RenderProgress& p) { progress.show(p.done, p.total); };
        RenderReport report;
        report.result = render(planner, feed, std::move(chosen.engine), programme_->rate_hz, sinks,
                               settings);
        interrupt_.check();
        for (OutputSinks& output : outputs) {
            output.commit();
            report.outputs.push_back(output.report());
        }
        report.input = options_.input;
        report.programme = programme_->name;
        report.rate_hz = programme_->rate_hz;
        report.range = range_;
        report.sources = programme_->sources.size();
        return report;
    }

    void warn_of_overs(const RenderReport& report) {
        for (const OutputReport& output : report.outputs) {
            if (output.overs == 0) continue;
            diagnostics_.warn("overs", located(output.file, "",
                                               fmt::format("{} samples beyond full scale were "
                                                           "clipped; lower the mix or use --format f32",
                                                           output.overs)));
        }
    }

    [[nodiscard]] int print_report(const RenderReport& report) const {
        if (options_.common.json) {
            if (print(to_json(report, diagnostics_))) return 0;
            throw Error(ErrorCode::Machine, "the files are complete, but stdout did not take the report");
        }
        if (!options_.common.quiet && !print(to_text(report))) {
            note("the files are complete, but stdout did not take the report");
        }
        return 0;
    }

    const RenderOptions& options_;
    const Interrupt& interrupt_;
    Diagnostics diagnostics_;
    std::vector<layout::Layout> layouts_;
    std::unique_ptr<io::AudioFile> media_;
    std::shared_ptr<const programme::Programme> programme_;
    Span range_;
};

}  // namespace

int run_render(const RenderOptions& options) {
    static Interrupt interrupt;  // outlives the handlers, which stay until the process ends
    install_signal_handlers(interrupt);
    return RenderCommand(options, interrupt).run();
}

}  // namespace cavea::cli
