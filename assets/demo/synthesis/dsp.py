# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Building blocks: seeded noise, filters in the frequency domain, envelopes, modes, loudness."""
import zlib

import numpy as np

RATE = 48000


def frames(seconds):
    return int(round(seconds * RATE))


def times(n):
    return np.arange(n) / RATE


def seeded(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def curve(points, n):
    """Straight lines through [(seconds, value), ...], held outside."""
    t, v = zip(*points)
    return np.interp(times(n), t, v)


def fade(x, into=0.005, out=0.02):
    """Raised-cosine ends, so that no stem begins or ends with a click."""
    x = x.copy()
    a, b = min(frames(into), len(x)), min(frames(out), len(x))
    if a:
        x[:a] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(a) / a)
    if b:
        x[-b:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, b + 1) / b)
    return x


def response(f, low=0.0, high=0.0, order=2):
    """Butterworth magnitudes: high-pass at `low`, low-pass at `high`; 0 leaves one out."""
    g = np.ones_like(f)
    if low > 0:
        with np.errstate(divide="ignore"):
            g = g / np.sqrt(1 + (low / np.maximum(f, 1e-9)) ** (2 * order))
    if high > 0:
        g = g / np.sqrt(1 + (f / high) ** (2 * order))
    return g


def band(x, low=0.0, high=0.0, order=2):
    """Zero-phase band-pass of a stem with silence around it."""
    n = 1 << int(np.ceil(np.log2(len(x) + 4096)))
    f = np.fft.rfftfreq(n, 1 / RATE)
    return np.fft.irfft(np.fft.rfft(x, n) * response(f, low, high, order), n)[: len(x)]


def peaks(x, resonances):
    """Add resonances [(Hz, Q, gain), ...] to a stem."""
    n = 1 << int(np.ceil(np.log2(len(x) + 8192)))
    f = np.maximum(np.fft.rfftfreq(n, 1 / RATE), 1e-6)
    g = np.ones_like(f, dtype=complex)
    for hz, q, gain in resonances:
        g += gain / (1 + 1j * q * (f / hz - hz / f))
    return np.fft.irfft(np.fft.rfft(x, n) * g, n)[: len(x)]


def noise(n, name, low=0.0, high=0.0, tilt_db=0.0, order=2):
    """Noise of RMS 1, `tilt_db` per octave, periodic in n: it loops without a seam."""
    spectrum = np.fft.rfft(seeded(name).standard_normal(n))
    f = np.maximum(np.fft.rfftfreq(n, 1 / RATE), 1.0)
    spectrum *= response(f, low, high, order) * (f / 1000) ** (tilt_db / 6.0206)
    spectrum[0] = 0
    x = np.fft.irfft(spectrum, n)
    return x / np.sqrt(np.mean(x**2))


def modes(n, partials):
    """Sum of damped sines [(Hz, seconds to -60 dB, gain), ...], all struck at 0."""
    t = times(n)
    x = np.zeros(n)
    for hz, decay, gain in partials:
        if hz < RATE / 2.2:
            x += gain * np.exp(-6.9078 * t / decay) * np.sin(2 * np.pi * hz * t)
    return x


def sine(frequency, start_phase=0.0):
    """A sine whose frequency in Hz is given sample by sample."""
    return np.sin(start_phase + 2 * np.pi * np.cumsum(frequency) / RATE)


def add(target, x, at, gain=1.0):
    """Mix x into target from `at` seconds on; what stands over is cut."""
    first = frames(at)
    last = min(first + len(x), len(target))
    if last > max(first, 0):
        target[max(first, 0) : last] += gain * x[max(-first, 0) : last - first]


def doppler(n, closest, speed, distance):
    """Frequency factor of a straight pass: closest after `closest` s, speed m/s, distance m."""
    x = speed * (times(n) - closest)
    return 343.0 / (343.0 + speed * x / np.sqrt(x**2 + distance**2))


def k_weighted(x):
    """ITU-R BS.1770 pre-filter at 48 kHz, its two biquads in the frequency domain."""
    n = 1 << int(np.ceil(np.log2(len(x) + RATE)))
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(n))
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2)
    low_cut = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.fft.irfft(np.fft.rfft(x, n) * shelf * low_cut, n)[: len(x)]


def blocks_power(x):
    """Mean squares of 400 ms blocks every 100 ms; a short sound is filled up with silence."""
    y = k_weighted(np.pad(x, (0, max(0, frames(0.4) - len(x)))))
    total = np.concatenate([[0], np.cumsum(y**2)])
    first = np.arange(0, len(y) - frames(0.4) + 1, frames(0.1))
    return np.maximum((total[first + frames(0.4)] - total[first]) / frames(0.4), 1e-12)


def loudest(x):
    """Largest momentary loudness in LUFS of a mono sound played by one front loudspeaker."""
    return -0.691 + 10 * np.log10(blocks_power(x).max())


def speech_loudness(x):
    """Gated loudness in LUFS (BS.1770 gates)."""
    p = blocks_power(x)
    level = -0.691 + 10 * np.log10(p)
    p = p[level > -70]
    gate = -0.691 + 10 * np.log10(p.mean()) - 10
    return -0.691 + 10 * np.log10(p[-0.691 + 10 * np.log10(p) > gate].mean())
