// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea check`: reads a file as a render would, for every programme, and lists what is wrong.
#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "core/adm/adm.h"
#include "core/adm/profile.h"
#include "core/base/error.h"
#include "core/io/audio_file.h"
#include "core/session/input.h"

namespace cavea::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Programmes that are compiled one by one.
constexpr std::size_t kMaxProgrammes = 128;

struct Finding {
    bool error = false;
    std::string rule;
    std::string message;  ///< as located() makes it
};

/// "PLACE: what; do" of a message about \p file.
std::string_view without_file(std::string_view message, const std::string& file) {
    const std::string prefix = located(file, "", "");
    if (!prefix.empty() && message.starts_with(prefix)) message.remove_prefix(prefix.size());
    return message;
}

/// The innermost ADM id of a place such as "AC_00031001, AB_00031001_00000002, line 9"; empty
/// without one.
std::string_view element_of(std::string_view message) {
    std::string_view found;
    std::string_view place = message.substr(0, message.find(": "));
    while (!place.empty()) {
        const std::string_view part = place.substr(0, place.find(", "));
        const std::size_t mark = part.find('_');
        if (mark >= 2 && mark <= 4 && part.find(' ') == std::string_view::npos) found = part;
        place.remove_prefix(std::min(place.size(), part.size() + 2));
    }
    return found;
}

class CheckCommand {
 public:
    explicit CheckCommand(const CheckOptions& options) : options_(options) {}

    int run() {
        if (std::filesystem::path(options_.input).extension() == ".cavea") {
            attempt("project", [&](Diagnostics& d) {
                static_cast<void>(session::open_input({options_.input, {}, "", "", 0}, d));
            });
        } else {
            check_audio();
        }
        print_findings();
        const bool failed = errors_ > 0 || (options_.strict && warnings_ > 0);
        return failed ? static_cast<int>(ErrorCode::Refused) : 0;
    }

 private:
    /// Do \p step; what it refuses is an error of \p rule, what it warns of a warning.
    ///
    /// \return whether it was not refused
    template <class Step>
    bool attempt(std::string_view rule, const Step& step) {
        Diagnostics diagnostics;
        std::string refusal;
        try {
            step(diagnostics);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Refused) throw;
            refusal = error.what();
        }
        add(diagnostics, false);
        if (!refusal.empty()) add({true, std::string(rule), refusal}, 1);
        return refusal.empty();
    }

    void add(const Diagnostics& diagnostics, bool error) {
        for (const auto& [code, count] : diagnostics.counts()) {
            // The repairs of Dolby masters are what their profile asks for.
            if (options_.profile == "dolby" && code.starts_with("adm-dolby-")) continue;
            std::size_t listed = 0;
            for (const Diagnostic& d : diagnostics.list()) {
                if (d.code == code && listed < count) {
                    add({error, code, d.message}, 1);
                    ++listed;
                }
            }
            if (count > listed) {
                add({error, code,
                     located(options_.input, "",
                             fmt::format("{} more of this kind", count - listed))},
                    count - listed);
            }
        }
    }

    /// Once for all programmes.
    void add(Finding finding, std::size_t count) {
        if (!known_.insert(finding.rule + finding.message).second) return;
        (finding.error ? errors_ : warnings_) += count;
        findings_.push_back(std::move(finding));
    }

    void check_audio() {
        std::unique_ptr<io::AudioFile> media;
        if (!attempt("container",
                     [&](Diagnostics& d) { media = io::open_audio(options_.input, d); })) {
            return;
        }
        std::unique_ptr<const adm::Document> document;
        if (!attempt("metadata",
                     [&](Diagnostics& d) { document = adm::read_document(*media, d); })) {
            return;
        }
        if (document == nullptr) {
            if (options_.profile != "bs2076") {
                add({true, options_.profile + "-metadata",
                     located(options_.input, "", "has no ADM metadata")},
                    1);
            }
            return;
        }
        check_programmes(*document, *media);
        adm::Findings findings;
        if (options_.profile == "dolby") adm::check_dolby_profile(*document, *media, findings);
        if (options_.profile == "ebu") adm::check_ebu_profile(*document, *media, findings);
        add(findings.errors, true);
        add(findings.warnings, false);
    }

    void check_programmes(const adm::Document& document, io::AudioFile& media) {
        const auto compile = [&](const adm::Selection& selection) {
            attempt("rendering", [&](Diagnostics& d) {
                static_cast<void>(adm::compile(document, selection, media, d));
            });
        };
        const auto& programmes = document.programmes.items();
        if (programmes.empty()) compile({});
        for (std::size_t i = 0; i < std::min(kMaxProgrammes, programmes.size()); ++i) {
            adm::Selection selection;
            selection.programme = programmes[i].id;
            compile(selection);
        }
    }

    void print_findings() const {
        const std::string text = options_.common.json ? to_json() : to_text();
        if (!print(text)) throw Error(ErrorCode::Machine, "stdout did not take the text");
    }

    [[nodiscard]] std::string to_text() const {
        std::string text;
        for (const Finding& f : findings_) {
            text += fmt::format("{} {}: {}\n", f.error ? "error" : "warning", f.rule, f.message);
        }
        if (options_.common.quiet) return text;
        return text + fmt::format("{}: {} error{}, {} warning{}\n", printable(options_.input, 1200),
                                  errors_, errors_ == 1 ? "" : "s", warnings_,
                                  warnings_ == 1 ? "" : "s");
    }

    [[nodiscard]] std::string to_json() const {
        Json list = Json::array();
        for (const Finding& f : findings_) {
            const std::string_view what = without_file(f.message, options_.input);
            const std::string_view element = element_of(what);
            list.push_back({{"severity", f.error ? "error" : "warning"},
                            {"rule", f.rule},
                            {"element", element.empty() ? Json(nullptr) : Json(element)},
                            {"message", f.message}});
        }
        const Json json{{"file", options_.input},
                        {"profile", options_.profile},
                        {"errors", errors_},
                        {"warnings", warnings_},
                        {"findings", std::move(list)}};
        return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    const CheckOptions& options_;
    std::vector<Finding> findings_;
    std::set<std::string> known_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

}  // namespace

int run_check(const CheckOptions& options) { return CheckCommand(options).run(); }

}  // namespace cavea::cli
