# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sounds of the demo scene, one module per family. Every sound is a float array at RATE; noise
comes from generators seeded by name, so that the same machine makes the same samples again."""
