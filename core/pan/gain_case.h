// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One metadata block in, its gains out, as lines of JSON: the language of the reference vectors and
// of the `gains` subcommand, see docs for the keys. For checking and for experiments; rendering
// does not come through here.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

}  // namespace cavea::pan
