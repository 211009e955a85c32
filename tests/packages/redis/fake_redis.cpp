// SPDX-License-Identifier: Apache-2.0
#include "fake_redis.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace saki {

std::string FakeConnection::read_some() {
  std::string bytes(256 * 1024, '\0');
  const ssize_t got = ::read(socket_, bytes.data(), bytes.size());
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return bytes;
}

void FakeConnection::read_commands(int count) {
  while (count > 0) {
    const std::string bytes = read_some();
    if (bytes.empty()) return;
    count -= static_cast<int>(std::ranges::count(bytes, '*'));
  }
}

void FakeConnection::send(std::string_view bytes) { static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL)); }

void FakeConnection::wait_for_end() {
  while (!read_some().empty()) continue;
}

FakeRedis::FakeRedis(Behaviour behaviour) : behaviour_(std::move(behaviour)) {
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, folder_.file("fake.sock").c_str(), sizeof address.sun_path - 1);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 16) != 0) {
    throw std::runtime_error("no socket for a test's server");
  }
  thread_ = std::thread(&FakeRedis::serve, this);
}

FakeRedis::~FakeRedis() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  if (const int current = current_.load(); current >= 0) ::shutdown(current, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void FakeRedis::serve() {
  while (!stopping_) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    current_ = socket;
    if (stopping_) ::shutdown(socket, SHUT_RDWR);
    FakeConnection connection(socket);
    connection.read_commands(1);  // PING.
    connection.send("+PONG\r\n");
    behaviour_(connection, ++connections_);
    current_ = -1;
    ::close(socket);
  }
}

}  // namespace saki
