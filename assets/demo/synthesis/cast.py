# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who plays: every object with its sounds, levels, path and rooms. Azimuth in degrees grows to the
left and is not wrapped, so that two rounds are 720; levels are LUFS of a sound's loudest 400 ms."""
import numpy as np

from . import animals, feet, machines, music as strings_module, voices, weather
from .dsp import frames

CUT = 0.04  # seconds that a position takes to change with the picture


def rooms(street=None, hall=None, kiosk=None):
    """Sends of an object that is where the picture is: level in dB by room, None for no send."""
    out = {}
    if street is not None:
        out["street"] = [(0, street), (5.9, street), (6.1, None)]
    if hall is not None:
        out["hall"] = [(5.9, None), (6.1, hall), (19.96, hall), (20.0, None), (24.96, None), (25.0, hall)]
    if kiosk is not None:
        out["kiosk"] = [(19.96, None), (20.0, kiosk), (24.96, kiosk), (25.0, None)]
    return out


def bird_path():
    """Street, through the door, twice round the audience, onto the kiosk's roof, down to the front."""
    path = [(0, 25, 38, 1.2), (1.2, -22, 28, 1), (2.6, 30, 42, 1.1), (3.8, -8, 25, 1), (5.2, 4, 30, 1.1),
            (6.2, -3, 42, 1.2), (7.4, 55, 55, 1.2), (8.8, -35, 52, 1.2), (9.8, 15, 30, 1)]
    begin, end, rounds = 10.3, 19.3, 2
    for k in range(1, 19):  # a circle of even speed, rising and falling
        part = k / 18
        path.append((begin + (end - begin) * part, 15 + (360 * rounds - 15) * part,
                     24 + 10 * np.sin(2 * np.pi * 2.5 * part), 1))
    path += [(20.0, 735, 62, 1), (21.0, 740, 84, 1), (24.6, 740, 84, 1), (25.4, 760, 70, 1.1),
             (26.6, 850, 50, 1.2), (27.8, 790, 38, 1.2), (28.8, 725, 12, 1), (29.2, 720, 2, 1),
             (32, 720, 2, 1)]
    return path


def chased(lag_deg, street, hall, kiosk, end, elevation=0.0):
    """A robot: street and hall positions, then round the audience behind the bird, kiosk, end."""
    path = [(t, a, elevation, d) for t, a, d in street]
    path += [(t, a, elevation, d) for t, a, d in hall]
    for k in range(0, 19):
        part = k / 18
        azimuth = 15 - lag_deg + (705 + 0.25 * lag_deg) * part
        path.append((10.6 + 8.8 * part, azimuth, elevation, 1 + 0.15 * np.sin(7 * part + lag_deg)))
    wrap = 720
    path += [(19.96, 720 - 0.75 * lag_deg * 0.2, elevation, 1)]
    path += [(20.0, kiosk + wrap, elevation, 1), (24.96, kiosk + wrap, elevation, 1)]
    path += [(25.0, end[0] + wrap, elevation, 1.2), (28.5, end[1] + wrap, elevation, 1), (32, end[1] + wrap, elevation, 1)]
    return path


def beats(begin, end, step, swing=0.0):
    out, k = [], 0
    while begin + k * step < end - 1e-9:
        out.append(begin + k * step + (swing if k % 2 else 0))
        k += 1
    return out


ROBOTS = {
    "shoe": {
        "name": "Shoe", "path": chased(40, [(0, 62, 1.4), (6, 14, 1)], [(8, 28, 1), (10, 24, 1)], 38, (60, 40)),
        "walk": beats(0.0, 6.0, 0.5) + beats(6.0, 9.0, 0.5), "run": beats(10.0, 19.5, 0.25),
        "kiosk": [20.1, 20.4], "out": beats(25.25, 28.3, 0.75), "servo": 520, "feet": -37.5},
    "slipper": {
        "name": "Slipper", "path": chased(75, [(0, -58, 1.3), (6, -16, 1)], [(8, -34, 1), (10, -30, 1)], -46, (-70, -42)),
        "walk": beats(0.25, 6.0, 0.5) + beats(6.25, 9.6, 0.67), "run": beats(10.125, 19.5, 0.25),
        "kiosk": [20.25, 20.7], "out": beats(25.5, 28.2, 0.75), "servo": 410, "feet": -37.5},
    "flipflop": {
        "name": "Flip-Flop", "path": chased(110, [(0, 130, 1.4), (3.4, 95, 1.2), (6, 40, 1)], [(8, 80, 1), (10, 66, 1)], -158, (-140, -100)),
        "walk": beats(1.0, 6.0, 0.5, 0.08) + beats(6.5, 9.6, 0.5, 0.08),
        "run": beats(10.0625, 19.5, 0.25, 0.04), "kiosk": [20.15, 20.32, 20.6],
        "out": beats(25.4, 28.4, 0.6, 0.07), "servo": 690, "feet": -37.5},
}

