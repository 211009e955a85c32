// SPDX-License-Identifier: Apache-2.0
//
// LimitKey: what a rate limit counts apart.
//
// Where a request has no such thing (nobody signed in, no such header) the client's address stands for it, so that leaving it out wins
// nothing. What the client is free to choose, as most headers, it may choose anew each time: put a limit by address around that.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace saki {

class LimitKey {  // Affinity: any.
 public:
  enum class Kind : std::uint8_t { Address, Identity, Header, Cookie, PathParameter, Everyone };

  // The client's address, by the word of the proxies that the configuration trusts; an IPv6 network counts as one, by `limits.ipv6_prefix`.
  [[nodiscard]] static LimitKey address() { return LimitKey(Kind::Address, {}); }
  // Who the client has proved to be; see <saki/identity.h>. Authentication has to stand around the limit.
  [[nodiscard]] static LimitKey identity() { return LimitKey(Kind::Identity, {}); }
  [[nodiscard]] static LimitKey header(std::string name) { return LimitKey(Kind::Header, std::move(name)); }
  [[nodiscard]] static LimitKey cookie(std::string name) { return LimitKey(Kind::Cookie, std::move(name)); }
  [[nodiscard]] static LimitKey path_parameter(std::string name) { return LimitKey(Kind::PathParameter, std::move(name)); }
  [[nodiscard]] static LimitKey everyone() { return LimitKey(Kind::Everyone, {}); }  // All requests together.

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }  // Of a header, cookie or parameter.

 private:
  LimitKey(Kind kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  Kind kind_;
  std::string name_;
};

}  // namespace saki
