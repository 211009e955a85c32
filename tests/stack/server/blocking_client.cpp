// SPDX-License-Identifier: Apache-2.0
#include "stack/server/blocking_client.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace saki {

BlockingClient::BlockingClient(const Address& address, const Address& from)
    : socket_(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (from.family() != AF_UNSPEC && ::bind(socket_.get(), from.kernel(), from.kernel_bytes()) != 0) {
    throw std::system_error(errno, std::generic_category(), "bind to " + from.text());
  }
  if (::connect(socket_.get(), address.kernel(), address.kernel_bytes()) != 0) {
    throw std::system_error(errno, std::generic_category(), "connect to " + address.text());
  }
}

void BlockingClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0) throw std::system_error(errno, std::generic_category(), "send");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void BlockingClient::get(std::string_view path, std::string_view fields) {
  std::string request = "GET ";
  request.append(path).append(" HTTP/1.1\r\nHost: test\r\n").append(fields).append("\r\n");
  send(request);
}

std::string BlockingClient::receive_until(std::string_view end) {
  std::string received;
  char byte;
  while (!received.ends_with(end)) {
    const ssize_t count = ::recv(socket_.get(), &byte, 1, 0);
    if (count < 0) throw std::system_error(errno, std::generic_category(), "receive");
    if (count == 0) break;
    received += byte;
  }
  return received;
}

char BlockingClient::receive_one() {
  char byte = 0;
  if (::recv(socket_.get(), &byte, 1, 0) < 0) throw std::system_error(errno, std::generic_category(), "receive");
  return byte;
}

std::string BlockingClient::receive_all() {
  std::string received;
  std::array<char, 4096> piece;
  for (;;) {
    const ssize_t count = ::recv(socket_.get(), piece.data(), piece.size(), 0);
    if (count < 0) throw std::system_error(errno, std::generic_category(), "receive");
    if (count == 0) return received;
    received.append(piece.data(), static_cast<std::size_t>(count));
  }
}

void BlockingClient::half_close() noexcept { ::shutdown(socket_.get(), SHUT_WR); }

void BlockingClient::reset() noexcept {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.close();
}

std::string BlockingClient::ask(const Address& address, std::string_view path) {
  BlockingClient client(address);
  client.get(path, "Connection: close\r\n");
  return client.receive_all();
}

}  // namespace saki
