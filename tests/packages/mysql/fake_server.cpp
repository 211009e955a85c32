// SPDX-License-Identifier: Apache-2.0
#include "fake_server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace saki {

void FakeSession::send_raw(const std::string& bytes) const {
  static_cast<void>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

void FakeSession::send(const std::string& payload) {
  std::string packet;
  for (unsigned shift : {0U, 8U, 16U}) packet += static_cast<char>(payload.size() >> shift & 0xffU);
  packet += static_cast<char>(number_++);
  send_raw(packet + payload);
}

std::string FakeSession::receive() {
  char head[4] = {};
  if (!read(head, sizeof head)) return {};
  const auto byte = [&head](int at) { return static_cast<std::size_t>(static_cast<unsigned char>(head[at])); };
  std::string payload(byte(0) | byte(1) << 8U | byte(2) << 16U, '\0');
  number_ = static_cast<std::uint8_t>(byte(3) + 1);
  return read(payload.data(), payload.size()) ? payload : "";
}

bool FakeSession::read(char* into, std::size_t size) const {
  while (size > 0) {
    const ssize_t count = ::recv(descriptor_, into, size, 0);
    if (count <= 0) return false;
    into += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

void FakeSession::wait_for_end() const {
  char byte = 0;
  while (read(&byte, 1)) continue;
}

FakeServer::FakeServer(std::function<void(FakeSession&)> serve)
    : serve_(std::move(serve)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool listens = ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) == 0 && ::listen(listener_, 16) == 0 &&
                       ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("no port is free");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

FakeServer::~FakeServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  if (const int serving = serving_; serving >= 0) ::shutdown(serving, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void FakeServer::run() {
  while (!stopping_) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    serving_ = descriptor;
    FakeSession session(descriptor);
    if (!stopping_) serve_(session);
    serving_ = -1;
    ::close(descriptor);
  }
}

}  // namespace saki
