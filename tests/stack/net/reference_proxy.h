// SPDX-License-Identifier: Apache-2.0
//
// A decoder of PROXY headers that is slow and plainly follows the specification; the fast one must agree with it on every input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saki::reference {

enum class ProxyState { Incomplete, Complete, Refused };

struct Proxy {
  ProxyState state = ProxyState::Incomplete;
  std::size_t size_bytes = 0;  // The rest only once complete.
  std::string client;          // As Address::text; empty where the header does not say.
  std::string destination;
  bool secure = false;

  friend bool operator==(const Proxy&, const Proxy&) = default;
};

[[nodiscard]] Proxy decode_proxy(std::string_view received, std::size_t limit_bytes);

// What the decoder under test makes of it.
[[nodiscard]] Proxy decode_proxy_with_the_real_one(std::string_view received, std::size_t limit_bytes);

}  // namespace saki::reference
