// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/fragment.h"

#include "core/adm/values.h"
#include "core/adm/xml_stream.h"
#include "core/base/assert.h"

namespace cavea::adm {

std::string_view Element::name() const { return fragment_->view(fragment_->nodes_[index_].name); }

std::string_view Element::text() const {
    return trimmed(fragment_->view(fragment_->nodes_[index_].text));
}

std::size_t Element::line() const { return fragment_->nodes_[index_].line; }

std::size_t Element::attributes() const { return fragment_->nodes_[index_].attributes; }

Attribute Element::attribute(std::size_t i) const {
    const Fragment::Pair& pair =
        fragment_->attributes_[fragment_->nodes_[index_].first_attribute + i];
    return {fragment_->view(pair.name), fragment_->view(pair.value)};
}

std::optional<std::string_view> Element::attribute(std::string_view wanted) const {
    for (std::size_t i = 0; i < attributes(); ++i) {
        const Attribute found = attribute(i);
        if (found.name == wanted) return found.value;
    }
    return std::nullopt;
}

Element::Children Element::children() const {
    return {*fragment_, fragment_->nodes_[index_].first_child};
}

Element::Children::Iterator& Element::Children::Iterator::operator++() {
    index_ = fragment_->nodes_[index_].next;
    return *this;
}

Element::Children::Iterator Element::Children::end() const { return {*fragment_, Fragment::kNone}; }

void Fragment::clear() {
    nodes_.clear();
    attributes_.clear();
    pool_.clear();
    open_ = kNone;
}

Fragment::Piece Fragment::store(std::string_view text) {
    const Piece piece{static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint32_t>(text.size())};
    pool_ += text;
    return piece;
}

void Fragment::open(std::string_view name, const char* const* attributes, std::size_t line) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    Node node;
    node.name = store(name);
    node.parent = open_;
    node.line = line;
    node.first_attribute = static_cast<std::uint32_t>(attributes_.size());
    for (const char* const* a = attributes; *a != nullptr; a += 2) {
        const Piece key = store(a[0]);
        attributes_.push_back({key, store(a[1])});
        ++node.attributes;
    }
    if (open_ != kNone) {
        Node& parent = nodes_[open_];
        if (parent.first_child == kNone) {
            parent.first_child = index;
        } else {
            nodes_[parent.last_child].next = index;
        }
        parent.last_child = index;
    }
    nodes_.push_back(node);
    open_ = index;
}

bool Fragment::text(std::string_view part) {
    CAVEA_ASSERT(open_ != kNone);
    Node& node = nodes_[open_];
    if (node.first_child != kNone) return true;  // between children: indentation
    if (node.text.size == 0) node.text.at = static_cast<std::uint32_t>(pool_.size());
    pool_ += part;
    node.text.size += static_cast<std::uint32_t>(part.size());
    return node.text.size <= kMaxXmlText;
}

void Fragment::close() {
    CAVEA_ASSERT(open_ != kNone);
    open_ = nodes_[open_].parent;
}

}  // namespace cavea::adm
