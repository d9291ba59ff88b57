// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One metadata block in, its gains out, as lines of JSON: the language of the reference vectors and
// of the `gains` subcommand, see docs for the keys. For checking and for experiments; rendering
// does not come through here.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/layout/conversion.h"
#include "core/pan/hoa.h"
#include "core/programme/blocks.h"
#include "core/programme/programme.h"

namespace cavea::pan {

struct ObjectsCase {
    programme::ObjectsBlock block;
    programme::ObjectAttributes attributes;
    programme::Source source;
};
struct DirectSpeakersCase {
    programme::DirectSpeakersBlock block;
    programme::DirectSpeakersChannel channel;
    programme::Source source;
};
struct HoaCase {
    std::vector<HoaComponent> components;
    std::vector<double> gains;  ///< per component
    programme::Normalisation normalisation = programme::Normalisation::Sn3d;
    double gain = 1;  ///< of the audioObject, 0 when muted
};

struct GainCase {
    enum class Operation { Gains, ToCartesian, ToPolar };
    std::string id;
    std::string layout;  ///< empty for conversions
    Operation operation = Operation::Gains;
    std::variant<ObjectsCase, DirectSpeakersCase, HoaCase> metadata;
};

/// \throws Error{Refused} for what is not a case; unknown keys are ignored
[[nodiscard]] GainCase parse_gain_case(std::string_view json_line);

struct GainAnswer {
    std::string line;  ///< one JSON object, without line end
    bool ok = true;    ///< false when the line is {"id": ..., "error": ...}
};

/// Answers cases, with the panners of every layout it has met. Not thread safe.
class GainCalculator {
 public:
    GainCalculator();
    ~GainCalculator();

    /// Never throws for a bad case: the answer then carries the reason.
    [[nodiscard]] GainAnswer answer(std::string_view json_line);

 private:
    struct Panners;
    [[nodiscard]] Panners& panners(const std::string& layout);
    std::map<std::string, std::unique_ptr<Panners>> panners_;
};

}  // namespace cavea::pan
