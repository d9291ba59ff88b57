#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the demo's stems and its motion file anew: stems/*.flac and scene.json beside this script.

Needs python3 with numpy, espeak-ng and flac, as Debian 12 packages them:

    apt-get install python3-numpy espeak-ng flac
    assets/demo/make_stems.py

All randomness is seeded, so the same versions of these give the same files. Building and running
the demo does not need this script: its result is part of the repository.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True

from synthesis import bed, cast, scene  # noqa: E402


def main():
    folder = pathlib.Path(__file__).parent
    made = scene.Scene(folder / "stems")
    cast.robots(made)
    cast.station(made)
    cast.street(made)
    cast.creatures(made)
    cast.kiosk(made)
    cast.music(made)
    bed.fill(made)
    made.save(folder / "scene.json")
    made.print_table()


if __name__ == "__main__":
    main()
