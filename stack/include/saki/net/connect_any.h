// SPDX-License-Identifier: Apache-2.0
//
// Connecting to whichever of several addresses answers first.
//
// The addresses are tried in order, kinds in turn (IPv6, IPv4, IPv6 …); the next one is begun when the one before has failed, or has kept
// silent for `overlap`; the others are left to go on meanwhile (RFC 8305 section 5). The first to connect wins, the others are closed.
#pragma once

#include <memory>
#include <vector>

#include "saki/net/stream.h"

namespace saki {

inline constexpr Duration kUsualConnectOverlap = std::chrono::milliseconds(250);

// Errors: that of the last attempt to fail, Exhausted where there was no memory for it; Timeout after `limit` for all of them together;
// Invalid without an address; Cancelled.
[[nodiscard]] Task<Result<std::unique_ptr<Stream>>> connect_any(Loop& loop, std::vector<Address> addresses, Duration limit,
                                                                Duration overlap = kUsualConnectOverlap);

// `addresses` with the kinds in turn, beginning with that of the first one, otherwise in the order they had.
[[nodiscard]] std::vector<Address> in_turn(std::vector<Address> addresses);

}  // namespace saki
