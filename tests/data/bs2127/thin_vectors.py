#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the vectors in this folder from the full set of reference vectors.

    thin_vectors.py FULL_SET_FOLDER

Every case of a few layouts, every Nth of the others, in the order of the full set: the same input
gives the same files. Each line is a case of the `gains` subcommand with the answer under "expect".
"""
import csv
import json
import pathlib
import shutil
import sys

EVERY_OBJECT = ("0+2+0", "4+7+0", "9+10+3")
EVERY_BED = ("4+7+0",)
OBJECT_STEP, BED_STEP = 4, 5
HOA = {"4+7+0": ("SN3D", "N3D", "FuMa")}  # one normalisation shows the others, so the rest is SN3D
HOA_ORDER = 3


def number(text):
    value = float(text)
    return int(value) if value == int(value) else value


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def write(path, cases):
    with open(path, "w") as file:
        for case in cases:
            file.write(json.dumps(case, separators=(",", ":")) + "\n")


def gains(row, prefix):
    return [number(v) for k, v in row.items() if k.startswith(prefix)]


def gain_case(row):
    case = {"id": row["id"], **json.loads(row["input_json"])}
    case["expect"] = {"direct": gains(row, "direct_")}
    diffuse = gains(row, "diffuse_")
    if any(diffuse):
        case["expect"]["diffuse"] = diffuse
    return case


def thinned(source, kind, everything, step):
    for path in sorted(source.glob(kind + "_*.csv")):
        layout = path.stem[len(kind) + 1:]
        cases = rows(path)
        if layout not in everything:
            cases = cases[::step]
        yield from map(gain_case, cases)


def conversions(source, to, keys):
    for row in rows(source / f"conversion_to_{to}.csv"):
        position = {k: number(row[k]) for k in keys}
        sizes = ("width", "height", "depth")
        expect = {"position": {k[4:]: number(v) for k, v in row.items()
                               if k.startswith("out_") and k[4:] not in sizes}}
        expect.update({k: number(row["out_" + k]) for k in sizes})
        block = {"type": "Objects", "position": position, **{k: number(row[k]) for k in sizes}}
        yield {"id": row["id"], "op": "to_" + to, "block": block, "expect": expect}


def decoders(source):
    for path in sorted(source.glob(f"hoa_decode_*_order{HOA_ORDER}.csv")):
        layout = path.stem.split("_")[2]
        matrices = {}
        for row in rows(path):
            components = [k for k in row if k[0] == "n" and k[1].isdigit()]
            matrix = matrices.setdefault((row["id"], row["normalization"]), [])
            matrix.append([number(row[k]) for k in components])
        orders = [int(k[1:k.index("m")]) for k in components]
        degrees = [int(k[k.index("m") + 1:]) for k in components]
        for (name, normalization), matrix in matrices.items():
            if normalization not in HOA.get(layout, ("SN3D",)):
                continue
            block = {"type": "HOA", "orders": orders, "degrees": degrees,
                     "normalization": normalization}
            yield {"id": name, "layout": layout, "block": block, "expect": {"matrix": matrix}}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).resolve().parent
    write(here / "objects.jsonl", thinned(source, "objects", EVERY_OBJECT, OBJECT_STEP))
    write(here / "directspeakers.jsonl", thinned(source, "directspeakers", EVERY_BED, BED_STEP))
    write(here / "conversion.jsonl",
          [*conversions(source, "cartesian", ("azimuth", "elevation", "distance")),
           *conversions(source, "polar", ("X", "Y", "Z"))])
    write(here / "hoa.jsonl", decoders(source))
    shutil.copyfile(source / "layouts.json", here / "layouts.json")


main()
