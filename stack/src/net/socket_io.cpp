// SPDX-License-Identifier: Apache-2.0
#include "net/socket_io.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "base/sanitizer.h"

namespace saki {
namespace {

template <class Call>
IoCount retried(Call call) noexcept {
  for (;;) {
    const ssize_t count = call();
    if (count >= 0) return count;
    if (errno != EINTR) return -errno;
  }
}

// recv(2) and send(2) as bare system calls. The C library's are points at which a thread may be cancelled, which costs each of them some
// thirty instructions and is of no use here: threads end by themselves, and nothing of this blocks.
#ifdef SAKI_SANITIZED
ssize_t receive_now(int socket, MutableBytes into) noexcept { return ::recv(socket, into.data(), into.size(), MSG_DONTWAIT); }
ssize_t send_now(int socket, const iovec& piece) noexcept {
  return ::send(socket, piece.iov_base, piece.iov_len, MSG_NOSIGNAL | MSG_DONTWAIT);
}
#else
ssize_t receive_now(int socket, MutableBytes into) noexcept {
  return ::syscall(SYS_recvfrom, socket, into.data(), into.size(), MSG_DONTWAIT, nullptr, nullptr);
}
ssize_t send_now(int socket, const iovec& piece) noexcept {
  return ::syscall(SYS_sendto, socket, piece.iov_base, piece.iov_len, MSG_NOSIGNAL | MSG_DONTWAIT, nullptr, 0);
}
#endif

}  // namespace

IoCount read_socket(int socket, MutableBytes into) noexcept {
  return retried([&] { return receive_now(socket, into); });
}

IoCount write_socket(int socket, std::span<const iovec> pieces) noexcept {
  if (pieces.size() == 1) return retried([&] { return send_now(socket, pieces[0]); });
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

int take_socket_error(int socket) noexcept {
  int error = 0;
  socklen_t size_bytes = sizeof error;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size_bytes) == 0 ? error : errno;
}

void send_without_delay(int socket) noexcept {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace saki
