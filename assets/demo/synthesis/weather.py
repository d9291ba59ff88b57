# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rain, thunder, and the tone of the hall: what the bed and the umbrella are made of."""
import numpy as np

from .dsp import RATE, add, band, curve, fade, frames, modes, noise, peaks, seeded, times
from .voices import speak

CROWD = {
    "en": "I told him that the eleven fifteen would be late again but he never listens to anyone",
    "pt": "eu disse para ele que o trem das onze e quinze ia atrasar mas ele não escuta ninguém",
    "fr": "je lui ai dit que le train de onze heures quinze serait en retard mais il n'écoute pas",
}


def wrapped(n, x, at):
    """x at frame `at` of a loop of n frames, what stands over going round to its beginning."""
    y = np.zeros(n)
    index = (at + np.arange(len(x))) % n
    np.add.at(y, index, x)
    return y


def drops(n, name, count, low, high, ring_s):
    """Single drops, each a short ringing click of its own pitch, in a loop of n frames."""
    random = seeded(name)
    m = frames(6 * ring_s)
    t = times(m)
    y = np.zeros(n + m)
    for _ in range(count):
        hz = np.exp(random.uniform(np.log(low), np.log(high)))
        at = random.integers(n)
        x = np.sin(2 * np.pi * hz * t) * np.exp(-t / (ring_s * random.uniform(0.4, 1.2)))
        y[at : at + m] += x * random.uniform(0.1, 1) ** 2
    y[:m] += y[n:]
    return y[:n]


def rain(seconds=9.0):
    """Rain on a street, a loop: hiss far away, drops nearby."""
    n = frames(seconds)
    far = noise(n, "rain", 900, 9000, -1.5)
    near = drops(n, "drops", int(260 * seconds), 1800, 8000, 0.004)
    return far + 0.5 * near / np.sqrt(np.mean(near**2))


def umbrella(seconds):
    """Rain on stretched cloth, an arm's length above the head."""
    n = frames(seconds)
    y = drops(n, "umbrella", int(75 * seconds), 240, 900, 0.012)
    y += 0.5 * drops(n, "umbrella2", int(110 * seconds), 1200, 4500, 0.003)
    cloth = 0.1 * noise(n, "cloth-rain", 300, 3000, -3)
    return fade(peaks(y, [(420, 3, 0.8)]) + cloth, 0.3, 0.12)


def gutter(seconds):
    """Water falls into a pail: drops that bend upwards."""
    random = seeded("gutter")
    y = np.zeros(frames(seconds))
    at = 0.2
    while at < seconds - 0.3:
        n = frames(0.12)
        t = times(n)
        hz = random.uniform(700, 1100) * (1 + 6 * t)
        add(y, np.sin(2 * np.pi * np.cumsum(hz) / RATE) * np.exp(-t / 0.022), at, random.uniform(0.5, 1))
        at += random.choice([0.25, 0.25, 0.5, 0.125])
    return fade(y)


def murmur(seconds=9.0):
    """The tone of a large hall, a loop: many people far away, and air."""
    n = frames(seconds)
    random = seeded("crowd")
    y = np.zeros(n)
    for k in range(18):
        language = ("en", "pt", "fr")[k % 3]
        x = speak(CROWD[language], language, ("m1", "f2", "m4", "f4", "m7")[k % 5],
                  int(random.integers(25, 70)), int(random.integers(130, 190)))
        # Backwards, so that nobody understands a word that competes with the robots.
        y += wrapped(n, x[::-1], int(random.integers(n)))
    f = np.fft.rfftfreq(n, 1 / RATE)
    spectrum = np.fft.rfft(y) / np.sqrt(np.mean(y**2))
    # Random phases within the magnitude of half a second of decaying noise: the hall has mixed it.
    t = np.arange(n) / RATE
    smear = seeded("smear").standard_normal(n) * np.exp(-t / 0.25)
    spectrum *= np.fft.rfft(smear) * 1 / (1 + (f / 1300) ** 2) * (f > 120)
    y = np.fft.irfft(spectrum, n)
    return y / np.sqrt(np.mean(y**2)) + 0.5 * noise(n, "hall-air", 60, 500, -5)


def thunder(seconds=5.0):
    """Far away, for the low-frequency channel and above."""
    n = frames(seconds)
    knots = np.arange(0, seconds + 0.12, 0.12)
    roll = np.interp(times(n), knots, seeded("roll").uniform(0.15, 1, len(knots)))
    x = noise(n, "thunder", 28, 110, -4) * roll
    return fade(x * curve([(0, 0), (0.25, 1), (1.6, 0.7), (seconds, 0.02)], n), 0.05, 0.8)


def low_thump(seconds, hz):
    """A weight below what loudspeakers show the place of: door, train joints."""
    return fade(modes(frames(seconds), [(hz, seconds * 0.8, 1), (hz * 1.6, seconds * 0.4, 0.4)]), 0.002, 0.1)
