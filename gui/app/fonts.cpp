// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/fonts.h"

#include <imgui.h>
#if __has_include(<imgui_freetype.h>)
#include <imgui_freetype.h>
#else
#include <misc/freetype/imgui_freetype.h>
#endif

#include <cmath>
#include <optional>

#include "gui/view/ui.h"

namespace cavea::gui {
namespace {

using Paths = std::vector<std::filesystem::path>;

constexpr ImWchar kFirstIcon = 0xF000;
constexpr ImWchar kLastIcon = 0xF2E0;

std::optional<std::string> first_there(const Paths& paths) {
    for (const std::filesystem::path& path : paths) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(path, ignored)) return path.string();
    }
    return std::nullopt;
}

/// Latin, Greek, Cyrillic and the signs of a mixer, and whatever the mix's names hold.
ImVector<ImWchar> text_ranges(const std::string& characters) {
    static constexpr ImWchar kAlways[] = {0x0020, 0x024F, 0x0370, 0x03FF, 0x0400, 0x04FF, 0x1E00,
                                          0x1EFF, 0x2010, 0x203A, 0x20AC, 0x20AC, 0x2122, 0x2122,
                                          0x2190, 0x2199, 0x2212, 0x2212, 0x221E, 0x221E, 0x2248,
                                          0x2248, 0x2264, 0x2265, 0};
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(kAlways);
    builder.AddText(characters.c_str(), characters.c_str() + characters.size());
    ImVector<ImWchar> ranges;
    builder.BuildRanges(&ranges);
    return ranges;
}

bool beyond_europe(const std::string& characters) {
    ImFontGlyphRangesBuilder builder;
    builder.AddText(characters.c_str(), characters.c_str() + characters.size());
    for (std::size_t c = 0x2E80; c < 0xFFF0; ++c) {
        if ((c < kFirstIcon || c > kLastIcon) && builder.GetBit(c)) return true;
    }
    return false;
}

struct Builder {
    const FontFiles& files;
    float scale;
    const ImWchar* ranges;
    bool far_east;

    ImFont* base(const Paths& paths, float size) const {
        ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
        ImFontConfig config;
        config.OversampleH = 1;
        config.PixelSnapH = true;
        const float pixels = std::round(size * scale);
        if (const auto file = first_there(paths)) {
            return atlas.AddFontFromFileTTF(file->c_str(), pixels, &config, ranges);
        }
        config.SizePixels = pixels;
        return atlas.AddFontDefault(&config);
    }

    /// Further glyphs into the font before.
    bool merge(const Paths& paths, float size, const ImWchar* glyphs, float drop) const {
        const auto file = first_there(paths);
        if (!file) return false;
        ImFontConfig config;
        config.MergeMode = true;
        config.PixelSnapH = true;
        config.GlyphOffset.y = std::round(drop * scale);
        ImGui::GetIO().Fonts->AddFontFromFileTTF(file->c_str(), std::round(size * scale), &config,
                                                 glyphs);
        return true;
    }

    ImFont* with_icons(const Paths& paths, float size, bool& icons) const {
        static constexpr ImWchar kIcons[] = {kFirstIcon, kLastIcon, 0};
        ImFont* font = base(paths, size);
        icons = merge(files.icons, size - 1, kIcons, 0);
        if (far_east) merge(files.far_east, size + 1, ranges, 0);
        return font;
    }
};

}  // namespace

FontFiles FontFiles::usual() {
    const auto in = [](const char* file, std::initializer_list<const char*> folders) {
        Paths out;
        for (const char* folder : folders) out.push_back(std::filesystem::path(folder) / file);
        return out;
    };
    constexpr const char* kInter = "/usr/share/fonts/opentype/inter";
    constexpr const char* kInterTtf = "/usr/share/fonts/truetype/inter";
    constexpr const char* kJetBrains = "/usr/share/fonts/truetype/jetbrains-mono";
    FontFiles out;
    out.text = in("Inter-Medium.otf", {kInter, kInterTtf, "/usr/share/fonts/inter"});
    out.strong = in("Inter-SemiBold.otf", {kInter, kInterTtf, "/usr/share/fonts/inter"});
    out.mono = in("JetBrainsMono-Medium.ttf",
                  {kJetBrains, "/usr/share/fonts/TTF", "/usr/share/fonts/jetbrains-mono-fonts"});
    out.icons = in("FontAwesome.otf", {"/usr/share/fonts/opentype/font-awesome"});
    out.icons.emplace_back("/usr/share/fonts/truetype/font-awesome/fontawesome-webfont.ttf");
    out.far_east = in("NotoSansCJK-Regular.ttc",
                      {"/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk"});
    return out;
}

void build_fonts(const FontFiles& files, float scale, const std::string& characters) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
#if IMGUI_VERSION_NUM < 19200
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
#endif
    const ImVector<ImWchar> ranges = text_ranges(characters);
    const Builder builder{files, scale, ranges.Data, beyond_europe(characters)};
    ui::Fonts& fonts = ui::fonts();
    fonts.text = builder.with_icons(files.text, 14, fonts.icons);
    fonts.strong = builder.with_icons(files.strong, 15, fonts.icons);
    fonts.mono = builder.base(files.mono, 13);
    fonts.big_mono = builder.base(files.mono, 24);
    ImGui::GetIO().FontDefault = fonts.text;
    atlas.Build();
    ui::set_scale(scale);
}

}  // namespace cavea::gui