SPEECH = -27.0
RUN_S, STREET_S = 10.0, 9.8


def robots(made):
    for id, robot in ROBOTS.items():
        spoken = []
        for language in voices.VOICES:
            for k, (who, at, words) in enumerate(voices.LINES):
                if who != id:
                    continue
                level = SPEECH - (4 if at > 23 else 0)  # the last words are whispered
                spoken.append(made.stretch(f"{language}_{id}_{k:02}", voices.MACHINES[id](words[language], language),
                                           at, level, language, speech=True))
        if id == "slipper":
            spoken.append(made.stretch("slipper_hush", voices.hush(), 22.0, -30))
        path = robot["path"]
        sends = rooms(-13, -6, -7)
        if id == "shoe":  # one word to show the size of the hall
            sends["hall"][1:2] = [(6.1, 0), (7.5, 0), (7.7, -6)]
        made.add(f"{id}_voice", f"{robot['name']} voice", "dialogue", path, spoken, sends=sends)
    for id, robot in ROBOTS.items():
        level = robot["feet"]
        outside = made.stretch(f"{id}_walk", feet.walk(id, robot["walk"], STREET_S), 0, level)
        running = made.stretch(f"{id}_run", feet.walk(id, [t - 10 for t in robot["run"]], RUN_S), 10, level - 2)
        inside = made.stretch(f"{id}_kiosk", feet.walk(id, [t - 20 for t in robot["kiosk"]], 1.2, True), 20, level - 1)
        leaving = made.stretch(f"{id}_out", feet.walk(id, [t - 25 for t in robot["out"]], 3.8), 25, level - 3)
        low = [(t, a, e - 12, d) for t, a, e, d in robot["path"]]
        made.add(f"{id}_feet", f"{robot['name']} feet", "foley", low, [outside, running, inside, leaving],
                 sends=rooms(-11, -4, -9), follows=f"{id}_voice")
    for id, robot in ROBOTS.items():
        low = [(t, a, e - 5, d) for t, a, e, d in robot["path"]]
        walk = made.stretch(f"{id}_servo_walk", voices.servo(robot["walk"][::2], STREET_S, f"{id}a", robot["servo"]), 0, -48)
        steps = [t - 10 for t in robot["run"]][::2]
        run = made.stretch(f"{id}_servo_run", voices.servo(steps, RUN_S, f"{id}b", robot["servo"] * 1.3), 10, -45)
        turn = made.stretch(f"{id}_servo_turn", voices.servo([0.3, 1.1], 1.5, f"{id}c", robot["servo"] * 0.8), 21.8, -45)
        made.add(f"{id}_servo", f"{robot['name']} joints", "foley", low, [walk, run, turn], sends=rooms(-14, -8, -8), follows=f"{id}_voice")


def station(made):
    for side, azimuth, delay, level in (("left", 62, 0.0, -29.5), ("right", -118, 0.043, -33)):
        spoken = [made.stretch(f"{language}_announcement", voices.announcement(language), 11.2 + delay, level, language, True)
                  for language in voices.VOICES]
        made.add(f"announcement_{side}", f"Announcement {side}", "dialogue", [(0, azimuth, 42, 1.3)], spoken,
                 sends={"hall": [(0, -1)]})
    made.add("door", "Door", "foley", [(0, 2, 0, 1), (6.1, -4, 0, 1), (6.5, 176, 5, 1), (32, 176, 5, 1)],
             [made.stretch("door_swing", machines.door_swing(), 5.35, -34),
              made.stretch("door_slam", machines.door_slam(), 6.62, -27)],
             sends={"street": [(0, -8), (6, None)], "hall": [(5.9, None), (6.2, 0)]})
    made.add("trolley", "Trolley", "foley", [(6.6, 118, -8, 1.3), (8, 150, -8, 1.1), (9.2, 195, -8, 1.1), (10.8, 238, -8, 1.4)],
             [made.stretch("trolley", feet.trolley(4.0), 6.8, -36)], sends={"hall": [(0, -3)]})
    train = [("Train front", 0.0, -0.25), ("Train middle", 0.55, 0.0), ("Train rear", 1.1, 0.25)]
    for k, (name, lag, x) in enumerate(train):  # straight over the heads from front left to rear right
        begin = 13.3 + lag
        path = [(begin, -1 + 0.3 * x, 1, 1), (begin + 1.6, -0.2 + x, 0.35, 1), (begin + 2.3, 0.1 + x, 0, 1),
                (begin + 3.0, 0.4 + x, -0.35, 1), (begin + 4.4, 1, -1, 1)]
        made.add(f"train_{k + 1}", name, "effects", path,
                 [made.stretch(f"train_{k + 1}", machines.train_car(f"train{k}", 4.6, 2.3), begin, -33)],
                 sends={"hall": [(0, -9)]}, size={"width": 0.2, "depth": 0.2}, coordinates="cartesian")
    made.add("bell", "Hall bell", "effects", [(0, 158, 46, 1.4)],
             [made.stretch("bell", strings_module.bell(6.0), 26.0, -27),
              made.stretch("bell", None, 28.0, -29)], sends={"hall": [(0, 0)]})


