// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/picture.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

#include "assets/demo/svg.h"
#include "assets/demo/view.h"
#include "core/layout/layout.h"

namespace cavea::demo {
namespace {

constexpr double kWidth = 1600;
constexpr double kHeight = 1296;
constexpr const char* kBackground = "#12151c";
constexpr const char* kBright = "#eef1f6";
constexpr const char* kDim = "#8a93a6";
constexpr const char* kPanel = "#1a1f29";
constexpr std::array<const char*, 5> kStems{"dialogue", "foley", "effects", "music", "ambience"};
constexpr std::array<const char*, 5> kShotColours{"#31506b", "#6b4f31", "#6b3148", "#3f6b31",
                                                  "#54316b"};

double seconds(const Scene& scene, Frame frame) {
    return static_cast<double>(frame) / scene.rate_hz;
}

/// The strip: a lane per object and for the bed, under the shots, on one time axis.
class Strip {
 public:
    Strip(Svg& svg, const Scene& scene, Box box) : svg_(svg), scene_(scene), box_(box) {}

    void draw() {
        for (std::size_t i = 0; i < scene_.shots.size(); ++i) shot(i);
        axis();
        double y = box_.y0 + 56;
        for (const char* stem : kStems) y = group(stem, y);
    }

 private:
    static constexpr double kLane = 6.3;
    static constexpr double kGroupGap = 7;

    [[nodiscard]] double x(double time_s) const {
        return box_.x0 + (box_.x1 - box_.x0) * time_s / seconds(scene_, scene_.frames);
    }

    void shot(std::size_t index) {
        const Shot& s = scene_.shots[index];
        const char* colour = kShotColours[index % kShotColours.size()];
        svg_.rectangle({x(s.begin_s) + 1, box_.y0, x(s.end_s) - 1, box_.y0 + 28}, 4, colour, 1);
        svg_.rectangle({x(s.begin_s) + 1, box_.y0 + 28, x(s.end_s) - 1, box_.y1}, 0, colour, 0.17);
        svg_.text({x(s.begin_s) + 12, box_.y0 + 19}, s.name, {14, kBright, Anchor::Start, true});
    }

    void axis() {
        for (int t = 0; t <= static_cast<int>(seconds(scene_, scene_.frames)); t += 2) {
            svg_.line({x(t), box_.y0 + 46}, {x(t), box_.y1}, kDim, 0.5, 0.25);
            svg_.text({x(t), box_.y0 + 42}, fmt::format("{} s", t),
                      {10, kDim, Anchor::Middle, false});
        }
    }

    double group(const std::string& stem, double y) {
        const double top = y;
        for (const Object& object : scene_.objects) {
            if (object.stem == stem) y = lane(object.stretches, stem, y, object.hero);
        }
        if (scene_.bed.stem == stem) {
            for (const BedChannel& c : scene_.bed.channels) y = lane(c.stretches, stem, y, false);
        }
        std::string name = stem;
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        svg_.text({box_.x0 - 12, (top + y) / 2 + 2}, name,
                  {13, stem_colour(stem), Anchor::End, true});
        return y + kGroupGap;
    }

    double lane(const std::vector<Stretch>& stretches, const std::string& stem, double y,
                bool hero) {
        for (const Stretch& s : stretches) {
            // One language is drawn; the others lie at the same places.
            if (!s.language.empty() && s.language != scene_.languages.front().id) continue;
            svg_.rectangle(
                {x(seconds(scene_, s.start)), y,
                 x(seconds(scene_, std::min(s.start + s.frames, scene_.frames))), y + kLane - 2},
                2, hero ? "#e8f6ff" : stem_colour(stem), hero ? 1 : 0.85);
        }
        return y + kLane;
    }

    Svg& svg_;
    const Scene& scene_;
    Box box_;
};

/// The rooms' floors on one scale, side by side: how far they are from each other is the point.
void draw_rooms(Svg& svg, const Scene& scene, Box box) {
    svg.text({box.x0, box.y0 - 12}, "Rooms, floors to scale", {13, kDim, Anchor::Start, false});
    const double scale = (box.y1 - box.y0) / 38;
    double left = box.x0;
    for (const Room& room : scene.rooms) {
        const double width = room.shoebox_m[0] * scale;
        const double depth = room.shoebox_m[1] * scale;
        const Box floor{left, box.y1 - depth, left + width, box.y1};
        svg.rectangle(floor, 2, "#242b38", 1);
        svg.outline(floor, 2, "#5a6478", 1.2);
        const double words = left + width + 12;
        svg.text({words, box.y1 - 22}, room.name, {13, kBright, Anchor::Start, true});
        svg.text({words, box.y1 - 5}, fmt::format("{:g} s", room.rt60_s),
                 {13, "#ffb454", Anchor::Start, false});
        left = words + 7.4 * static_cast<double>(room.name.size()) + 16;
    }
}

void draw_title(Svg& svg, const Scene& scene) {
    svg.text({40, 56}, scene.title, {30, kBright, Anchor::Start, true});
    svg.text({40, 84},
             fmt::format("{:g} s, {} objects and a {} bed: three robots chase a bird through a "
                         "station",
                         seconds(scene, scene.frames), scene.objects.size(), scene.bed.layout),
             {15, kDim, Anchor::Start, false});
}

void draw_views(Svg& svg, const Scene& scene) {
    const layout::Layout layout = *layout::find("4+7+0");
    const View above{View::From::Above, {430, 480}, 262, {48, 116, 812, 850}};
    const View side{View::From::Right, {1210, 446}, 226, {868, 116, 1552, 584}};
    svg.rectangle({40, 108, 820, 858}, 10, kPanel, 1);
    svg.rectangle({860, 108, 1560, 592}, 10, kPanel, 1);
    svg.rectangle({860, 612, 1560, 858}, 10, kPanel, 1);
    svg.text({56, 134}, "From above", {13, kDim, Anchor::Start, false});
    svg.text({430, 134}, "front", {12, kDim, Anchor::Middle, false});
    svg.text({876, 134}, "From the right", {13, kDim, Anchor::Start, false});
    svg.text({876, 574}, "rear", {12, kDim, Anchor::Start, false});
    svg.text({1544, 574}, "front", {12, kDim, Anchor::End, false});
    for (const Box box : {Box{50, 118, 150, 142}, Box{400, 118, 460, 142}, Box{870, 118, 990, 142},
                          Box{870, 560, 920, 580}, Box{1500, 560, 1552, 580}}) {
        svg.reserve(box);
    }
    for (const View& view : {above, side}) {
        draw_room(svg, view, layout);
        draw_objects(svg, view, scene);
    }
    svg.text(
        {56, 846},
        "Squares: loudspeakers of 7.1.4, open ones above. Numbers: seconds on the bird's path. "
        "Beyond the loudspeakers distances are shortened.",
        {10.5, kDim, Anchor::Start, false});
}

}  // namespace

std::string make_picture(const Scene& scene) {
    Svg svg(kWidth, kHeight, kBackground);
    draw_title(svg, scene);
    svg.reserve({50, 830, 812, 856});
    draw_views(svg, scene);
    draw_rooms(svg, scene, {884, 664, 1540, 838});
    Strip(svg, scene, {130, 884, 1560, 1282}).draw();
    return svg.finish();
}

}  // namespace cavea::demo
