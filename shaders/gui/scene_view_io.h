// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the shaders of the room's picture share with C++. vec4 and scalars only, so that both sides
// lay it out alike.
#ifndef CAVEA_SHADERS_GUI_SCENE_VIEW_IO_H
#define CAVEA_SHADERS_GUI_SCENE_VIEW_IO_H

#ifdef __cplusplus
namespace cavea::gui {
struct vec4 {
    float x, y, z, w;
};
#endif

/// One view of the room: matrices by columns, lengths in room units, colours 0..1.
struct SceneView {
    vec4 view_0, view_1, view_2, view_3;  // room to eye: x right, y up, z towards the eye
    vec4 clip_0, clip_1, clip_2, clip_3;  // eye to clip
    vec4 size;    // width, height of the picture in pixels; 1 = perspective, 0 = parallel; unused
    vec4 light;   // direction to the lamp, in eye space, unit length
    vec4 fog;     // distance at which it begins and is full, its strength; unused
    vec4 top;     // colour of the background at the upper edge
    vec4 bottom;  // and at the lower one
};

struct PicturePush {
    vec4 rect;       // corner of the picture in the framebuffer, its width and height; pixels
    vec4 top;        // as in SceneView
    vec4 bottom;
    float rounding;  // radius of the corners, pixels
};

#ifdef __cplusplus
static_assert(sizeof(SceneView) == 13 * 16);
static_assert(sizeof(PicturePush) == 52);
}  // namespace cavea::gui
#endif

#endif
