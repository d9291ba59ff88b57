# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plucked strings above the listener, the kiosk's radio, and the bell: all around D."""
import numpy as np

from .dsp import add, band, curve, fade, frames, modes, noise, peaks, seeded, times

SEMITONES = {"C": 0, "C#": 1, "D": 2, "E": 4, "F#": 6, "G": 7, "A": 9, "B": 11}


def hertz(note):
    """"F#4" to Hz, A4 = 440."""
    return 440.0 * 2 ** ((SEMITONES[note[:-1]] + 12 * (int(note[-1]) - 4) - 9) / 12)


def pluck(note, seconds=1.6, bright=0.5):
    """A string after Karplus and Strong, one period at a time: each pass round the string is the
    one before, smoothed by half a sample. Read back at the exact pitch."""
    hz = hertz(note)
    period = int(np.ceil(48000 / hz))
    loop = noise(period, f"string{note}", 0, 2500 + 6000 * bright)
    loop = loop - np.roll(loop, int(period * 0.21))  # plucked near the bridge
    passes = int(seconds * hz) + 2
    damping = 10 ** (-3 / (hz * seconds * 0.9))
    table = np.empty((passes, period))
    for k in range(passes):
        table[k] = loop
        loop = damping * ((0.5 + 0.04 * bright) * loop + (0.5 - 0.04 * bright) * np.roll(loop, 1))
    # The smoothing is also a delay of a part of a sample per pass: it belongs to the period.
    delay = 0.5 - 0.04 * bright
    position = np.arange(frames(seconds)) * (hz * (period + delay) / 48000)
    y = np.interp(position, np.arange(table.size), table.ravel())
    body = peaks(y, [(190, 3, 0.6), (410, 4, 0.4), (1150, 3, 0.25)])
    return fade(body / np.abs(body).max(), 0.001, 0.25)


def strings(notes, seconds, bright=0.5):
    """[(seconds, note, gain), ...] on one string player."""
    y = np.zeros(frames(seconds))
    cache = {}
    for at, note, gain in notes:
        if note not in cache:
            cache[note] = pluck(note, 1.8, bright)
        add(y, cache[note], at, gain)
    return fade(y, 0.002, 0.4)


# Chords as the four players' notes, low to high.
CHORDS = {
    "Bm": ("B2", "F#3", "D4", "B4"), "G": ("G2", "D3", "B3", "G4"), "D": ("D3", "A3", "F#4", "D5"),
    "A": ("A2", "E3", "C#4", "A4"), "Em": ("E3", "B3", "G4", "E5"),
}


def players():
    """What each of the four plays: (player, begin, seconds, [(at, note, gain)]) stretches."""
    out = []
    street = [("Bm", 0.0), ("G", 2.0), ("A", 4.0)]
    hall = [("D", 6.5), ("G", 8.0)]
    chase = [("Bm", 10.0), ("Bm", 11.0), ("G", 12.0), ("G", 13.0), ("D", 14.0), ("D", 15.0),
             ("A", 16.0), ("A", 17.0), ("Em", 18.0), ("A", 19.0)]
    for player in range(4):
        notes = []
        for chord, at in street:  # one slow arpeggio round the room per chord
            notes.append((at + 0.25 * player, CHORDS[chord][player], 0.7))
            notes.append((at + 1.0 + 0.25 * (3 - player), CHORDS[chord][player], 0.45))
        out.append((player, 0.0, 7.2, notes))
        notes = [(at - 6.5 + 0.25 * player, CHORDS[chord][player], 0.6) for chord, at in hall]
        out.append((player, 6.5, 3.6, notes))
        notes = []
        for chord, at in chase:  # eight runs round the circle per bar: the chase's motor
            for k in range(2):
                notes.append((at - 10.0 + 0.5 * k + 0.125 * player, CHORDS[chord][player], 0.9 - 0.25 * k))
        out.append((player, 10.0, 10.0, notes))
        out.append((player, 29.75, 2.25, [(0.06 * player, CHORDS["D"][player], 0.8),
                                          (0.97 + 0.03 * player, CHORDS["D"][player], 0.5)]))
    return out


def radio(seconds):
    """A waltz through a loudspeaker of five centimetres."""
    y = np.zeros(frames(seconds))
    tune = ["F#5", "A5", "D5", "E5", "G5", "C#5", "D5", "F#5", "A4", "B4", "G4", "A4"]
    for k, note in enumerate(tune):
        at = 0.4 * k
        hz = hertz(note)
        n = frames(0.42)
        reed = sum(np.sin(2 * np.pi * hz * h * times(n)) / h for h in (1, 2, 3, 5))
        add(y, reed * curve([(0, 0), (0.03, 1), (0.3, 0.7), (0.42, 0)], n), at, 0.4)
        if k % 3 == 0:
            add(y, pluck("D3" if k % 6 == 0 else "A2", 0.5), at, 1.2)
        else:
            add(y, pluck("F#4", 0.3), at, 0.5)
            add(y, pluck("A4", 0.3), at, 0.5)
    y = np.tanh(1.5 * band(y, 450, 3200, 3))
    return fade(y + 0.01 * noise(len(y), "radio", 800, 4000), 0.05, 0.05)


def bell(seconds):
    """One stroke: hum, prime, minor third, fifth, nominal and above, each pair slightly apart."""
    n = frames(seconds)
    prime = 293.66
    partials = []
    for ratio, decay, gain in ((0.5, 9, 0.8), (1.0, 6, 0.9), (1.19, 5, 0.8), (1.5, 3.5, 0.5),
                               (2.0, 4, 1.0), (2.51, 2.2, 0.45), (2.99, 1.8, 0.5), (4.1, 1.2, 0.4),
                               (5.43, 0.8, 0.3), (6.8, 0.5, 0.25), (8.3, 0.35, 0.2)):
        partials += [(prime * ratio, decay, gain), (prime * ratio * 1.0013, decay, 0.5 * gain)]
    x = modes(n, partials)
    clapper = noise(n, "clapper", 800, 7000) * np.exp(-times(n) / 0.008)
    return fade(x + 0.8 * clapper, 0.0015, 0.8)
