// SPDX-License-Identifier: Apache-2.0
#include "saki/own_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

#include "saki/log/log.h"
#include "saki/log/memory_sink.h"
#include "saki/task.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class OwnWorkerTest : public testing::Test {
 protected:
  Log log_;
  MemorySink& sink_ = log_.add_sink(std::make_unique<MemorySink>());
  LogStream& stream_ = log_.stream("test");
};

// What the thread tells: each value once `last` came.
struct Told {
  std::vector<int> values;
  std::thread::id thread;
  std::promise<void> done;
};

Task<> note(int value, Told& told) {
  co_await sleep(0s);
  told.values.push_back(value);
  told.thread = std::this_thread::get_id();
  if (value == 3) told.done.set_value();
}

TEST_F(OwnWorkerTest, HandlesMessagesInTheirOrderOnAThreadOfItsOwn) {
  Told told;
  OwnWorker<int> worker(stream_, "counter", 10, note, std::ref(told));
  for (const int value : {1, 2, 3}) ASSERT_TRUE(worker.post(value));
  told.done.get_future().get();
  worker.stop();
  EXPECT_EQ(told.values, (std::vector<int>{1, 2, 3}));
  EXPECT_NE(told.thread, std::this_thread::get_id());
  EXPECT_EQ(worker.post(4).error(), Error::Closed);
}

void fail_on_one(int value, Told& told) {
  if (value == 1) throw std::runtime_error("not this one");
  told.values.push_back(value);
  told.done.set_value();
}

TEST_F(OwnWorkerTest, WhatFailsIsLoggedAndTheNextIsHandled) {
  Told told;
  OwnWorker<int> worker(stream_, "counter", 10, fail_on_one, std::ref(told));
  ASSERT_TRUE(worker.post(1));
  ASSERT_TRUE(worker.post(2));
  told.done.get_future().get();
  worker.stop();
  log_.flush();
  ASSERT_EQ(sink_.lines().size(), 1U);
  EXPECT_NE(sink_.lines()[0].find("not this one"), std::string::npos);
}

struct Gate {
  std::promise<void> reached;
  std::atomic<bool> cancelled = false;
};

Task<> wait_long(std::unique_ptr<int> message, Gate& gate) {
  gate.reached.set_value();
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
    gate.cancelled = *message == 1;
    throw;
  }
}

TEST_F(OwnWorkerTest, TooManyAreRefusedAndItsEndCancelsTheOneAtHand) {
  Gate gate;
  OwnWorker<std::unique_ptr<int>> worker(stream_, "waiter", 2, wait_long, std::ref(gate));
  ASSERT_TRUE(worker.post(std::make_unique<int>(1)));
  gate.reached.get_future().get();
  ASSERT_TRUE(worker.post(std::make_unique<int>(2)));
  ASSERT_TRUE(worker.post(std::make_unique<int>(3)));
  EXPECT_EQ(worker.post(std::make_unique<int>(4)).error(), Error::Exhausted);
  worker.stop();
  EXPECT_TRUE(gate.cancelled);
}

}  // namespace
}  // namespace saki
