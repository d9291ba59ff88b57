# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vehicles, the door, and what hums in a kiosk."""
import numpy as np

from .dsp import add, band, curve, doppler, fade, frames, modes, noise, peaks, seeded, sine, times


def electric_car(seconds, closest):
    """An inverter's whine and tyres on a wet street, passing at 14 m/s."""
    n = frames(seconds)
    pitch = doppler(n, closest, 14, 3) * curve([(0, 0.92), (seconds, 1.08)], n)
    whine = sum(g * sine(hz * pitch) for hz, g in
                ((410, 0.5), (823, 0.4), (1236, 0.25), (2480, 0.22), (4961, 0.08)))
    near = 1 / np.sqrt(1 + ((times(n) - closest) / 0.33) ** 2)
    tyres = noise(n, "tyres", 500, 7500, -2)
    spray = noise(n, "spray", 3000, 12000)
    return fade(0.35 * whine * near + 0.6 * tyres * near**1.3 + 0.3 * spray * near**2, 0.2, 0.4)


def lorry(seconds, closest):
    """Six cylinders at 1300 revolutions, a loose tailboard, air brakes at the end."""
    n = frames(seconds)
    t = times(n)
    firing = 65 * doppler(n, closest, 9, 3) * curve([(0, 0.9), (closest, 1.0), (seconds, 0.8)], n)
    phase = np.cumsum(firing) / 48000
    rough = 1 + 0.25 * np.interp(phase, np.arange(400), seeded("rough").standard_normal(400))
    pulses = np.exp(-6 * (phase % 1.0)) * rough
    body = peaks(band(pulses - pulses.mean(), 30, 900), [(62, 2, 1.5), (130, 3, 1.2), (340, 3, 0.8)])
    near = 1 / np.sqrt(1 + ((t - closest) / 0.6) ** 2)
    clatter = noise(n, "clatter", 900, 3500) * (np.interp(phase * 0.5 % 1.0, [0, 0.05, 0.3], [1, 0.5, 0]))
    air = noise(n, "lorry-tyres", 250, 4000, -3)
    y = 2.0 * body * near + (0.10 * clatter + 0.30 * air) * near**1.4
    m = frames(0.5)
    brake = noise(m, "brake", 2200, 9000) * np.exp(-times(m) / 0.13)
    add(y, brake, seconds - 0.75, 0.5)
    return fade(y, 0.3, 0.3)


def train_car(name, seconds, closest, joints=True):
    """Part of a train on the tracks above: rumble, wheels on joints, a thin singing of steel."""
    n = frames(seconds)
    t = times(n)
    near = 1 / (1 + ((t - closest) / 0.75) ** 2)
    y = (0.9 * noise(n, f"{name}rumble", 45, 320, -4) + 0.28 * noise(n, f"{name}roll", 400, 3200, -3)) * near
    knots = np.arange(0, seconds + 0.1, 0.1)
    unsteady = 1 + 0.5 * np.interp(t, knots, seeded(name).standard_normal(len(knots)))
    sing = sine(2710.0 * doppler(n, closest, 16, 8)) * unsteady
    y += 0.035 * sing * near**2
    if joints:
        for at in np.arange(closest - 1.5, closest + 1.5, 0.5):
            for k in (0.0, 0.11):
                m = frames(0.3)
                hit = modes(m, [(88, 0.25, 1.3), (212, 0.16, 1), (545, 0.08, 0.7), (1320, 0.05, 0.4)])
                weight = 1 / (1 + ((at - closest) / 0.7) ** 2)
                if at > 0:
                    add(y, hit + 0.3 * noise(m, f"{name}{at}{k}", 300, 3000) * np.exp(-times(m) / 0.012),
                        at + k, 2.0 * weight)
    return fade(y, 0.3, 0.4)


def door_swing():
    """A tall door on a dry hinge: stick and slip, then air."""
    n = frames(1.1)
    t = times(n)
    rate = curve([(0, 35), (0.35, 85), (0.8, 60), (1.1, 30)], n)
    phase = np.cumsum(rate) / 48000
    rough = np.exp(-9 * (phase % 1.0)) * curve([(0, 0), (0.08, 1), (0.7, 0.6), (0.95, 0)], n)
    creak = peaks(band(rough, 200, 5000), [(620, 9, 3), (1180, 9, 2), (1910, 10, 1.5)])
    return fade(creak + 0.12 * noise(n, "door-air", 150, 900, -3) * np.sin(np.pi * t / 1.1) ** 2)


def door_slam():
    """It falls shut behind: wood, glass, latch."""
    n = frames(0.9)
    x = modes(n, [(58, 0.5, 1.6), (97, 0.4, 1.2), (163, 0.3, 0.9), (287, 0.2, 0.6), (471, 0.14, 0.4)])
    x += 0.8 * noise(n, "slam", 100, 3500, -3) * np.exp(-times(n) / 0.03)
    add(x, modes(frames(0.3), [(2350, 0.2, 0.15), (3720, 0.25, 0.12), (5110, 0.2, 0.1)]), 0.015)
    add(x, noise(frames(0.05), "latch", 1500, 7000) * np.exp(-times(frames(0.05)) / 0.006), 0.12, 0.4)
    return fade(x, 0.001, 0.3)


def kiosk_door(shut):
    """A small shutter: short rattle, dull stop."""
    y = np.zeros(frames(0.55))
    for k in range(7):
        m = frames(0.06)
        x = modes(m, [(710, 0.04, 1), (1430, 0.03, 0.7), (2890, 0.02, 0.4)])
        add(y, x + 0.3 * noise(m, f"rattle{k}{shut}", 1000, 6000) * np.exp(-times(m) / 0.005), 0.04 * k, 0.5)
    thud = modes(frames(0.2), [(112, 0.12, 1.5), (231, 0.08, 1)])
    add(y, thud, 0.3 if shut else 0.0, 1.5)
    return fade(y)


def clock(seconds, first=0.25):
    """Tick and tock, half a second apart: the tempo of everything."""
    y = np.zeros(frames(seconds))
    at, odd = first, False
    while at < seconds - 0.08:
        hz = 2150 if odd else 2600
        n = frames(0.08)
        x = modes(n, [(hz, 0.03, 1), (hz * 1.71, 0.02, 0.8), (hz * 2.63, 0.015, 0.5), (480, 0.03, 0.6)])
        add(y, x, at)
        at, odd = at + 0.5, not odd
    return fade(y)


def fridge(seconds):
    """A compressor at mains frequency behind a thin door, with bottles that answer."""
    n = frames(seconds)
    t = times(n)
    y = sum(g * np.sin(2 * np.pi * 50 * k * t + k) for k, g in
            ((1, 0.5), (2, 1.0), (3, 0.35), (4, 0.45), (6, 0.2), (9, 0.1), (12, 0.06)))
    y = y * (1 + 0.06 * np.sin(2 * np.pi * 1.7 * t)) + 0.08 * noise(n, "fridge", 150, 2500, -4)
    rattle = (np.sin(2 * np.pi * 100 * t) > 0.97) * noise(n, "bottles", 3000, 8000)
    return fade(band(y + 0.05 * rattle, 40, 6000), 0.02, 0.02)
