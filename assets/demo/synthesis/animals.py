# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bird that is chased, and the pigeons that did not ask for it."""
import numpy as np

from .dsp import add, band, fade, frames, noise, seeded, sine, times


def chirp(points, seconds, depth=0.0, wobble_hz=0.0):
    """One syllable: a frequency curve [(part, Hz), ...], with frequency modulation for the rasp."""
    n = frames(seconds)
    t = times(n)
    part, hz = zip(*points)
    f = np.exp(np.interp(t / seconds, part, np.log(hz)))
    f = f * (1 + depth * np.sin(2 * np.pi * wobble_hz * t))
    shape = np.sin(np.pi * np.clip(t / seconds, 0, 1)) ** 0.6
    return fade((sine(f) + 0.12 * sine(2 * f)) * shape, 0.004, 0.008)


TWEET = ([(0, 3100), (0.3, 4700), (1, 3600)], 0.11)
RISE = ([(0, 2600), (1, 5200)], 0.09)
FALL = ([(0, 5400), (0.7, 3300), (1, 3000)], 0.13)


def calls(marks, seconds):
    """Syllables at [(seconds, word), ...]: tweet, rise, fall, trill, taunt."""
    y = np.zeros(frames(seconds))
    for at, word in marks:
        if word == "trill":
            for k in range(9):
                add(y, chirp([(0, 3900), (0.5, 4600), (1, 3700)], 0.042), at + 0.052 * k, 0.8)
        elif word == "taunt":
            for k, syllable in enumerate((RISE, RISE, FALL)):
                add(y, chirp(*syllable), at + 0.14 * k)
        else:
            add(y, chirp(*{"tweet": TWEET, "rise": RISE, "fall": FALL}[word]), at)
    return fade(y)


def song():
    """What it wanted to say all along: D major, slowly, with a long last note."""
    y = np.zeros(frames(2.35))
    notes = [(0.0, 2349.3, 0.17), (0.19, 2960.0, 0.17), (0.38, 3520.0, 0.3), (0.74, 3136.0, 0.14),
             (0.9, 2960.0, 0.26), (1.22, 4698.6, 1.0)]
    for at, hz, length in notes:
        bend = [(0, hz * 0.93), (0.12, hz), (0.85, hz * 1.004), (1, hz * 0.96)]
        add(y, chirp(bend, length, 0.009 if length > 0.5 else 0.004, 17), at)
    return fade(y)


def flutter(beats, seconds):
    """Small wings: stretches [(from, to, beats per second), ...] of soft claps."""
    random = seeded(f"wings{seconds}")
    y = np.zeros(frames(seconds))
    for begin, end, rate in beats:
        at = begin
        while at < end:
            n = frames(0.06)
            t = times(n)
            x = noise(n, f"feather{random.integers(99999)}", 350, 3500, -3)
            x = x * np.sin(np.pi * np.clip(t / 0.05, 0, 1)) ** 2
            edge = min(1.0, (at - begin) / 0.15 + 0.2, (end - at) / 0.15 + 0.2)
            add(y, x, at, edge * random.uniform(0.75, 1.1))
            at += random.uniform(0.95, 1.05) / rate
    return fade(band(y, 200, 7000))


def coo(name, hz):
    """A pigeon thinks."""
    random = seeded(name)
    y = np.zeros(frames(1.9))
    for at, length, lift in ((0.0, 0.28, 1.0), (0.38, 0.62, 1.12), (1.12, 0.5, 0.95)):
        n = frames(length)
        t = times(n)
        f = hz * lift * (1 + 0.07 * np.sin(np.pi * t / length)) * random.uniform(0.98, 1.02)
        throat = 1 + 0.55 * np.sin(2 * np.pi * 26 * t)
        tone = sine(f) + 0.3 * sine(2 * f) + 0.08 * sine(3 * f)
        add(y, tone * throat * np.sin(np.pi * t / length) ** 0.8, at)
    return fade(band(y, 200, 1800))


def burst(name, seconds=2.1):
    """Wings that clap on the way up, slower as it gains height."""
    random = seeded(name)
    y = np.zeros(frames(seconds))
    at, gap, gain = random.uniform(0, 0.08), 0.085, 1.0
    while at < seconds - 0.15:
        n = frames(0.11)
        t = times(n)
        clap = noise(n, f"{name}{at:.3f}", 700, 6000) * np.exp(-t / 0.006)
        air = noise(n, f"{name}air{at:.3f}", 150, 1500, -3) * np.sin(np.pi * t / 0.11) ** 2
        add(y, clap + 0.5 * air, at, gain)
        at += gap * random.uniform(0.93, 1.07)
        gap, gain = gap * 1.012, gain * 0.955
    return fade(y, 0.002, 0.3)
