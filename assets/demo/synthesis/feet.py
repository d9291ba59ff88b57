# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three ways of walking, and other things that touch the floor."""
import numpy as np

from .dsp import add, band, fade, frames, modes, noise, peaks, seeded, sine, times


def heel(random, soft):
    """A leather heel on stone: a click, a few stiff modes, a little weight."""
    n = frames(0.22)
    stretch = random.uniform(0.94, 1.06)
    stone = [(980, 0.05, 0.7), (1630, 0.045, 1.0), (2440, 0.035, 0.8), (3310, 0.03, 0.6),
             (4720, 0.02, 0.45), (6900, 0.012, 0.3)]
    x = modes(n, [(hz * stretch, d * (0.6 if soft else 1), g * random.uniform(0.7, 1.2))
                  for hz, d, g in stone])
    x += 1.1 * modes(n, [(96, 0.11, 1), (171, 0.08, 0.6)])
    click = noise(n, f"heel{random.integers(9999)}", 1500, 9000) * np.exp(-times(n) / 0.0018)
    x = x + 0.8 * click
    add(x, 0.35 * x.copy(), 0.055)  # the sole after the heel
    return band(x, 60, 2500 if soft else 12000)


def shuffle(random, soft):
    """Cloth over the floor: noise with a soft beginning, then a pat."""
    n = frames(0.32)
    t = times(n)
    length = random.uniform(0.13, 0.19)
    drag = np.sin(np.pi * np.clip(t / length, 0, 1)) ** 1.5
    knots = np.arange(0, 0.33, 0.008)
    grain = 1 + 0.5 * np.interp(t, knots, random.standard_normal(len(knots)))
    x = noise(n, f"cloth{random.integers(9999)}", 500, 4200 if not soft else 2400, -3) * drag * grain
    pat = np.zeros(n)
    add(pat, modes(frames(0.12), [(82, 0.1, 1), (140, 0.07, 0.5)]), length * 0.9)
    return x + 1.6 * pat


def slap(random, soft):
    """A rubber sole: down on the floor, then up against the foot."""
    n = frames(0.3)
    x = np.zeros(n)
    for at, hz, gain in ((0.0, 210, 1.0), (random.uniform(0.085, 0.1), 390, 0.75)):
        m = frames(0.12)
        t = times(m)
        bend = sine(hz * (1 + 1.2 * np.exp(-t / 0.008))) * np.exp(-t / 0.017)
        burst = noise(m, f"slap{random.integers(9999)}", 600, 6500) * np.exp(-t / 0.006)
        add(x, peaks(bend + 0.8 * burst, [(1250 * random.uniform(0.9, 1.1), 5, 1.5)]), at, gain)
    return band(x, 80, 3000 if soft else 10000)


KINDS = {"shoe": heel, "slipper": shuffle, "flipflop": slap}


def walk(kind, steps, seconds, soft=False):
    """Steps at the given seconds; left and right foot differ a little."""
    random = seeded(f"walk-{kind}-{seconds}")
    y = np.zeros(frames(seconds))
    for k, at in enumerate(steps):
        x = KINDS[kind](random, soft)
        add(y, x, at, (1.0 if k % 2 == 0 else 0.86) * random.uniform(0.85, 1.1))
    return fade(y)


def claws(seconds):
    """A small bird walks on a tin roof."""
    random = seeded("claws")
    y = np.zeros(frames(seconds))
    at = 0.05
    while at < seconds - 0.2:
        for _ in range(random.integers(2, 5)):
            n = frames(0.09)
            tin = [(2100, 0.05, 0.5), (3350, 0.06, 1), (5230, 0.05, 0.8), (7410, 0.03, 0.5)]
            x = modes(n, [(hz * random.uniform(0.96, 1.04), d, g) for hz, d, g in tin])
            x += modes(n, [(430, 0.06, 0.6)])
            add(y, x, at, random.uniform(0.5, 1))
            at += random.uniform(0.075, 0.12)
        at += random.uniform(0.18, 0.38)
    return fade(y)


def trolley(seconds):
    """Suitcase wheels: rolling noise and the joints between the tiles."""
    random = seeded("trolley")
    n = frames(seconds)
    t = times(n)
    wobble = 1 + 0.35 * np.sin(2 * np.pi * 7.3 * t) * np.sin(2 * np.pi * 1.1 * t)
    y = 0.35 * noise(n, "wheels", 180, 1800, -2) * wobble
    at = 0.1
    while at < seconds:
        for k in (0.0, 0.07):
            m = frames(0.08)
            x = noise(m, f"joint{random.integers(9999)}", 300, 4000) * np.exp(-times(m) / 0.007)
            x += modes(m, [(240, 0.06, 1.5), (610, 0.04, 0.8)])
            add(y, x, at + k, random.uniform(0.8, 1.2))
        at += 0.3 * random.uniform(0.93, 1.07)
    return fade(peaks(y, [(760, 4, 0.8)]), 0.3, 0.4)


def paper(seconds):
    """A magazine is turned over, close."""
    random = seeded("paper")
    n = frames(seconds)
    y = np.zeros(n)
    for at, length in ((0.05, 0.5), (0.9, 0.35), (1.5, 0.55)):
        m = frames(length)
        crackle = (random.random(m) < 0.012) * random.standard_normal(m) * 6
        x = 0.5 * noise(m, f"leaf{at}", 2500, 11000) + band(crackle, 1500, 12000)
        add(y, x * np.sin(np.pi * times(m) / length) ** 1.2, at)
    return fade(y)


def coin(seconds):
    """A coin falls on the counter and spins out."""
    y = np.zeros(frames(seconds))
    at, gap, gain = 0.02, 0.19, 1.0
    while gap > 0.014 and at < seconds:
        n = frames(0.25)
        add(y, modes(n, [(4850, 0.22, 1), (7930, 0.15, 0.7), (11350, 0.1, 0.4), (620, 0.03, 0.9)]),
            at, gain)
        at, gap, gain = at + gap, gap * 0.84, gain * 0.87
    return fade(y)
