// SPDX-License-Identifier: Apache-2.0
//
// Url: an absolute URL of the schemes http, https, ws and wss, in normal form (RFC 3986 section 6.2.2).
//
// Strict, since what two readers understand differently leads to another host than the one that was checked: no character outside the
// grammar, no backslash, no white space, no IPv4 address in any writing but four decimal numbers, no zone identifier, no percent-encoded
// host. Names are ASCII: an internationalised one is written as its A-labels (`xn--…`).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "saki/base/result.h"
#include "saki/client/origin.h"

namespace saki::client {

class Url {  // Affinity: any. A value.
 public:
  static constexpr std::size_t kMostBytes = 16 * 1024;

  // Errors: Invalid outside the grammar above, for another scheme or an empty host; Exhausted past kMostBytes.
  [[nodiscard]] static Result<Url> parse(std::string_view text);

  // What `reference` means in a document found here, as a Location field's value does (RFC 3986 section 5.2). Errors: as parse.
  [[nodiscard]] Result<Url> resolve(std::string_view reference) const;

  [[nodiscard]] const std::string& scheme() const noexcept { return scheme_; }  // In lower case.
  [[nodiscard]] const Origin& origin() const noexcept { return origin_; }
  [[nodiscard]] const std::string& host() const noexcept { return origin_.host; }  // In lower case; an IPv6 address without its brackets.
  [[nodiscard]] std::uint16_t port() const noexcept { return origin_.port; }  // The scheme's own where none is written.
  [[nodiscard]] bool is_secure() const noexcept { return origin_.secure; }
  [[nodiscard]] const std::string& userinfo() const noexcept { return userinfo_; }  // As written, percent-encoded; empty for none.
  [[nodiscard]] const std::string& target() const noexcept { return target_; }  // Path and query, as a request line has them.
  [[nodiscard]] std::string_view path() const noexcept { return std::string_view(target_).substr(0, path_bytes_); }  // Not empty.
  [[nodiscard]] std::string_view query() const noexcept;  // Without the question mark.
  [[nodiscard]] const std::string& fragment() const noexcept { return fragment_; }  // Without the number sign; never sent.

  [[nodiscard]] std::string text() const;  // All but the userinfo, fit for logs.
  [[nodiscard]] Url without_userinfo() const;

  friend bool operator==(const Url&, const Url&) = default;

 private:
  Url() = default;
  [[nodiscard]] bool set_scheme(std::string_view scheme);
  [[nodiscard]] bool set_authority(std::string_view authority);
  [[nodiscard]] bool set_host_and_port(std::string_view text);
  void set_target(std::string_view path, const std::optional<std::string_view>& query);

  std::string scheme_;
  std::string userinfo_;
  Origin origin_;
  std::string target_;
  std::size_t path_bytes_ = 0;
  std::string fragment_;
};

}  // namespace saki::client
