// SPDX-License-Identifier: Apache-2.0
//
// An AccessEntry as it lies in a ring: numbers, the lengths of its texts, the client's address, the texts. Host byte order.
#pragma once

#include <optional>

#include "saki/base/bytes.h"
#include "saki/http/access_entry.h"

namespace saki::http {

inline constexpr std::size_t kMostPackedBytes = 7 * 1024;  // With the log's own head it fits LogOptions::record_bytes.

// Texts beyond their bounds are cut. `into` has room for kMostPackedBytes; returns how many were used.
[[nodiscard]] std::size_t pack_access(const AccessEntry& entry, MutableBytes into) noexcept;

struct UnpackedAccess {
  AccessEntry entry;  // Its client is to be set by who keeps this.
  Address client;
};

// Views into `bytes`. Nothing where these are not a whole entry.
[[nodiscard]] std::optional<UnpackedAccess> unpack_access(ByteView bytes) noexcept;

}  // namespace saki::http
