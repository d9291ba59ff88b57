// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/render/scene_upload.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace cavea::gui {
namespace {

/// Spheres from here on hide what is behind them; others are seen through.
constexpr std::uint32_t kSolidAlpha = 230;

vec4 column(const Mat4& m, int c) {
    return {static_cast<float>(m[c].x), static_cast<float>(m[c].y), static_cast<float>(m[c].z),
            static_cast<float>(m[c].w)};
}

SceneView uniforms(const ViewScene& scene) {
    const bool perspective = scene.view == ViewKind::Perspective;
    const Mat4 view = scene.camera.view();
    const Mat4 clip = scene.camera.projection(scene.rect.width / scene.rect.height);
    SceneView out{};
    out.view_0 = column(view, 0);
    out.view_1 = column(view, 1);
    out.view_2 = column(view, 2);
    out.view_3 = column(view, 3);
    out.clip_0 = column(clip, 0);
    out.clip_1 = column(clip, 1);
    out.clip_2 = column(clip, 2);
    out.clip_3 = column(clip, 3);
    out.size = {static_cast<float>(scene.rect.width), static_cast<float>(scene.rect.height),
                perspective ? 1.0F : 0.0F, 0};
    // A lamp over the left shoulder of whoever looks, so that no view is lit from behind.
    const float norm = std::sqrt(0.45F * 0.45F + 0.78F * 0.78F + 0.62F * 0.62F);
    out.light = {-0.45F / norm, 0.78F / norm, 0.62F / norm, 0};
    // The room is some two units deep around the target.
    const auto distance = static_cast<float>(scene.camera.distance);
    out.fog = {distance - 0.6F, distance + 4.2F, perspective ? 0.62F : 0.0F, 0};
    const Backdrop backdrop = backdrop_of(scene.view);
    out.top = backdrop.top;
    out.bottom = backdrop.bottom;
    return out;
}

template <typename T>
DrawRange append(std::vector<std::byte>& bytes, const std::vector<T>& items,
                 std::size_t vertices_each = 1) {
    const std::size_t at = bytes.size();
    const std::size_t size = items.size() * sizeof(T);
    bytes.resize(at + size);
    if (size > 0) std::memcpy(bytes.data() + at, items.data(), size);
    return {at, static_cast<std::uint32_t>(items.size() * vertices_each)};
}

/// Far ones first: what is seen through, and smooth edges, need what is behind them to be there.
template <typename T>
void sort_far_first(std::vector<T>& items, const Camera& camera) {
    const Mat4 view = camera.view();
    const auto depth = [&view](const T& item) {
        return view[0].z * static_cast<double>(item.x) + view[1].z * static_cast<double>(item.y) +
               view[2].z * static_cast<double>(item.z);
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](const T& a, const T& b) { return depth(a) < depth(b); });
}

bool is_finite(const SphereInstance& s) {
    return std::isfinite(s.x) && std::isfinite(s.y) && std::isfinite(s.z) && s.radius > 0;
}

}  // namespace

Backdrop backdrop_of(ViewKind view) {
    if (view == ViewKind::Perspective) {
        return {{0.083F, 0.098F, 0.126F, 1}, {0.030F, 0.036F, 0.047F, 1}};
    }
    return {{0.064F, 0.074F, 0.093F, 1}, {0.046F, 0.053F, 0.067F, 1}};
}

SceneBytes scene_bytes(const ViewScene& scene, std::size_t offset_alignment) {
    SceneBytes out;
    const SceneView view = uniforms(scene);
    out.bytes.resize(sizeof(view));
    std::memcpy(out.bytes.data(), &view, sizeof(view));

    std::vector<SphereInstance> solids, ghosts, halos;
    for (const SphereInstance& s : scene.spheres) {
        if (!is_finite(s)) continue;
        (s.colour >> 24U >= kSolidAlpha ? solids : ghosts).push_back(s);
        if (s.glow > 0) halos.push_back(s);
    }
    std::vector<ShellInstance> shells = scene.shells;
    sort_far_first(solids, scene.camera);
    sort_far_first(ghosts, scene.camera);
    sort_far_first(shells, scene.camera);

    out.boxes = append(out.bytes, scene.boxes);
    out.solids = append(out.bytes, solids);
    out.surfaces = append(out.bytes, scene.surfaces, 3);
    out.lines = append(out.bytes, scene.lines);
    out.lines.count &= ~1U;  // pairs
    out.ghosts = append(out.bytes, ghosts);
    out.shells = append(out.bytes, shells);
    out.halos = append(out.bytes, halos);
    const std::size_t rest = out.bytes.size() % offset_alignment;
    if (rest != 0) out.bytes.resize(out.bytes.size() + offset_alignment - rest);
    return out;
}

}  // namespace cavea::gui
