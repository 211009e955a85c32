// SPDX-License-Identifier: Apache-2.0
//
// FakeRedis: something that listens where a Redis server is expected, greets as one, and then does what a test tells it. On a thread of
// its own, one connection after the other.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "support/test_folder.h"

namespace saki {

// One connection, after its greeting.
class FakeConnection {
 public:
  explicit FakeConnection(int socket) noexcept : socket_(socket) {}

  // What one read() gives; empty at the end.
  [[nodiscard]] std::string read_some();
  // Reads until `count` commands have come.
  void read_commands(int count);
  void send(std::string_view bytes);
  void wait_for_end();  // Keeps silent until the other side leaves.

 private:
  int socket_;
};

class FakeRedis {
 public:
  using Behaviour = std::function<void(FakeConnection&, int number)>;  // `number` counts connections from 1.

  explicit FakeRedis(Behaviour behaviour);
  ~FakeRedis();
  FakeRedis(const FakeRedis&) = delete;
  FakeRedis& operator=(const FakeRedis&) = delete;

  [[nodiscard]] std::string address() const { return "unix:" + folder_.file("fake.sock"); }
  [[nodiscard]] int connections() const noexcept { return connections_.load(); }

 private:
  void serve();

  TestFolder folder_;
  Behaviour behaviour_;
  int listener_ = -1;
  std::atomic<int> current_ = -1;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace saki
