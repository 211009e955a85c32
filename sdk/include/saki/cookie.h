// SPDX-License-Identifier: Apache-2.0
//
// Cookies (RFC 6265 and its revision): one to be set by a response, and the look-up of one that a request brought.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "saki/timestamp.h"

namespace saki {

enum class SameSite : std::uint8_t { Lax, Strict, None };

// A Set-Cookie field in the making, safe unless told otherwise: `Path=/; HttpOnly; Secure; SameSite=Lax`, for the browser's session.
//
//   response.cookie(Cookie("theme", "dark").max_age(24h).for_scripts());
class Cookie {  // Affinity: one thread.
 public:
  // Browsers drop what is larger (RFC 6265bis section 5.6).
  static constexpr std::size_t kMaxBytes = 4096;            // Name and value together.
  static constexpr std::size_t kMaxAttributeBytes = 1024;  // A path, a domain.

  // Throws InvalidField when `name` is no token or `value` holds more than cookie octets: no blanks, quotes, commas, semicolons,
  // backslashes, control characters or bytes past ASCII; encode other texts first. Also when both are larger than browsers keep.
  Cookie(std::string name, std::string value);

  // Makes the browser forget a cookie: path and domain must be those it was set with.
  [[nodiscard]] static Cookie expired(std::string name);

  Cookie& max_age(std::chrono::seconds age);
  Cookie& expires(Timestamp when);
  Cookie& path(std::string path);      // Throws InvalidField unless it begins with `/` and holds no `;` or control character.
  Cookie& domain(std::string domain);  // As above, for a host's name.
  Cookie& same_site(SameSite rule);
  Cookie& for_scripts();   // Without HttpOnly.
  Cookie& over_plain();    // Without Secure: for tests on plain HTTP.
  Cookie& partitioned();

  // The field's value. Throws InvalidField for what browsers refuse: `__Secure-` without Secure, `__Host-` without Secure or with a
  // domain or another path than `/`, `__Http-` and `__Host-Http-` without HttpOnly as well, SameSite=None or Partitioned without Secure.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& value() const noexcept { return value_; }

 private:
  void check_prefix() const;

  std::string name_;
  std::string value_;
  std::string path_ = "/";
  std::string domain_;
  std::optional<std::chrono::seconds> max_age_;
  std::optional<Timestamp> expires_;
  SameSite same_site_ = SameSite::Lax;
  bool http_only_ = true;
  bool secure_ = true;
  bool partitioned_ = false;
};

// The value of the first cookie called exactly `name` in the value of a Cookie field. Affinity: any.
[[nodiscard]] std::optional<std::string_view> find_cookie(std::string_view field, std::string_view name) noexcept;

}  // namespace saki
