// SPDX-License-Identifier: Apache-2.0
//
// SocketBench: WebSockets of SocketService over a WireBench, and frames as a client writes and reads them.
#pragma once

#include <string>
#include <string_view>

#include "stack/http/socket_service.h"
#include "stack/http/wire_bench.h"

namespace saki::http {

// A final frame of kind "text", "binary", "continuation", "close", "ping" or "pong", masked, as a client sends it.
[[nodiscard]] std::string frame(std::string_view kind, std::string_view content);
// The same as one of several: not the last.
[[nodiscard]] std::string fragment(std::string_view kind, std::string_view content);
// A message, deflated.
[[nodiscard]] std::string deflated_frame(std::string_view kind, std::string_view content);
// As a server sends it.
[[nodiscard]] std::string sent_frame(std::string_view kind, std::string_view content);

class SocketBench {
 public:
  explicit SocketBench(const Limits& limits = {}, const Timeouts& timeouts = {}) : bench_(service_, limits, timeouts) {}

  class Client {
   public:
    explicit Client(WireBench::Client connection) : connection_(std::move(connection)) {}

    // Asks for the WebSocket at `path`, with further lines of a head, and takes the answer's head off what is received.
    void open(std::string_view path, std::string_view more_lines);
    void send(std::string_view bytes) { connection_.send(bytes); }
    [[nodiscard]] std::string_view received() { return connection_.receive().substr(head_bytes_); }
    [[nodiscard]] std::string_view head() { return connection_.receive().substr(0, head_bytes_); }
    [[nodiscard]] bool ended() {
      static_cast<void>(connection_.receive());
      return connection_.ended() || connection_.was_reset();
    }
    [[nodiscard]] WireBench::Client& connection() { return connection_; }

   private:
    WireBench::Client connection_;
    std::size_t head_bytes_ = 0;
  };
  [[nodiscard]] Client open(std::string_view path, std::string_view more_lines = {});

  [[nodiscard]] WireBench& wire() { return bench_; }
  [[nodiscard]] std::size_t connections() const { return bench_.connections(); }
  [[nodiscard]] std::size_t held_blocks() { return bench_.held_blocks(); }
  void advance(Duration step) { bench_.advance(step); }

 private:
  SocketService service_;
  WireBench bench_;
};

}  // namespace saki::http
