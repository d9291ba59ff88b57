// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/png_file.h"

#include <png.h>

#include <string>

#include "core/base/error.h"

namespace cavea::gui {
namespace {

constexpr std::uint32_t kMostPixelsWide = 16384;

/// The simplified interface of libpng: no callbacks, no jumps through our frames.
struct Codec {
    Codec() {
        image.version = PNG_IMAGE_VERSION;
        image.format = PNG_FORMAT_RGBA;
    }
    Codec(const Codec&) = delete;
    Codec& operator=(const Codec&) = delete;
    ~Codec() { png_image_free(&image); }
    png_image image{};
};

}  // namespace

void write_png(const std::filesystem::path& file, const Picture& picture) {
    Codec codec;
    codec.image.width = picture.width;
    codec.image.height = picture.height;
    if (png_image_write_to_file(&codec.image, file.c_str(), 0, picture.rgba.data(), 0, nullptr) ==
        0) {
        throw refused(file.string(), "",
                      std::string("the picture cannot be written: ") + codec.image.message +
                          "; name a file in a folder that can be written to");
    }
}

Picture read_png(const std::filesystem::path& file) {
    Codec codec;
    if (png_image_begin_read_from_file(&codec.image, file.c_str()) == 0) {
        throw refused(file.string(), "", std::string(codec.image.message) + "; name a PNG file");
    }
    if (codec.image.width > kMostPixelsWide || codec.image.height > kMostPixelsWide) {
        throw refused(file.string(), "", "is larger than any screen; name a smaller picture");
    }
    codec.image.format = PNG_FORMAT_RGBA;
    Picture out{codec.image.width, codec.image.height, {}};
    out.rgba.resize(PNG_IMAGE_SIZE(codec.image));
    if (png_image_finish_read(&codec.image, nullptr, out.rgba.data(), 0, nullptr) == 0) {
        throw refused(file.string(), "", std::string(codec.image.message) + "; name a PNG file");
    }
    return out;
}

}  // namespace cavea::gui
