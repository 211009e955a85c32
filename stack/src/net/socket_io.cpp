// SPDX-License-Identifier: Apache-2.0
#include "net/socket_io.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <cerrno>

namespace saki {

IoCount write_socket(int socket, std::span<const iovec> pieces) noexcept {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());  // sendmsg only reads it.
  message.msg_iovlen = pieces.size();
  return retried([&] { return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT); });
}

IoCount send_file_to_socket(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept {
  auto from = static_cast<off64_t>(offset);  // 64 bits on every machine.
  const IoCount count = retried([&] { return ::sendfile64(socket, file, &from, count_bytes); });
  offset = static_cast<std::uint64_t>(from);
  return count;
}

std::uint64_t unsent_bytes_of(int socket) noexcept {
  int count = 0;
  return ::ioctl(socket, SIOCOUTQ, &count) == 0 && count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

bool socket_has_unread(int socket) noexcept {
  char byte;
  return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

int take_socket_error(int socket) noexcept {
  int error = 0;
  socklen_t size_bytes = sizeof error;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size_bytes) == 0 ? error : errno;
}

void reset_when_closed(int socket) noexcept {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void send_without_delay(int socket) noexcept {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace saki
