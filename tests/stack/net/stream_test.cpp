// SPDX-License-Identifier: Apache-2.0
#include "saki/net/stream.h"

#include <gtest/gtest.h>

#include <string>

#include "saki/net/listener.h"
#include "saki/task/task_scope.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class StreamTest : public testing::Test {
 protected:
  void finish() {
    while (scope_.running() > 0) loop_->run_once();
  }
  std::unique_ptr<Loop> loop_ = Loop::open().value();
  LoopBinding binding_{*loop_};
  BufferPool pool_;
  TaskScope scope_{*loop_, "test"};
};

Task<> echo_one(Listener& listener, BufferPool& pool) {
  Result<Accepted> accepted = co_await listener.accept();
  Stream stream(*Loop::current(), std::move(accepted->socket));
  Buffer buffer;
  for (;;) {
    const Result<std::size_t> count = co_await stream.receive(buffer, pool);
    if (!count || *count == 0) break;
    SAKI_CHECK(co_await stream.send(buffer.bytes()), "sent");
    buffer.release();
  }
}

Task<> ask(Address address, std::string question, std::string& answer) {
  auto connected = co_await Stream::connect(*Loop::current(), address, 5s);
  std::unique_ptr<Stream> stream = std::move(connected.value());
  SAKI_CHECK(co_await stream->send(as_bytes(question)), "sent");
  stream->shutdown_send();
  std::array<std::byte, 4096> into;
  for (;;) {
    const Result<std::size_t> count = co_await stream->receive_into(into);
    if (!count || *count == 0) break;
    answer += as_text(ByteView(into).first(*count));
  }
}

TEST_F(StreamTest, WhatIsSentComesBackFromAnEchoingPeer) {
  auto address = Address::parse("127.0.0.1:0").value();
  Listener listener(*loop_, open_listening_socket(address, {}).value());
  std::string answer;
  const std::string question(1'000'000, 'x');
  scope_.spawn(echo_one, std::ref(listener), std::ref(pool_));
  scope_.spawn(ask, listener.local_address(), question, std::ref(answer));
  finish();
  EXPECT_EQ(answer, question);
}

}  // namespace
}  // namespace saki
