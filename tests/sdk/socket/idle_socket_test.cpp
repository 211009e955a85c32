// SPDX-License-Identifier: Apache-2.0
//
// What an idle WebSocket holds of the heap: connection, session, request, handler.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <optional>
#include <vector>

#include "allocation_count.h"
#include "saki/log/log.h"
#include "saki/open_socket.h"
#include "saki/service.h"
#include "saki/task/frame_pool.h"
#include "service/composition.h"
#include "service/dispatcher.h"
#include "stack/http/wire_bench.h"

namespace saki {
namespace {

constexpr std::size_t kMostBytes = 1536;

Task<> echo(Request&, WebSocket<>& socket) {
  while (auto message = co_await socket.next()) co_await socket.send(*message);
}

// Answers by the dispatcher of a worker that is made after it.
class LateHandler final : public http::Handler {
 public:
  void begin(WorkerContext& worker) { dispatcher_.emplace(worker); }
  [[nodiscard]] Task<> handle(http::Exchange& exchange) override { return dispatcher_->handle(exchange); }

 private:
  std::optional<Dispatcher> dispatcher_;
};

class IdleSocketTest : public testing::Test {
 protected:
  IdleSocketTest() {
    service_.web_socket<echo>("/ws/echo");
    service_.web_socket<echo>("/ws/{room}/{topic}");
    service_.composition().context.log = &log_.root();
    handler_.begin(worker_);
  }

  // Of those that are open, each has sent a message and got it back.
  std::size_t bytes_each(std::string_view path) {
    constexpr std::size_t kCount = 200;
    const std::string asked = "GET " + std::string(path) +
                              " HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    const std::string message("\x81\x83\0\0\0\0abc", 9);
    std::vector<http::WireBench::Client> clients;
    clients.reserve(kCount);
    const auto open_some = [&] {
      for (std::size_t i = 0; i < kCount; ++i) {
        const int socket = clients.emplace_back(bench_.connect()).descriptor();
        EXPECT_EQ(exchange(socket, asked).substr(0, 12), "HTTP/1.1 101");
        EXPECT_EQ(exchange(socket, message),
                  "\x81\x03"
                  "abc");
      }
    };
    open_some();
    clients.clear();
    bench_.settle();
    FramePool::give_up_spare();  // What the worker keeps for all of them stays: its tables of descriptors, a session, blocks.
    const std::size_t before = held_heap_bytes();
    open_some();
    return (held_heap_bytes() - before) / kCount;
  }

 private:
  // Takes nothing from the heap itself.
  std::string_view exchange(int socket, std::string_view sent) {
    EXPECT_EQ(::send(socket, sent.data(), sent.size(), 0), static_cast<ssize_t>(sent.size()));
    bench_.settle();
    const ssize_t count = ::recv(socket, received_, sizeof received_, 0);
    return {received_, static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
  }

  Log log_;
  Service service_{"test"};
  BlockingPool blocking_;
  LateHandler handler_;
  http::WireBench bench_{handler_};
  WorkerContext worker_{service_.composition().context, blocking_, bench_.loop()};
  char received_[4096];
};

TEST_F(IdleSocketTest, HoldsAtMostItsShareOfTheHeap) {
  const std::size_t bytes = bytes_each("/ws/echo");
  RecordProperty("bytes", std::to_string(bytes));
  EXPECT_LE(bytes, kMostBytes);
  EXPECT_GT(bytes, 500U);  // It is counted at all.
}

TEST_F(IdleSocketTest, ParametersOfThePathCostLittleMore) { EXPECT_LE(bytes_each("/ws/lobby/news"), kMostBytes + 32); }

}  // namespace
}  // namespace saki
