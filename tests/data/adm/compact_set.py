#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the files in this folder from the full set of reference renders.

    compact_set.py FULL_SET_FOLDER

Needs numpy and soundfile. Samples are rounded to 16 bit, everything else is kept: the same input
gives the same files.
"""
import json
import pathlib
import shutil
import struct
import sys

import numpy
import soundfile

RENDERS = ("a01_moving_objects.0+2+0", "a04_bed51_dialogue.4+5+0", "a11_chna_only_51.0+2+0",
           "a11_chna_only_51.4+5+0")


def to_16_bit(data, bits):
    if bits == 16:
        return data
    if bits != 24:
        raise SystemExit(f"{bits} bits are not expected")
    raw = numpy.frombuffer(data, numpy.uint8).reshape(-1, 3).astype(numpy.int32)
    value = (raw[:, 0] | raw[:, 1] << 8 | raw[:, 2] << 16) << 8 >> 8
    # A reader divides by 2^(bits-1) - 1, so that is what the rounding has to keep.
    rounded = numpy.rint(value * (32767 / 8388607))
    return numpy.clip(rounded, -32768, 32767).astype("<i2").tobytes()


def compact_wav(source, target):
    content = source.read_bytes()
    if content[:4] != b"RIFF":
        raise SystemExit(f"{source} is not a plain RIFF file")
    at, chunks, bits = 12, b"", 0
    while at + 8 <= len(content):
        name, size = content[at:at + 4], struct.unpack("<I", content[at + 4:at + 8])[0]
        body = content[at + 8:at + 8 + size]
        if name == b"fmt ":
            tag, channels, rate, _, _, bits = struct.unpack("<HHIIHH", body[:16])
            body = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * 2, channels * 2, 16)
        if name == b"data":
            body = to_16_bit(body, bits)
        chunks += name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        at += 8 + size + size % 2
    target.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def compact_flac(source, target):
    samples, rate = soundfile.read(source, dtype="int32", always_2d=True)
    rounded = numpy.clip(numpy.rint(samples / 65536), -32768, 32767).astype(numpy.int16)
    soundfile.write(target, rounded, rate, subtype="PCM_16", format="FLAC")


def main():
    source, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    for folder in ("adm", "renders"):
        shutil.rmtree(here / folder, ignore_errors=True)
        (here / folder).mkdir()
    entries = json.loads((source / "renders/manifest.json").read_text())
    kept = [entry for entry in entries if entry["name"] in RENDERS]
    for entry in kept:
        compact_wav(source / entry["adm"], here / entry["adm"])
        for part in entry["parts"]:
            compact_flac(source / part, here / part)
    (here / "renders/manifest.json").write_text(json.dumps(kept, indent=1) + "\n")


main()
