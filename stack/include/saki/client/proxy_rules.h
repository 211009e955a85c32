// SPDX-License-Identifier: Apache-2.0
//
// ProxyRules: by which proxy an origin is reached.
//
// From the environment, as other programs read it: `http_proxy` and `https_proxy` name the proxy for each scheme, `all_proxy` that for
// both, `no_proxy` whom to reach without one; capitals serve where the small letters are not set. `HTTP_PROXY` is passed over where
// REQUEST_METHOD is set: under CGI a client chooses its value. A proxy is written `http://[user:password@]host:port`, the scheme may be
// left out.
//
//   no_proxy = ( "*" | entry *( ( "," | " " ) entry ) )
//   entry    = name or "." name, which stand for it and all below it; an address or a network, `10.0.0.0/8`; each perhaps with `:port`
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/result.h"
#include "saki/client/url.h"
#include "saki/net/network.h"

namespace saki::client {

class ProxyRules {  // Affinity: any. A value.
 public:
  using Lookup = std::function<const char*(const char* name)>;  // The value of a variable, or null.

  ProxyRules() = default;  // None.

  // Errors: MalformedProxy for a proxy that is no such URL.
  [[nodiscard]] static Result<ProxyRules> from_environment();
  [[nodiscard]] static Result<ProxyRules> from_environment(const Lookup& lookup);

  // By hand; an empty text is none. Errors: as above.
  [[nodiscard]] static Result<ProxyRules> from(std::string_view http, std::string_view https, std::string_view none_for);

  // The proxy for `origin`; null where it is reached directly. Lives as long as this.
  [[nodiscard]] const Url* proxy_for(const Origin& origin) const noexcept;

 private:
  struct Exception {
    std::string name;                // In lower case, without the dot before it; empty for a network.
    std::optional<Network> network;
    std::uint16_t port = 0;          // 0 for every one.
  };
  [[nodiscard]] static Exception read_exception(std::string_view text);
  [[nodiscard]] bool is_exempt(const Origin& origin) const noexcept;

  std::optional<Url> http_;
  std::optional<Url> https_;
  std::vector<Exception> exceptions_;
  bool none_ = false;
};

}  // namespace saki::client
