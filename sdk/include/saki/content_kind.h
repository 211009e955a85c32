// SPDX-License-Identifier: Apache-2.0
//
// ContentKind: what the content of a request must be said to be, for a handler that takes it.
#pragma once

#include <cstdint>

namespace saki {

enum class ContentKind : std::uint8_t {
  None,  // The handler takes none; it may still read it.
  Any,
  Text,  // Of any media type text/*, and well-formed UTF-8.
  JsonDocument,  // application/json, or what is built on it.
};

}  // namespace saki
