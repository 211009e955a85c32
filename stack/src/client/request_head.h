// SPDX-License-Identifier: Apache-2.0
//
// The head of a request as it goes out. Nothing of what an author gives can end a line: whatever is no token or no field value is refused
// before a byte is sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "saki/client/request.h"

namespace saki::client {

enum class TargetWriting : std::uint8_t {
  Origin,    // "/notes", to the server itself.
  Absolute,  // "http://example.org/notes", to a proxy.
};

// What the client adds to a request.
struct RequestWriting {
  TargetWriting target = TargetWriting::Origin;
  std::string_view user_agent{};
  std::string_view proxy_userinfo{};  // Sent to it as credentials; empty for none.
  bool expects_continue = false;
};

// The length of the content; nothing where it goes out chunked.
[[nodiscard]] std::optional<std::uint64_t> content_length_of(const Request& request) noexcept;
[[nodiscard]] bool has_content(const Request& request) noexcept;

[[nodiscard]] bool has_field(const Request& request, std::string_view name) noexcept;

// Errors: MalformedMethod; MalformedRequestField, for `user_agent` too, which the client adds.
[[nodiscard]] Result<> check_request(const Request& request, std::string_view user_agent) noexcept;

// Of a request that passes the check.
[[nodiscard]] std::string request_head(const Request& request, const RequestWriting& writing);

// CONNECT to `origin`, by a proxy.
[[nodiscard]] std::string tunnel_head(const Origin& origin, const RequestWriting& writing);

// "Basic …" (RFC 7617) of a URL's userinfo, which is percent-encoded.
[[nodiscard]] std::string basic_credentials(std::string_view userinfo);

}  // namespace saki::client
