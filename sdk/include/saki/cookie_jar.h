// SPDX-License-Identifier: Apache-2.0
//
// CookieJar: the cookies that servers gave to a client, kept and sent back by the rules of browsers (RFC 6265bis sections 5.6 to 5.8).
//
//   CookieJar jar;
//   jar.store({.host = "example.org", .path = "/login", .secure = true}, "id=7; Secure; HttpOnly", now);
//   jar.field({.host = "example.org", .path = "/notes", .secure = true}, now);      // "id=7"
//
// A client has no pages of other sites inside its own, so SameSite and HttpOnly mean nothing to it. There is no list of public suffixes
// here: a Domain without a dot inside is refused, and one such as `co.uk` is not told from a company's. Keep a jar for the hosts of one
// owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/clock.h"

namespace saki {

// Where a response came from, or a request goes.
struct CookiePlace {
  std::string_view host;  // Without a port, in lower case; an address of IPv6 without brackets.
  std::string_view path;  // Of the request target, without the query; begins with a slash.
  bool secure = false;    // Over TLS.
};

struct CookieLimits {
  std::size_t count = 1'000;           // In all; past it the one that is not Secure and has not been used for longest goes.
  std::size_t count_per_host = 50;     // Of one domain.
  std::size_t pair_bytes = 4'096;      // Name and value; a larger one is not taken.
  std::size_t attribute_bytes = 1'024; // A larger attribute is passed over.
};

class CookieJar {  // Affinity: one thread.
 public:
  explicit CookieJar(CookieLimits limits = {}) noexcept : limits_(limits) {}

  // Takes the value of one Set-Cookie field: adds, replaces or removes a cookie. Returns whether it was taken; what is refused changes
  // nothing.
  bool store(const CookiePlace& from, std::string_view set_cookie, WallTime now);

  // The value of the Cookie field for a request, longer paths first; empty for none. Notes that they were used.
  [[nodiscard]] std::string field(const CookiePlace& to, WallTime now);

  [[nodiscard]] std::size_t size() const noexcept { return cookies_.size(); }  // With those that have expired since the last call.
  void clear() noexcept { cookies_.clear(); }

 private:
  struct Entry {
    std::string name;
    std::string value;
    std::string domain;
    std::string path;
    WallTime expires = WallTime::max();  // The jar's end unless told.
    std::uint64_t created = 0;           // Counted, not timed: the order is what matters.
    std::uint64_t used = 0;
    bool host_only = true;
    bool secure = false;

    [[nodiscard]] bool is_same(const Entry& other) const noexcept;
    [[nodiscard]] bool goes_to(const CookiePlace& place) const noexcept;
  };

  [[nodiscard]] bool hides_secure(const Entry& entry) const noexcept;
  void drop_expired(WallTime now);
  void make_room(std::string_view domain);
  void drop_one(std::string_view domain);

  CookieLimits limits_;
  std::vector<Entry> cookies_;
  std::uint64_t turn_ = 0;
};

}  // namespace saki
