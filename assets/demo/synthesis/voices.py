# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the three robots and the station's loudspeakers say: espeak-ng through small machines."""
import io
import subprocess
import wave

import numpy as np

from .dsp import RATE, add, band, fade, frames, modes, noise, peaks, seeded, times

VOICES = {"en": "en-us", "pt": "pt-br", "fr": "fr-fr"}

# (robot, when it begins, {language: words}); the times hold in every language.
LINES = [
    ("shoe", 0.75, {"en": "There! The bird!", "pt": "Ali! O pássaro!", "fr": "Là! L'oiseau!"}),
    ("slipper", 2.25, {"en": "It is so wet out here.", "pt": "Que chuva fria aqui fora.",
                       "fr": "Qu'il fait humide dehors."}),
    ("flipflop", 4.05, {"en": "Into the station! Quick!", "pt": "Para a estação! Depressa!",
                        "fr": "Dans la gare! Vite!"}),
    ("shoe", 6.75, {"en": "Hello?", "pt": "Alô?", "fr": "Bonjour?"}),
    ("slipper", 8.25, {"en": "Oh. What a big room.", "pt": "Nossa. Que sala enorme.",
                       "fr": "Oh. Quelle grande salle."}),
    ("flipflop", 10.25, {"en": "Behind you!", "pt": "Atrás de você!", "fr": "Derrière toi!"}),
    ("shoe", 16.45, {"en": "Up there! Up there!", "pt": "Lá em cima! Lá em cima!",
                    "fr": "Là-haut! Là-haut!"}),
    ("slipper", 18.35, {"en": "Not the pigeons!", "pt": "Os pombos, não!",
                       "fr": "Pas les pigeons!"}),
    ("flipflop", 19.15, {"en": "In here!", "pt": "Aqui dentro!", "fr": "Par ici!"}),
    ("flipflop", 20.65, {"en": "Did we lose it?", "pt": "Será que fugiu?", "fr": "On l'a perdu?"}),
    ("shoe", 23.1, {"en": "It is right above us.", "pt": "Está bem em cima de nós.",
                    "fr": "Il est juste au-dessus de nous."}),
]

ANNOUNCEMENT = {
    "en": "Attention please. The train overhead does not stop here.",
    "pt": "Atenção, por favor. O trem lá em cima não para aqui.",
    "fr": "Votre attention, s'il vous plaît. Le train là-haut ne s'arrête pas ici.",
}


def speak(text, language, variant, pitch, speed):
    """Speech at RATE with the silence around it removed."""
    made = subprocess.run(
        ["espeak-ng", "-v", f"{VOICES[language]}+{variant}", "-p", str(pitch), "-s", str(speed),
         "-a", "160", "--stdout", text], check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(made)) as source:
        rate = source.getframerate()
        # A stream's header does not know its length: take what is there.
        x = np.frombuffer(source.readframes(1 << 24), dtype="<i2") / 32768.0
    loud = np.flatnonzero(np.abs(x) > 0.01)
    x = np.pad(x[loud[0] : loud[-1] + 1], 400)
    n = int(len(x) * RATE / rate)
    spectrum = np.fft.rfft(x)
    out = np.zeros(n // 2 + 1, dtype=complex)
    out[: len(spectrum)] = spectrum
    return np.fft.irfft(out, n) * n / len(x)


def pressed(x, crest=4.2):
    """Speech whose peaks stay within `crest` of its loud stretches: bent, not cut."""
    loud = np.sort(x**2)[-len(x) // 2 :]
    limit = crest * np.sqrt(loud.mean())
    return limit * np.tanh(x / limit)


def tube(x, delay_s, gain):
    """Feed-forward echoes of a metal tube."""
    y = np.pad(x, (0, frames(6 * delay_s)))
    for k in range(1, 6):
        add(y, x, k * delay_s, gain**k)
    return y


def swayed(x, depth_s, rate_hz, phase=0.0):
    """A copy read with a swaying delay: chorus and warble."""
    n = len(x)
    delay = depth_s * (1 + np.sin(2 * np.pi * rate_hz * times(n) + phase)) * RATE
    return np.interp(np.arange(n) - delay, np.arange(n), x, left=0)


def shoe(text, language):
    """Brass and patent leather: low, exact, a ring modulator in the throat."""
    x = speak(text, language, "m3", 22, 150)
    ring = x * np.sin(2 * np.pi * 60 * times(len(x)))
    y = tube(0.8 * x + 0.55 * ring, 0.0031, 0.45)
    return fade(pressed(band(pressed(y, 2.6), 110, 9000), 3.0))


def slipper(text, language):
    """Felt: soft, slow, three of it slightly apart."""
    x = speak(text, language, "m7", 48, 150)
    breath = speak(text, language, "whisper", 48, 150)
    y = x + 0.5 * swayed(x, 0.004, 0.9) + 0.5 * swayed(x, 0.005, 1.3, 2.0)
    add(y, breath, 0.0, 0.7)
    return fade(pressed(peaks(band(y, 120, 6500), [(2600, 2.0, 0.5)]), 3.4))


def flipflop(text, language):
    """Rubber: high, fast, wobbling."""
    x = speak(text, language, "f3", 78, 172)
    y = swayed(x, 0.0012, 6.5)
    return fade(pressed(band(tube(y, 0.0011, 0.5), 200, 10000), 3.4))


def hush():
    """"Shh": the same in every language."""
    n = frames(0.95)
    x = peaks(noise(n, "hush", 1800, 9000), [(2900, 4, 2.0), (5200, 3, 1.2)])
    shape = np.interp(times(n), [0, 0.07, 0.2, 0.6, 0.95], [0, 0.7, 1, 0.7, 0])
    return fade(x * shape**1.5)


def chime():
    """Three notes of the station before it speaks."""
    y = np.zeros(frames(1.9))
    for k, hz in enumerate((587.33, 739.99, 880.0)):
        n = frames(1.3)
        add(y, modes(n, [(hz, 1.3, 1), (2 * hz, 0.8, 0.25), (3.01 * hz, 0.4, 0.12)]), 0.28 * k)
    return fade(y)


def announcement(language):
    """Chime and words through a horn loudspeaker."""
    words = speak(ANNOUNCEMENT[language], language, "f2", 46, 168)
    words = band(np.tanh(2.2 * words / np.abs(words).max()), 420, 3800, 3)
    y = np.zeros(frames(1.25) + len(words) + frames(0.2))
    add(y, chime() / 2.2, 0)
    add(y, words, 1.25, 0.8)
    hiss = 0.004 * noise(len(y), "horn", 500, 4000)
    return fade(peaks(y + hiss, [(900, 3, 0.6), (2300, 4, 0.5)]), 0.01, 0.08)


MACHINES = {"shoe": shoe, "slipper": slipper, "flipflop": flipflop}


def servo(steps, seconds, name, hz):
    """The robot's joints: a small whirr that leads each step."""
    y = np.zeros(frames(seconds))
    random = seeded(name)
    for at in steps:
        n = frames(0.16)
        t = times(n)
        top = hz * random.uniform(0.9, 1.15)
        sweep = top * (0.6 + 0.5 * np.sin(np.pi * t / 0.16))
        tone = np.tanh(2.5 * np.sin(2 * np.pi * np.cumsum(sweep) / RATE))
        whirr = (tone + 0.3 * noise(n, f"{name}{at}", 2000, 7000)) * np.sin(np.pi * t / 0.16) ** 2
        add(y, band(whirr, 300, 6000), max(0.0, at - 0.1))
    return fade(y)
