// SPDX-License-Identifier: Apache-2.0
//
// The system calls of a plain stream, tried again after a signal. No SIGPIPE.
#pragma once

#include "net/transport.h"

namespace saki {

[[nodiscard]] IoCount read_socket(int socket, MutableBytes into) noexcept;
[[nodiscard]] IoCount write_socket(int socket, std::span<const iovec> pieces) noexcept;

// sendfile(2): 0 at the end of the file. `offset` advances by what was sent.
[[nodiscard]] IoCount send_file_to_socket(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept;

// Bytes that the other side has not acknowledged, or not read where it is on this machine; 0 where the kernel does not tell.
[[nodiscard]] std::uint64_t unsent_bytes_of(int socket) noexcept;

// SO_ERROR, which asking for clears: 0 when there is none.
[[nodiscard]] int take_socket_error(int socket) noexcept;

// TCP_NODELAY; nothing for sockets of other families.
void send_without_delay(int socket) noexcept;

}  // namespace saki
