// SPDX-License-Identifier: Apache-2.0
//
// Request: what a client asks.
//
// Host, Content-Length, Transfer-Encoding, Connection, Upgrade, Expect, TE, Trailer and Proxy-Authorization are the client's own; Host may
// be given all the same. User-Agent, Accept-Encoding and, from the URL's userinfo, Authorization are added where they are not among the
// fields; content is decoded only where Accept-Encoding was added.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saki/client/client_limits.h"
#include "saki/client/content_source.h"
#include "saki/client/url.h"
#include "saki/net/address.h"

namespace saki::client {

struct RequestField {
  RequestField(std::string name_of, std::string value_of) : name(std::move(name_of)), value(std::move(value_of)) {}
  std::string name;
  std::string value;
};

struct Request {
  Request(std::string method_of, Url url_of) : method(std::move(method_of)), url(std::move(url_of)) {}

  std::string method;  // "GET"; methods are case-sensitive.
  Url url;
  std::vector<RequestField> fields;

  std::string content;              // Sent with its length, where there is some, and for POST, PUT and PATCH in any case.
  ContentSource* source = nullptr;  // Sent instead, borrowed.

  std::string upgrade;  // The protocol to change to, "websocket"; empty for none.

  std::optional<ClientTimeouts> timeouts;      // Instead of the client's.
  std::optional<std::uint64_t> content_bytes;  // Likewise for ClientLimits.
  std::optional<Address> connect_to;           // Instead of the addresses of the URL's host, and of any proxy: a Unix socket, say.
};

// Whether sending it twice asks for no more than sending it once (RFC 9110 section 9.2.2).
[[nodiscard]] bool is_idempotent(std::string_view method) noexcept;

}  // namespace saki::client
