// SPDX-License-Identifier: Apache-2.0
//
// FakeServer: what answers at a port of 127.0.0.1 and is no database. Each connection is served by `serve`, on the fake's own thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

namespace saki {

// One connection, in packets of the protocol: three bytes of length, a number, the payload.
class FakeSession {
 public:
  explicit FakeSession(int descriptor) noexcept : descriptor_(descriptor) {}

  void send_raw(const std::string& bytes) const;
  void send(const std::string& payload);
  [[nodiscard]] std::string receive();  // Empty at the end.
  void answer_ahead(std::uint8_t number) noexcept { number_ = static_cast<std::uint8_t>(number + 1); }  // As if that packet had come.
  void wait_for_end() const;            // Until the client has left.

 private:
  [[nodiscard]] bool read(char* into, std::size_t size) const;

  int descriptor_;
  std::uint8_t number_ = 0;
};

class FakeServer {
 public:
  explicit FakeServer(std::function<void(FakeSession&)> serve);
  ~FakeServer();
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void run();

  std::function<void(FakeSession&)> serve_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> serving_ = -1;
  std::thread thread_;
};

}  // namespace saki
