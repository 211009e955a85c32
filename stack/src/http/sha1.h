// SPDX-License-Identifier: Apache-2.0
//
// SHA-1 (RFC 3174) of short texts, for the one place where a protocol asks for it and nothing depends on its strength: the key of a
// WebSocket's handshake.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace saki::http {

using Sha1 = std::array<std::uint8_t, 20>;

[[nodiscard]] Sha1 sha1_of(std::string_view text) noexcept;

}  // namespace saki::http
