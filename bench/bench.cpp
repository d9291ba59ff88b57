// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include "bench/convolution_case.h"
#include "bench/crowd_case.h"
#include "bench/file_case.h"
#include "bench/gain_case.h"
#include "bench/panning_case.h"
#include "bench/studio_case.h"

namespace cavea::bench {

const std::vector<Case>& cases() {
    static const std::vector<Case> kCases = {
        {"B1", "one bus into twelve channels of 4 s, offline", run_bus_reverb},
        {"B3", "sixteen objects with twelve responses of 2 s each, offline; its rss_mb is B10",
         run_object_reverb},
        {"B5", "128 moving objects to 4+7+0, gain computation included", run_panning},
        {"B5f",
         "128 moving objects of a master to 4+5+0, file to file, as a program; only when named",
         run_file_to_file, true},
        {"B6", "gain computation per update of an object, 4+7+0", run_gains},
        {"B9", "error of W1 and W2 against double precision, relative rms in dB; the worse one",
         run_convolution_error},
        {"B12", "10,000 objects to 4+7+0; only when named", run_crowd, true},
        {"gui", "a frame of cavea-studio with 128 and with 1,000 moving objects; only when named",
         run_studio_frames, true},
    };
    return kCases;
}

}  // namespace cavea::bench
