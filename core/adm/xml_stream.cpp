// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/xml_stream.h"

#include <expat.h>
#include <fmt/core.h>

#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr int kPiece = 64 * 1024;

struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<XML_ParserStruct, Free>;

// Exceptions must not cross expat's C frames: they are kept, the parser is stopped, and run()
// throws them again.
class Stream {
 public:
    Stream(std::string_view file, XmlHandler& handler)
        : file_(file), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
        if (parser_ == nullptr) throw std::bad_alloc();
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    }

    void run(const ByteSource& source) {
        for (bool more = true; more;) {
            void* buffer = XML_GetBuffer(parser_.get(), kPiece);
            if (buffer == nullptr) throw std::bad_alloc();
            const std::size_t size = source({static_cast<std::byte*>(buffer), std::size_t{kPiece}});
            more = size != 0;
            fed_ += size;
            const XML_Status status =
                XML_ParseBuffer(parser_.get(), static_cast<int>(size), more ? XML_FALSE : XML_TRUE);
            if (failure_) std::rethrow_exception(failure_);
            if (status != XML_STATUS_OK) fail(XML_ErrorString(XML_GetErrorCode(parser_.get())));
            check_token();
        }
    }

 private:
    [[noreturn]] void fail(std::string_view what) const {
        throw refused(file_, fmt::format("axml, line {}", line()),
                      fmt::format("{}; export the file again", what));
    }

    [[nodiscard]] std::size_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

    // What is fed and not yet consumed belongs to one unfinished tag, comment or the like. Expat
    // gives no position while it waits for more of it: the last one known counts.
    void check_token() {
        const auto at = XML_GetCurrentByteIndex(parser_.get());
        if (at >= 0) consumed_ = static_cast<std::size_t>(at);
        if (fed_ - consumed_ > kMaxXmlToken) {
            fail(fmt::format("a single tag is longer than {} bytes", kMaxXmlToken));
        }
    }

    template <class F>
    static void guarded(void* user, F&& work) {
        auto* self = static_cast<Stream*>(user);
        if (self->failure_) return;
        try {
            work(*self);
        } catch (...) {
            self->failure_ = std::current_exception();
            XML_StopParser(self->parser_.get(), XML_FALSE);
        }
    }

    static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
        guarded(user, [&](Stream& self) { self.start(name, attributes); });
    }
    static void on_end(void* user, const XML_Char*) {
        guarded(user, [](Stream& self) {
            --self.depth_;
            self.handler_.end();
        });
    }
    static void on_text(void* user, const XML_Char* text, int size) {
        guarded(user, [&](Stream& self) {
            self.handler_.text({text, static_cast<std::size_t>(size)});
        });
    }
    static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        guarded(user, [](Stream& self) {
            self.fail("a document type declaration (DOCTYPE) has no place in ADM metadata");
        });
    }

    void start(std::string_view name, const char* const* attributes) {
        if (++depth_ > kMaxXmlDepth) {
            fail(fmt::format("elements nest deeper than {} levels", kMaxXmlDepth));
        }
        for (const char* const* a = attributes; *a != nullptr; ++a) {
            if (std::strlen(*a) > kMaxXmlText) {
                fail(fmt::format("an attribute of {} is longer than {} bytes", name, kMaxXmlText));
            }
        }
        const std::size_t prefix = name.rfind(':');
        if (prefix != std::string_view::npos) name.remove_prefix(prefix + 1);
        handler_.start(name, attributes, line());
    }

    std::string file_;
    XmlHandler& handler_;
    ParserHandle parser_;
    std::exception_ptr failure_;
    std::size_t depth_ = 0;
    std::size_t fed_ = 0;
    std::size_t consumed_ = 0;
};

}  // namespace

void read_xml(const ByteSource& source, std::string_view file, XmlHandler& handler) {
    Stream(file, handler).run(source);
}

}  // namespace cavea::adm
