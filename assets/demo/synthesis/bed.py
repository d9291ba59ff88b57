# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The 7.1.2 bed: rain, then the tone of the hall, then next to nothing, then the hall again. All
channels read the same two loops, each from another place, so that they are not alike."""
from . import weather
from .dsp import frames

CHANNELS = ["M+030", "M-030", "M+000", "LFE1", "M+090", "M-090", "M+135", "M-135", "U+090", "U-090"]
LOUDNESS = {"rain": -49.0, "murmur": -50.0}  # LUFS of one channel


def loop(made, name, channel, begin_s, end_s, fade_in_s, fade_out_s, offset_db):
    out = made.stretch(name, None, begin_s, LOUDNESS[name] + offset_db)
    length = len(made.files[name])
    out.update({"from_frame": channel * length // 11 + 997 * channel, "loop": True,
                "frames": frames(end_s - begin_s), "fade_in_frames": frames(fade_in_s),
                "fade_out_frames": frames(fade_out_s)})
    return out


def fill(made):
    made.write("rain", weather.rain())
    made.write("murmur", weather.murmur())
    low = [made.stretch("thunder", weather.thunder(), 0.4, -42),
           made.stretch("low_door", weather.low_thump(1.2, 34), 6.6, -37),
           made.stretch("low_train", weather.thunder(5.0), 13.3, -38),
           made.stretch("low_bell", weather.low_thump(3.0, 36.7), 26.0, -40)]
    channels = []
    for index, label in enumerate(CHANNELS):
        if label == "LFE1":
            channels.append({"label": label, "stretches": low})
            continue
        front = label == "M+000"
        height = label.startswith("U")
        rain_db = 3.0 if height else (-6.0 if front else 0.0)
        tone_db = -1.0 if height else (-5.0 if front else 0.0)
        channels.append({"label": label, "stretches": [
            loop(made, "rain", index, 0.0, 6.2, 0.05, 0.25, rain_db),
            loop(made, "rain", index, 6.1, 10.0, 0.2, 2.0, rain_db - 17),
            loop(made, "murmur", index, 5.9, 20.04, 0.4, 0.04, tone_db),
            loop(made, "murmur", index, 20.0, 24.9, 0.04, 0.04, tone_db - 24),
            loop(made, "murmur", index, 24.86, 32.0, 0.06, 2.2, tone_db - 2),
        ]})
    made.bed = {"name": "Bed", "layout": "7.1.2", "stem": "ambience", "channels": channels}
