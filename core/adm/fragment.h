// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One small XML element with all its children, held while it is turned into values: an audioObject,
// or one audioBlockFormat of a million. Its memory is kept and used again for the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::adm {

struct Attribute {
    std::string_view name;
    std::string_view value;
};

class Fragment;

/// A view of an element; valid until the fragment is cleared.
class Element {
 public:
    Element(const Fragment& fragment, std::uint32_t index) : fragment_(&fragment), index_(index) {}

    [[nodiscard]] std::string_view name() const;
    /// The text before the first child, white space at both ends removed.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::size_t line() const;
    [[nodiscard]] std::size_t attributes() const;
    /// \pre i < attributes()
    [[nodiscard]] Attribute attribute(std::size_t i) const;
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;

    /// for (const Element child : element.children()).
    class Children {
     public:
        class Iterator {
         public:
            Iterator(const Fragment& fragment, std::uint32_t index)
                : fragment_(&fragment), index_(index) {}
            Element operator*() const { return {*fragment_, index_}; }
            Iterator& operator++();
            friend bool operator==(const Iterator& a, const Iterator& b) {
                return a.index_ == b.index_;
            }

         private:
            const Fragment* fragment_;
            std::uint32_t index_;
        };
        Children(const Fragment& fragment, std::uint32_t first)
            : fragment_(&fragment), first_(first) {}
        [[nodiscard]] Iterator begin() const { return {*fragment_, first_}; }
        [[nodiscard]] Iterator end() const;

     private:
        const Fragment* fragment_;
        std::uint32_t first_;
    };
    [[nodiscard]] Children children() const;

 private:
    const Fragment* fragment_;
    std::uint32_t index_;
};

class Fragment {
 public:
    /// Far above a real element (a content with 65,535 objects), far below what fills a memory.
    static constexpr std::size_t kMaxElements = 1U << 18;
    static constexpr std::size_t kMaxBytes = 64U << 20;

    void clear();
    void open(std::string_view name, const char* const* attributes, std::size_t line);
    /// \return false when the text of the element has become longer than kMaxXmlText
    [[nodiscard]] bool text(std::string_view part);
    void close();
    [[nodiscard]] bool complete() const { return open_ == kNone && !nodes_.empty(); }
    [[nodiscard]] bool too_large() const {
        return nodes_.size() > kMaxElements || pool_.size() > kMaxBytes;
    }
    /// \pre something was opened
    [[nodiscard]] Element root() const { return {*this, 0}; }

 private:
    friend class Element;
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    struct Piece {
        std::uint32_t at = 0, size = 0;  // in pool_
    };
    struct Node {
        Piece name, text;
        std::uint32_t first_attribute = 0, attributes = 0;
        std::uint32_t parent = kNone, first_child = kNone, last_child = kNone, next = kNone;
        std::size_t line = 0;
    };
    struct Pair {
        Piece name, value;
    };

    Piece store(std::string_view text);
    [[nodiscard]] std::string_view view(Piece piece) const {
        return std::string_view(pool_).substr(piece.at, piece.size);
    }

    std::vector<Node> nodes_;
    std::vector<Pair> attributes_;
    std::string pool_;
    std::uint32_t open_ = kNone;
};

}  // namespace cavea::adm
