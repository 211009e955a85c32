// SPDX-License-Identifier: Apache-2.0
//
// The system calls of a plain stream, tried again after a signal. No SIGPIPE.
//
// recv(2) and send(2) are made as bare system calls. The C library's are points at which a thread may be cancelled, which costs each of
// them some thirty instructions and is of no use here: threads end by themselves, and nothing of this blocks.
#pragma once

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "base/sanitizer.h"
#include "net/transport.h"

namespace saki {

template <class Call>
[[nodiscard]] inline IoCount retried(Call call) noexcept {
  for (;;) {
    const IoCount count = call();
    if (count >= 0) [[likely]]
      return count;
    if (errno != EINTR) return -errno;
  }
}

[[nodiscard]] inline IoCount read_socket(int socket, MutableBytes into) noexcept {
  return retried([&]() -> IoCount {
#ifdef SAKI_SANITIZED
    return ::recv(socket, into.data(), into.size(), MSG_DONTWAIT);
#else
    return ::syscall(SYS_recvfrom, socket, into.data(), into.size(), MSG_DONTWAIT, nullptr, nullptr);
#endif
  });
}

[[nodiscard]] inline IoCount write_socket(int socket, ByteView bytes) noexcept {
  return retried([&]() -> IoCount {
#ifdef SAKI_SANITIZED
    return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
#else
    return ::syscall(SYS_sendto, socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT, nullptr, 0);
#endif
  });
}

[[nodiscard]] IoCount write_socket(int socket, std::span<const iovec> pieces) noexcept;

// sendfile(2): 0 at the end of the file. `offset` advances by what was sent.
[[nodiscard]] IoCount send_file_to_socket(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept;

// Bytes that the other side has not acknowledged, or not read where it is on this machine; 0 where the kernel does not tell.
[[nodiscard]] std::uint64_t unsent_bytes_of(int socket) noexcept;

[[nodiscard]] bool socket_has_unread(int socket) noexcept;  // Something has come, be it the end.

// SO_ERROR, which asking for clears: 0 when there is none.
[[nodiscard]] int take_socket_error(int socket) noexcept;

// Closing it then resets the connection, and drops what has not left.
void reset_when_closed(int socket) noexcept;

// TCP_NODELAY; nothing for sockets of other families.
void send_without_delay(int socket) noexcept;

// A socket and what carries its bytes.
struct SocketIo {  // Affinity: loop. Owns neither.
  int socket;
  Transport* transport;  // Null for plain system calls.

  [[nodiscard]] IoCount read(MutableBytes into) const noexcept {
    return transport == nullptr ? read_socket(socket, into) : transport->read(socket, into);
  }
  [[nodiscard]] IoCount write(ByteView bytes) const noexcept {
    return transport == nullptr ? write_socket(socket, bytes) : write_by(*transport, socket, bytes);
  }
  [[nodiscard]] IoCount write(std::span<const iovec> pieces) const noexcept {
    return transport == nullptr ? write_socket(socket, pieces) : transport->write(socket, pieces);
  }
  [[nodiscard]] IoCount send_file(int file, std::uint64_t& offset, std::size_t count_bytes) const noexcept {
    return transport == nullptr ? send_file_to_socket(socket, file, offset, count_bytes)
                                : transport->send_file(socket, file, offset, count_bytes);
  }
  [[nodiscard]] bool holds_unread() const noexcept { return transport != nullptr && transport->holds_unread(); }
  [[nodiscard]] Error error_of(int error_number) const noexcept {
    return transport == nullptr ? Error::system(error_number) : transport->error_of(error_number);
  }
  void say_end() const noexcept {
    if (transport != nullptr) transport->say_end(socket);
  }
};

}  // namespace saki
