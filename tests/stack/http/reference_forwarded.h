// SPDX-License-Identifier: Apache-2.0
//
// Who the client is by Forwarded or X-Forwarded-For, slow and plainly by the grammar; the fast reading must agree with it on every input.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/http/forwarded.h"

namespace saki::http::reference {

using FieldLines = std::vector<std::pair<std::string, std::string>>;

struct Told {
  ForwardedOutcome outcome = ForwardedOutcome::None;
  std::string client;  // As Address::text. The rest only where it was told.
  std::string scheme;
  std::string host;

  friend bool operator==(const Told&, const Told&) = default;
};

[[nodiscard]] Told read_forwarded(const FieldLines& lines, const Address& peer, const TrustedProxies& proxies, std::size_t limit_hops);

// What the implementation under test makes of it.
[[nodiscard]] Told read_forwarded_with_the_real_one(const FieldLines& lines, const Address& peer, const TrustedProxies& proxies,
                                                    std::size_t limit_hops);

}  // namespace saki::http::reference
