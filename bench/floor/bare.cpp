// SPDX-License-Identifier: Apache-2.0
#include "bare.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace bare {
namespace {

constexpr std::string_view kBlankLine = "\r\n\r\n";

}  // namespace

void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

std::uint16_t read_port(std::string_view text) noexcept {
  std::uint16_t port = 0;
  std::from_chars(text.data(), text.data() + text.size(), port);
  return port;
}

int listen_on(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("bind");
  if (::listen(socket, 4096) != 0) fail("listen");
  return socket;
}

int accept_next(int listener) {
  const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket >= 0 && static_cast<std::size_t>(socket) >= kMostDescriptors) fail("too many connections");
  return socket;
}

void watch(int epoll, int operation, int descriptor, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  ::epoll_ctl(epoll, operation, descriptor, &event);
}

std::string answer_head(std::size_t content_bytes) {
  return "HTTP/1.1 200 OK\r\nServer: floor\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Type: text/plain\r\nContent-Length: " +
         std::to_string(content_bytes) + "\r\n\r\n";
}

std::size_t count_blank_lines(std::string_view text, unsigned char& matched) noexcept {
  std::size_t count = 0;
  while (matched > 0 && !text.empty()) {  // Only after a read that ended inside of one.
    matched =
        text.front() == kBlankLine[matched] ? static_cast<unsigned char>(matched + 1) : static_cast<unsigned char>(text.front() == '\r');
    text.remove_prefix(1);
    if (matched == kBlankLine.size()) {
      ++count;
      matched = 0;
    }
  }
  const char* place = text.data();
  const char* const end = place + text.size();
  while ((place = static_cast<const char*>(std::memchr(place, '\r', static_cast<std::size_t>(end - place)))) != nullptr) {
    const std::size_t left = static_cast<std::size_t>(end - place);
    if (left < kBlankLine.size()) {
      if (kBlankLine.starts_with(std::string_view(place, left)))
        matched = static_cast<unsigned char>(left);
      else if (left == 3 && place[2] == '\r')
        matched = 1;
      break;
    }
    const bool blank = std::memcmp(place, kBlankLine.data(), kBlankLine.size()) == 0;
    count += blank ? 1 : 0;
    place += blank ? 4 : 2;
  }
  return count;
}

}  // namespace bare