def away(distance):
    """Distance of a vehicle in units of the loudspeakers' distance, bounded far away."""
    return 1 + 1.4 * np.tanh((distance - 1) / 1.4)


def street(made):
    made.add("umbrella", "Umbrella", "foley", [(0, 0, 78, 1), (5.6, 0, 78, 1), (5.95, -40, 20, 1)],
             [made.stretch("umbrella", weather.umbrella(5.9), 0, -40.5)], size={"width": 70, "height": 30},
             sends={"street": [(0, -16)]})
    pass_car = [(t, np.degrees(np.arctan2(-(t - 2.1) * 9, 3)), 0, away(np.hypot((t - 2.1) * 9, 3) / 3))
                for t in np.arange(0.2, 4.3, 0.19)]
    made.add("electric_car", "Electric car", "effects", pass_car,
             [made.stretch("electric_car", machines.electric_car(4.0, 1.9), 0.2, -33)], sends={"street": [(0, -10)]})
    pass_lorry = [(t, 180 + np.degrees(np.arctan2((t - 4.0) * 5, 3)), 0, away(np.hypot((t - 4.0) * 5, 3) / 3))
                  for t in np.arange(1.4, 6.3, 0.23)]
    made.add("petrol_lorry", "Petrol lorry", "effects", pass_lorry,
             [made.stretch("petrol_lorry", machines.lorry(4.9, 2.6), 1.4, -32)], sends={"street": [(0, -10)]})
    made.add("gutter", "Gutter", "effects", [(0, -128, -6, 1)],
             [made.stretch("gutter", weather.gutter(5.6), 0.2, -41)], sends={"street": [(0, -8)]})


def ducked(made, level_db, ramp_s=0.15):
    """Gain points of the bird: it is polite while a robot speaks, in whatever language."""
    spans = []
    for k, (who, at, words) in enumerate(voices.LINES):
        length = max(len(made.files[f"{language}_{who}_{k:02}"]) / 48000 for language in words)
        if at < 20:
            spans.append((at, at + length))
    points = []
    for begin, end in spans:
        if points and begin - ramp_s < points[-1][0] + 0.1:  # two lines in a row: stay low
            points = points[:-2]
        else:
            points += [(begin - ramp_s, 0), (begin, level_db)]
        points += [(end, level_db), (end + ramp_s, 0)]
    return points


