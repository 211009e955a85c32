// SPDX-License-Identifier: Apache-2.0
//
// The key of an opening handshake and what answers it (RFC 6455 sections 4.1 and 4.2.2): proof that the answer is of a WebSocket server and
// of this handshake, no secret.
#pragma once

#include <string>
#include <string_view>

namespace saki::http {

[[nodiscard]] bool is_web_socket_key(std::string_view text) noexcept;  // Base64 of 16 bytes.
[[nodiscard]] std::string draw_web_socket_key();  // Drawn from the kernel.
[[nodiscard]] std::string web_socket_accept(std::string_view key);  // Sec-WebSocket-Accept.

}  // namespace saki::http
