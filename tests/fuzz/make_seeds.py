#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds for the fuzz targets: make_seeds.py OUT

From the ADM files of tests/data and, where CAVEA_REFERENCE_DIR names a folder with them, of the
reference set; from the bad inputs if that folder has their generator; and from a few texts.
"""
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGEST = 65536

PROJECT = """{"cavea": 1, "master": "scene.wav", "programme": "APR_1001",
"rooms": [{"id": "small", "ir": "room.wav", "level_db": -3, "predelay_ms": 12.5},
{"id": "hall", "ir": "hall.wav", "labels": ["0+5+0"], "return_db": [[0.25, 0], [1.5, null]]}],
"sends": {"AO_1001": [{"room": "small", "level_db": -6}],
"*": [{"room": "hall", "level_db": [[0, -30], [2, -3]]}]}}"""
LAYOUTS = [
    """{"cavea_layout": 1, "base": "7.1.4", "screen": {"width_deg": 44},
"speakers": [{"channel": "M+030", "azimuth": 31, "elevation": 1, "gain_db": -1, "delay_ms": 2}]}""",
    """{"cavea_layout": 1, "base": "4+9+0", "screen": null, "speakers": []}""",
    """{"cavea_layout": 1, "name": "own", "screen": {"x": 0, "y": 1, "z": 0, "width": 1},
"speakers": [{"channel": "M+030", "azimuth": 30, "elevation": 0},
{"channel": "b", "azimuth": -90, "elevation": 20, "nominal": {"azimuth": -90, "elevation": 0}},
{"channel": "c", "azimuth": 150, "elevation": 0, "room": {"x": -1, "y": -1, "z": 0}},
{"channel": "d", "azimuth": 0, "elevation": -30, "lfe": true}]}""",
]


def chunks(data):
    """(id, bytes) of a RIFF-like file, as far as sizes fit."""
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def main():
    out = pathlib.Path(sys.argv[1])
    count = 0

    def write(target, data):
        nonlocal count
        if isinstance(data, str):
            data = data.encode()
        if not data or len(data) > LARGEST:
            return
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{count:05}").write_bytes(data)
        count += 1

    def write_wav(data):
        write("chunks", data[:4096])
        for name, body in chunks(data):
            if name in (b"axml", b"chna"):
                write(name.decode(), body)

    write("project", PROJECT)
    for layout in LAYOUTS:
        write("layout", layout)
    folders = [ROOT / "tests/data"]
    reference = os.environ.get("CAVEA_REFERENCE_DIR")
    if reference:
        folders += [pathlib.Path(reference) / "reference/bs2127/adm", pathlib.Path(reference) / "realworld"]
    for folder in folders:
        for path in sorted(folder.rglob("*.wav")):
            write_wav(path.read_bytes())
    bad = pathlib.Path(reference or "/nonexistent") / "badinput/make_badinput.py"
    if bad.exists():
        with tempfile.TemporaryDirectory() as made:
            subprocess.run([sys.executable, bad, made], check=True, stdout=subprocess.DEVNULL)
            for path in sorted(pathlib.Path(made).rglob("*.wav")):
                if path.is_file() and path.stat().st_size < 1 << 20:
                    write_wav(path.read_bytes())
    print(f"{count} seeds in {out}")


if __name__ == "__main__":
    main()
