// SPDX-License-Identifier: Apache-2.0
//
// SocketLine: the way from any thread to a socket. Handles share it with the socket, which may end before they do.
//
// Messages are collected, and one visit to the socket's loop takes what is there by then, however many there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/http/close_code.h"
#include "saki/http/shared_frame.h"

namespace saki {

class Loop;

namespace http {
class WebSocket;
}

class SocketLine : public std::enable_shared_from_this<SocketLine> {  // Affinity: any, save where "loop" is said.
 public:
  // What may be on its way at once.
  struct Bounds {
    std::uint64_t bytes;
    std::uint64_t count;
  };

  SocketLine(http::WebSocket& socket, Bounds bounds) noexcept;  // Affinity: loop.

  // False where the socket has ended or was closed through here, or past the bounds.
  bool send(http::SharedFrame frame);
  void close(http::CloseCode code, std::string_view reason);

  void end() noexcept;  // The socket is no more. Affinity: loop.

 private:
  struct Goodbye {
    http::CloseCode code;
    std::string reason;
  };

  void visit();    // With the lock held: the loop takes what is here, soon.
  void deliver();  // Affinity: loop.

  const Bounds bounds_;
  std::mutex mutex_;
  Loop* loop_;  // Null once the socket has ended; that is also what ends the posting to it.
  std::vector<http::SharedFrame> waiting_;
  std::uint64_t waiting_bytes_ = 0;
  std::optional<Goodbye> goodbye_;  // That is on its way.
  bool closed_ = false;             // It was said, be it delivered or not.
  bool visiting_ = false;
  http::WebSocket* socket_;  // Affinity: loop.
};

}  // namespace saki
