// SPDX-License-Identifier: Apache-2.0
//
// RequestHead: everything of a request that comes before its content, as views into the bytes received.
//
// Whoever fills it (the HTTP/1 parser, HTTP/2, a test) has checked it: the method is a token, the target has one of the four forms of
// RFC 9112 section 3.2, `host` is a uri-host, names and values are grammatical. The views live until the handler's task ends.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/http/field_table.h"
#include "saki/http/method.h"

namespace saki::http {

enum class HttpVersion : std::uint8_t { Http10, Http11, Http2 };

enum class TargetForm : std::uint8_t {
  Origin,     // /notes?after=3
  Absolute,   // http://example.org/notes?after=3
  Authority,  // example.org:443, with CONNECT
  Asterisk,   // *, with OPTIONS
};

// What the Connection fields ask for, all of them together (RFC 9110 section 7.6.1).
struct ConnectionOptions {
  bool close = false;
  bool keep_alive = false;
  bool upgrade = false;
};

struct RequestHead {
  Method method = Method::Other;
  HttpVersion version = HttpVersion::Http11;
  TargetForm form = TargetForm::Origin;
  ConnectionOptions connection;

  std::string_view method_token;
  std::string_view target;  // As received.
  std::string_view scheme;  // Of an absolute target, else empty.
  std::string_view host;    // With its port if one was given. An absolute target's wins over the Host field (RFC 9112 section 3.2.2).
  std::string_view raw_path;
  std::string_view path;   // Decoded and normalised (see normalize_path); empty for the forms Authority and Asterisk.
  std::string_view query;  // As received, without the question mark.

  FieldTable fields;

  // The value of the first field of that name, or an empty view.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept {
    const Field* found = fields.find(name);
    return found != nullptr ? found->value : std::string_view();
  }
};

}  // namespace saki::http