def creatures(made):
    path = bird_path()
    marks_street = [(0.15, "tweet"), (0.5, "taunt"), (1.6, "rise"), (1.85, "tweet"), (3.35, "trill"),
                    (3.9, "tweet"), (5.2, "taunt"), (5.75, "fall")]
    marks_hall = [(0.15, "taunt"), (1.5, "tweet"), (1.75, "trill"), (3.2, "rise"), (3.4, "tweet")]
    marks_chase = []
    for k, at in enumerate(beats(0.25, 9.6, 0.5)):
        marks_chase.append((at, ("tweet", "taunt", "rise", "trill")[k % 4]))
    made.add("bird", "Bird", "effects", path,
             [made.stretch("bird_street", animals.calls(marks_street, 6.1), 0, -29.5),
              made.stretch("bird_hall", animals.calls(marks_hall, 3.9), 6.1, -29.5),
              made.stretch("bird_chase", animals.calls(marks_chase, 9.9), 10.0, -30.5),
              made.stretch("bird_roof", animals.calls([(0.1, "tweet")], 0.4), 24.2, -38),
              made.stretch("bird_song", animals.song(), 29.5, -25)],
             sends=rooms(-14, -5, -14), gain_db=ducked(made, -8), hero=True)
    made.add("bird_wings", "Bird wings", "effects", [(t, a, max(e - 3, -4), d) for t, a, e, d in path],
             [made.stretch("wings_street", animals.flutter([(0.6, 1.5, 17), (2.2, 3.2, 17), (4.0, 6.0, 18)], 6.1), 0, -38),
              made.stretch("wings_hall", animals.flutter([(0.0, 1.4, 16), (2.2, 3.6, 16)], 3.7), 6.2, -38),
              made.stretch("wings_chase", animals.flutter([(0.1, 10.2, 18)], 10.5), 10.2, -37),
              made.stretch("wings_land", animals.flutter([(0.0, 2.4, 15), (2.6, 4.1, 20)], 4.3), 25.0, -34)],
             sends=rooms(-16, -6, None), follows="bird")
    made.add("claws", "Claws on the roof", "effects", [(20.6, 60, 62, 1), (22, -30, 80, 1), (23.4, -120, 70, 1), (24.6, 150, 64, 1)],
             [made.stretch("claws", feet.claws(3.6), 20.9, -38)], sends={"kiosk": [(0, -10)]})
    for k, (azimuth, turn) in enumerate(((75, 50), (-65, -60), (140, -70), (-135, 60))):
        sit = [(0, azimuth, 8, 1), (17.55, azimuth, 8, 1)]
        up = [(17.7, azimuth, 12, 1), (18.3, azimuth + turn * 0.4, 42, 1), (18.9, azimuth + turn * 0.8, 64, 1.1), (19.7, azimuth + turn, 82, 1.3)]
        made.add(f"pigeon_{k + 1}", f"Pigeon {k + 1}", "effects", sit + up,
                 [made.stretch(f"coo_{k + 1}", animals.coo(f"coo{k}", 300 + 37 * k), 7.2 + 1.9 * k if k < 2 else 15.1 + 0.5 * k, -39),
                  made.stretch(f"burst_{k + 1}", animals.burst(f"burst{k}"), 17.6 + 0.06 * k, -36)],
                 sends=rooms(None, -5, None))


def kiosk(made):
    quiet = {"kiosk": [(0, -10)]}
    made.add("kiosk_shutter", "Kiosk shutter", "foley", [(0, 10, 0, 1), (24, 10, 0, 1)],
             [made.stretch("shutter_shut", machines.kiosk_door(True), 19.85, -31),
              made.stretch("shutter_open", machines.kiosk_door(False), 24.6, -33)], sends=quiet)
    made.add("fridge", "Kiosk fridge", "effects", [(0, -82, -8, 1)],
             [made.stretch("fridge", machines.fridge(4.95), 20.02, -45)], sends={"kiosk": [(0, -16)]})
    made.add("clock", "Kiosk clock", "effects", [(0, 96, 22, 1)],
             [made.stretch("clock", machines.clock(4.9), 20.05, -43)], sends=quiet)
    made.add("paper", "Magazine", "foley", [(0, 18, -14, 1)],
             [made.stretch("paper", feet.paper(2.2), 21.2, -40)], sends=quiet)
    made.add("coin", "Coin", "foley", [(0, -14, -16, 1), (24.1, -14, -16, 1), (24.9, 20, -20, 1)],
             [made.stretch("coin", feet.coin(1.2), 23.85, -40)], sends=quiet)


def music(made):
    places = [(48, 46), (-48, 46), (-132, 46), (132, 46)]
    stretches = {k: [] for k in range(4)}
    levels = {0.0: -38, 6.5: -38, 10.0: -38.5, 29.75: -33}
    for player, begin, seconds, notes in strings_module.players():
        name = f"strings_{player + 1}_{int(begin * 100):04}"
        stretches[player].append(made.stretch(name, strings_module.strings(notes, seconds), begin, levels[begin]))
    for player, (azimuth, elevation) in enumerate(places):
        made.add(f"strings_{player + 1}", f"Strings {player + 1}", "music", [(0, azimuth, elevation, 1.1)],
                 stretches[player], sends={"hall": [(0, -14), (6, -14), (6.2, -7), (19.9, -7), (20, None), (25, -4)]})
    made.add("radio", "Kiosk radio", "music", [(0, 128, 12, 1)],
             [made.stretch("radio", strings_module.radio(4.9), 20.05, -42)], sends={"kiosk": [(0, -10)]})
