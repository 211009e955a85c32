// SPDX-License-Identifier: Apache-2.0
//
// What the proxies in front of a server say of a request's client, in Forwarded (RFC 7239) or X-Forwarded-For, -Proto and -Host.
//
//   Forwarded: for=203.0.113.7;proto=https;host=example.org, for=10.0.0.2
//
// Each proxy adds, at the end of the list, whom it got the request from. So the list is walked from its end as long as the hop reached
// is a trusted proxy: the first one that is none is the client, and what stands before it is the client's own say, which nobody reads.
// Its scheme and host are those of the same element, which the outermost trusted proxy wrote.
//
// The lists of X-Forwarded-Proto and -Host are taken to be in step with that of X-Forwarded-For, from the end; a shorter one by its first
// element, since most proxies replace them.
//
// An identifier that hides its owner (`unknown`, `_name`) ends the walk: the client then is the proxy that said so. What is malformed
// within reach of the walk, or longer than Limits::forwarded_hops, is a proxy's mistake: nothing of it counts.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/base/arena.h"
#include "saki/http/connection_info.h"
#include "saki/http/request_head.h"
#include "saki/http/trusted_proxies.h"

namespace saki::http {

struct Forwarded {
  Address client;           // With port 0 where none was told.
  std::string_view scheme;  // "http" or "https"; empty where none was told.
  std::string_view host;    // With its port if one was given; empty where none was told. Lives as long as the head.
};

enum class ForwardedOutcome : std::uint8_t {
  None,     // Nobody trusted has said anything.
  Told,
  Ignored,  // Malformed, or too long.
};

// Texts with escapes are copied to `arena`. `into` is only set where it was Told.
[[nodiscard]] ForwardedOutcome read_forwarded(const FieldTable& fields, const Address& peer, const TrustedProxies& proxies,
                                              std::uint64_t limit_hops, Arena& arena, Forwarded& into);

}  // namespace saki::http
