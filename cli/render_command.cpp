// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.h"
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
#include "core/session/input.h"
#include "renderer/engines.h"
#include "renderer/render.h"

namespace cavea::cli {
namespace {

io::SampleFormat sample_format(const std::string& name) {
    if (name == "s24") return io::SampleFormat::Pcm24;
    if (name == "s16") return io::SampleFormat::Pcm16;
    return io::SampleFormat::Float32;
}

/// A chna chunk that says which loudspeaker is where, for layouts with a common definition: the
/// file then explains itself to any ADM renderer, also beyond what a channel mask can say.
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
        if (options.to && options.tail != "none") {
            throw Error(
                ErrorCode::Usage,
                "--tail goes on behind the end of the input and --to stops before it; leave "
                "one of them out");
        }
        if (!options.sofa.empty() && std::find(options.layouts.begin(), options.layouts.end(),
                                               "binaural") == options.layouts.end()) {
            throw Error(ErrorCode::Usage, "--sofa is for layout binaural, which is not asked for");
        }
        if (options.to && options.tail != "none") {
            throw Error(ErrorCode::Usage, "--tail is behind the end; leave out --to or --tail");
        }
        for (const std::string& name : options.layouts) {
            session::check_output_name(name);
        }
    }

    int run() {
        input_ = session::open_input(
            {options_.input,
             {options_.programme, options_.complementary_objects, options_.importance},
             options_.input_layout,
             options_.room,
             options_.send_db,
             options_.room_labels},
            diagnostics_);
        programme_ = input_.programme;
        for (const std::string& name : options_.layouts) {
            outputs_.push_back(
                session::output_named(name, options_.sofa, programme_->rate_hz, diagnostics_));
            outputs_.back().binaural_downmix = options_.binaural_downmix;
        }
        const plan::Planner planner(programme_, outputs_, options_.input);
        range_ = range(planner.wet().longest);
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
    /// \param longest  frames that the longest room rings
    [[nodiscard]] Span range(Frame longest) const {
        Span range{0, programme_->length};
        if (!options_.to) range.end += tail(longest);
        if (options_.from) range.begin = parse_time(*options_.from, programme_->rate_hz, "--from");
        if (options_.to) range.end = parse_time(*options_.to, programme_->rate_hz, "--to");
        if (options_.to && range.end > programme_->length) {
            throw refused(options_.input, "",
                          fmt::format("ends at frame {}, before --to; leave --to out to render all",
                                      programme_->length));
        }
        if (range.empty()) {
            throw refused(
                options_.input, "",
                fmt::format("nothing to render between frames {} and {}", range.begin, range.end));
        }
        return range;
    }

    [[nodiscard]] Frame tail(Frame longest) const {
        if (programme_->rooms.empty()) {
            if (options_.tail == "none" || options_.tail == "full") return 0;
        } else if (options_.tail == "none") {
            if (!options_.common.quiet) {
                note(fmt::format(
                    "rooms ring up to {:.1f} s behind the end; that is cut, --tail full "
                    "keeps it",
                    static_cast<double>(longest) / programme_->rate_hz));
            }
            return 0;
        } else if (options_.tail == "full") {
            return longest;
        }
        return parse_time(options_.tail, programme_->rate_hz, "--tail");
    }

    void say_what_is_not_standard() const {
        for (const plan::Output& output : outputs_) {
            if (output.layout.standard || output.is_ambix()) continue;
            note("layout " + output.layout.name + " is not one of ITU-R BS.2051");
        }
    }

    [[nodiscard]] std::vector<OutputSinks> open_outputs() {
        std::vector<OutputSinks> outputs;
        std::size_t column = 0;
        for (std::size_t i = 0; i < outputs_.size(); ++i) {
            const layout::Layout& layout = outputs_[i].delivered;
            io::WriterSettings settings;
            settings.path = options_.outputs[i];
            settings.format = sample_format(options_.format);
            settings.dither = options_.dither;
            settings.rate_hz = programme_->rate_hz;
            settings.layout = layout;
            settings.frames = range_.frames();
            settings.sources = input_.files;
            settings.extra_chunks = metadata_of(layout, settings.path);
            // Earlier outputs are not files yet, so the same name twice has to be noticed by name.
            for (std::size_t k = 0; k < i; ++k) {
                if (std::filesystem::path(options_.outputs[k]).lexically_normal() ==
                    settings.path.lexically_normal()) {
                    throw Error(ErrorCode::Usage,
                                printable(options_.outputs[i]) +
                                    " is given twice; each output needs its own file");
                }
            }
            outputs.emplace_back(io::create_audio(settings, diagnostics_), options_.outputs[i],
                                 layout, column, programme_->rate_hz, options_.measure);
            column += layout.size();
        }
        return outputs;
    }

    [[nodiscard]] EngineSource engines(const EngineChoice& choice) const {
        const EngineChoice dry = live_ ? cpu_choice() : choice;
        return {[dry] { return make_engine(dry).engine; },
                [choice] { return make_convolver(choice); }, [dry] { return make_convolver(dry); }};
    }
    [[nodiscard]] EngineChoice cpu_choice() const { return {"cpu", "", options_.threads, "", {}}; }

    [[nodiscard]] RenderReport render_all(const plan::Planner& planner) {
        EngineChoice choice{options_.engine, options_.device, options_.threads, "",
                            io::cache_folder()};
        RenderSettings settings;
        settings.range = range_;
        settings.threads = options_.threads;
        settings.interrupt = &interrupt_;
        settings.grid = choose_grid(planner.rows().rows);
        if (!options_.plan.empty()) {
            const PlanRequest request = parse_plan_key(options_.plan);
            settings.grid = request.grid;
            settings.conv_plan = request.conv_plan;
            live_ = request.live;
            if (!request.live) {
                choice.engine = request.engine;
                choice.isa = request.isa;
                settings.required_plan_key = options_.plan;
            }
        }
        bool lost = false;
        settings.replace_lost = [&](const std::string& reason) -> std::optional<EngineSource> {
            lost = true;
            note("the " + choice.engine + " engine was lost (" + reason + "); " +
                 (options_.exact ? "starting again" : "going on") + " with the cpu engine");
            if (options_.exact) return std::nullopt;
            return engines(cpu_choice());
        };
        const std::string why = live_ ? "" : make_engine(choice).why;
        if (!why.empty() && !options_.common.quiet) note(why);
        try {
            return render_once(planner, choice, settings);
        } catch (const Error&) {
            if (!lost || !options_.exact) throw;
        }
        settings.required_plan_key.clear();
        settings.replace_lost = {};
        return render_once(planner, cpu_choice(), settings);
    }

    [[nodiscard]] RenderReport render_once(const plan::Planner& planner, const EngineChoice& choice,
                                           RenderSettings settings) {
        std::vector<OutputSinks> outputs = open_outputs();
        std::vector<Sink*> sinks;
        for (const OutputSinks& output : outputs) {
            for (Sink* sink : output.sinks()) sinks.push_back(sink);
        }
        plan::Feed feed(*input_.media, planner.rows());
        ProgressLine progress(options_.common.quiet, programme_->rate_hz);
        settings.progress = [&](const RenderProgress& p) { progress.show(p.done, p.total); };
        RenderReport report;
        report.result = render(planner, feed, engines(choice), sinks, settings);
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
            diagnostics_.warn("overs",
                              located(output.file, "",
                                      fmt::format("{} samples beyond full scale were "
                                                  "clipped; lower the mix or use --format f32",
                                                  output.overs)));
        }
    }

    [[nodiscard]] int print_report(const RenderReport& report) const {
        if (options_.common.json) {
            if (print(to_json(report, diagnostics_))) return 0;
            throw Error(ErrorCode::Machine,
                        "the files are complete, but stdout did not take the report");
        }
        if (!options_.common.quiet && !print(to_text(report))) {
            note("the files are complete, but stdout did not take the report");
        }
        return 0;
    }

    const RenderOptions& options_;
    const Interrupt& interrupt_;
    Diagnostics diagnostics_;
    session::Input input_;
    std::shared_ptr<const programme::Programme> programme_;
    std::vector<plan::Output> outputs_;
    Span range_;
    bool live_ = false;  ///< rendered as a player does
};

}  // namespace

int run_render(const RenderOptions& options) {
    return RenderCommand(options, interrupted_by_signals()).run();
}

}  // namespace cavea::cli
