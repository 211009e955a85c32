// SPDX-License-Identifier: Apache-2.0
//
// KeptPort: a TCP port of 127.0.0.1 for a server that a test starts, ends and starts again.
//
// A socket stays bound to it and never listens, so that the kernel chooses it for nobody else. Servers may listen on it all the same where
// they set SO_REUSEADDR, as servers do.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#include "saki/base/file_descriptor.h"

namespace saki {

class KeptPort {
 public:
  KeptPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const int yes = 1;
    const bool bound = ::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
                       ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                       ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (!bound) throw std::runtime_error("no port is free");
    number_ = ntohs(address.sin_port);
  }

  [[nodiscard]] std::uint16_t number() const noexcept { return number_; }
  [[nodiscard]] std::string text() const { return std::to_string(number_); }

 private:
  FileDescriptor socket_;
  std::uint16_t number_ = 0;
};

}  // namespace saki
