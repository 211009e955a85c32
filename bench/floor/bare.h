// SPDX-License-Identifier: Apache-2.0
//
// What the floors have in common: a listening socket, an epoll, and an end of the program where one of them is refused.
//
// No line of it is shared with what is measured.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bare {

inline constexpr std::size_t kBufferBytes = 65536;
inline constexpr std::size_t kMostDescriptors = 1 << 17;

[[noreturn]] void fail(const char* what);

// A port from the command line; 0 when it is none.
[[nodiscard]] std::uint16_t read_port(std::string_view text) noexcept;

// Listens on the loopback interface, without blocking, without Nagle's delay.
[[nodiscard]] int listen_on(std::uint16_t port);

// The next connection of `listener`, not blocking; -1 when there is none.
[[nodiscard]] int accept_next(int listener);

void watch(int epoll, int operation, int descriptor, std::uint32_t events);

// The head of an answer with so many bytes of plain text.
[[nodiscard]] std::string answer_head(std::size_t content_bytes);

// How many blank lines end in `text`; `matched`, the bytes of one that the last read ended with, goes from one read to the next.
[[nodiscard]] std::size_t count_blank_lines(std::string_view text, unsigned char& matched) noexcept;

// Waits for events for ever, and hands each to `turn`.
template <typename Turn>
[[noreturn]] void run(int epoll, Turn turn) {
  std::array<epoll_event, 512> events;
  for (;;) {
    const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) turn(events[static_cast<std::size_t>(i)]);
  }
}

}  // namespace bare
