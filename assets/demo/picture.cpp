// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/picture.h"
namespace cavea::demo {
std::string make_picture(const Scene& s) { return s.title; }
}  // namespace cavea::demo
