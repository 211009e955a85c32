// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log.h"

#include <gmock/gmock.h>

#include <future>
#include <latch>
#include <thread>

#include "saki/log/log_thread.h"
#include "saki/log/memory_sink.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Lines without their time, for which ManualClock has its own test.
std::vector<std::string> messages(const MemorySink& memory) {
  std::vector<std::string> all;
  for (const std::string& line : memory.lines()) all.push_back(line.substr(std::string_view("2026-01-01T00:00:00.000000Z ").size()));
  return all;
}

TEST(Log, WritesALineWithTimeLevelStreamMessageAndFields) {
  ManualClock clock;
  Log log({}, clock);
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  log.root().info("starting");
  clock.advance(1500us);
  log.stream("http").warn("slow", {{"path", "/x"}, {"took_ms", 12}});
  log.flush();
  EXPECT_THAT(memory.lines(),
              ElementsAre("2026-01-01T00:00:00.000000Z info  starting", "2026-01-01T00:00:00.001500Z warn  http: slow path=/x took_ms=12"));
  EXPECT_EQ(log.counters().written, 2U);
}

TEST(Log, BelowItsThresholdAStreamSaysNothing) {
  Log log;
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  LogStream& stream = log.stream("http");
  stream.debug("no");
  log.set_level("http", LogLevel::Debug);
  stream.debug("yes");
  stream.trace("no");
  EXPECT_TRUE(stream.enabled(LogLevel::Debug));
  log.set_level("http", LogLevel::Off);
  stream.error("no");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("debug http: yes"));
}

TEST(Log, AStreamGoesByTheThresholdOfItsNearestNamedAncestor) {
  Log log;
  LogStream& access = log.stream("http.access");
  log.set_level("", LogLevel::Error);
  EXPECT_FALSE(access.enabled(LogLevel::Warn));
  log.set_level("http", LogLevel::Debug);
  EXPECT_TRUE(access.enabled(LogLevel::Debug));
  EXPECT_TRUE(log.stream("http.later").enabled(LogLevel::Debug));
  EXPECT_FALSE(log.stream("tls").enabled(LogLevel::Debug));
  log.set_level("http.access", LogLevel::Warn);
  log.set_level("http", std::nullopt);
  EXPECT_TRUE(access.enabled(LogLevel::Warn));
  EXPECT_FALSE(log.stream("http").enabled(LogLevel::Warn));
}

TEST(Log, LinesFlowAlongTheGraphToEachSinkOnce) {
  Log log;
  auto& root = log.add_sink(std::make_unique<MemorySink>());
  auto& http = log.add_sink(std::make_unique<MemorySink>(), log.stream("http"));
  auto& audit = log.add_sink(std::make_unique<MemorySink>(), log.stream("audit"));
  ASSERT_TRUE(log.connect(log.stream("http.login"), log.stream("audit")));
  log.stream("http.login").info("a");
  log.stream("http").info("b");
  log.stream("audit").info("c");
  log.flush();
  EXPECT_THAT(messages(root), ElementsAre("info  http.login: a", "info  http: b", "info  audit: c"));
  EXPECT_THAT(messages(http), ElementsAre("info  http.login: a", "info  http: b"));
  EXPECT_THAT(messages(audit), ElementsAre("info  http.login: a", "info  audit: c"));
}

TEST(Log, AStreamCanBeTakenOffItsParent) {
  Log log;
  auto& root = log.add_sink(std::make_unique<MemorySink>());
  auto& access = log.add_sink(std::make_unique<MemorySink>(), log.stream("access"));
  log.disconnect(log.stream("access"), log.root());
  log.stream("access").info("GET /");
  log.flush();
  EXPECT_THAT(messages(root), IsEmpty());
  EXPECT_THAT(messages(access), SizeIs(1));
}

TEST(Log, ACircleIsRefused) {
  Log log;
  EXPECT_FALSE(log.connect(log.root(), log.stream("a.b")));
  EXPECT_FALSE(log.connect(log.stream("a"), log.stream("a")));
  EXPECT_TRUE(log.connect(log.stream("a.b"), log.stream("c")));
  EXPECT_FALSE(log.connect(log.stream("c"), log.stream("a.b")));
}

TEST(Log, ASinkMayAskForGraveLinesOnly) {
  Log log;
  auto& memory = log.add_sink(std::make_unique<MemorySink>(LineSinkOptions{.least = LogLevel::Error}));
  log.root().warn("no");
  log.root().error("yes");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("error yes"));
}

TEST(Log, TheWriterWritesByItselfOnceStarted) {
  class Announcing final : public LogSink {
   public:
    explicit Announcing(std::promise<std::string>& told) : told_(told) {}
    void accept(const LogRecord& record) override { told_.set_value(std::string(record.message)); }
    void commit() override {}

   private:
    std::promise<std::string>& told_;
  };
  std::promise<std::string> told;
  Log log;
  log.add_sink(std::make_unique<Announcing>(told));
  ASSERT_TRUE(log.start());
  log.root().info("hello");
  EXPECT_EQ(told.get_future().get(), "hello");
}

TEST(Log, StopWritesWhatIsLeftAndALaterFlushTheRest) {
  Log log;
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  ASSERT_TRUE(log.start());
  ASSERT_TRUE(log.start());
  log.root().info("a");
  log.stop();
  EXPECT_THAT(messages(memory), ElementsAre("info  a"));
  log.root().info("b");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("info  a", "info  b"));
  ASSERT_TRUE(log.start());
  log.root().info("c");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("info  a", "info  b", "info  c"));
}

TEST(Log, AFullRingDropsCountsAndReportsWithoutWaiting) {
  Log log({.ring_bytes = 4096, .shared_ring_bytes = 4096, .record_bytes = 512});
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  std::thread worker([&log] {
    const LogThread ring(log, "worker 0");
    for (int i = 0; i < 1000; ++i) log.root().info("line", {{"number", i}});
  });
  worker.join();
  log.flush();
  const auto lines = messages(memory);
  const std::size_t kept = lines.size() - 1;
  EXPECT_GT(kept, 20U);
  EXPECT_LT(kept, 200U);
  EXPECT_EQ(lines.front(), "info  line number=0");
  EXPECT_EQ(lines.back(), "warn  log: " + std::to_string(1000 - kept) + " lines dropped reason=\"ring full\" thread=\"worker 0\"");
  EXPECT_EQ(log.counters().ring_dropped, 1000 - kept);
}

TEST(Log, LinesOfAThreadThatEndedAreStillWritten) {
  Log log;
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  std::thread([&log] {
    const LogThread ring(log, "worker 0");
    log.root().info("last words");
  }).join();
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("info  last words"));
}

TEST(Log, LinesLeaveInTheOrderOfTheirTimeAcrossThreads) {
  ManualClock clock;
  Log log({}, clock);
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  const auto from_thread = [&](const char* message) {
    clock.advance(1ms);
    std::thread([&log, message] {
      const LogThread ring(log, message);
      log.root().info(message);
    }).join();
  };
  from_thread("1");
  clock.advance(1ms);
  log.root().info("2");
  from_thread("3");
  from_thread("4");
  clock.advance(1ms);
  log.root().info("5");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("info  1", "info  2", "info  3", "info  4", "info  5"));
}

// Threads hand a token around, so that each line happens before the next although it lies in another ring; a writer runs all the while.
TEST(Log, WhatHappenedBeforeIsWrittenBeforeWhileTheWriterRuns) {
  constexpr int kThreads = 3;
  constexpr int kLines = 900;
  Log log({.ring_bytes = 1 << 20, .linger = 0ms});
  auto& memory = log.add_sink(std::make_unique<MemorySink>(LineSinkOptions{}, kLines));
  ASSERT_TRUE(log.start());
  std::atomic<int> turn{0};
  std::vector<std::thread> threads;
  for (int self = 0; self < kThreads; ++self) {
    threads.emplace_back([&, self] {
      const LogThread ring(log, "worker");
      for (int i = self; i < kLines; i += kThreads) {
        for (int now = turn.load(); now != i; now = turn.load()) turn.wait(now);
        log.root().info(std::to_string(i));
        turn.store(i + 1);
        turn.notify_all();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  log.flush();
  const auto lines = messages(memory);
  ASSERT_THAT(lines, SizeIs(kLines));
  for (int i = 0; i < kLines; ++i) ASSERT_EQ(lines[static_cast<std::size_t>(i)], "info  " + std::to_string(i));
}

TEST(Log, ManyThreadsLoseNothingThatIsNotCounted) {
  constexpr int kThreads = 4;
  constexpr std::uint64_t kLines = 5000;
  Log log({.ring_bytes = 16 * 1024, .shared_ring_bytes = 16 * 1024, .record_bytes = 1024});
  log.add_sink(std::make_unique<MemorySink>());
  ASSERT_TRUE(log.start());
  std::vector<std::thread> threads;
  for (int self = 0; self < kThreads; ++self) {
    threads.emplace_back([&log, self] {
      std::optional<LogThread> ring;
      if (self % 2 == 0) ring.emplace(log, "worker");
      LogStream& stream = log.stream("s" + std::to_string(self));
      for (std::uint64_t i = 0; i < kLines; ++i) stream.info("line", {{"i", i}});
      log.flush();
    });
  }
  for (std::thread& thread : threads) thread.join();
  log.stop();
  log.flush();
  const LogCounters counters = log.counters();
  EXPECT_EQ(counters.written + counters.ring_dropped, kThreads * kLines);
  EXPECT_EQ(counters.sink_dropped, 0U);
}

// A sink that blocks until it is released: nobody who logs waits for it.
TEST(Log, ASinkThatHangsStopsNobodyFromLogging) {
  class Hanging final : public LogSink {
   public:
    explicit Hanging(std::latch& entered, std::latch& release) : entered_(entered), release_(release) {}
    void accept(const LogRecord&) override {
      if (!std::exchange(hung_, true)) {
        entered_.count_down();
        release_.wait();
      }
    }
    void commit() override {}

   private:
    std::latch& entered_;
    std::latch& release_;
    bool hung_ = false;
  };
  std::latch entered(1);
  std::latch release(1);
  Log log;
  log.add_sink(std::make_unique<Hanging>(entered, release));
  ASSERT_TRUE(log.start());
  log.root().info("first");
  entered.wait();
  for (int i = 0; i < 100'000; ++i) log.root().info("more");
  log.stream("new.stream").info("made meanwhile");
  log.set_level("", LogLevel::Warn);
  EXPECT_FALSE(log.flush_before_abort(5ms));
  release.count_down();
  log.flush();
  EXPECT_GT(log.counters().ring_dropped, 0U);
}

TEST(Log, ASinkThatThrowsLosesItsLineOnly) {
  class Throwing final : public LogSink {
   public:
    void accept(const LogRecord&) override { throw std::bad_alloc(); }
    void commit() override {}
  };
  Log log;
  log.add_sink(std::make_unique<Throwing>());
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  log.root().info("x");
  log.flush();
  EXPECT_THAT(messages(memory), ElementsAre("info  x"));
  EXPECT_EQ(log.counters().sink_dropped, 1U);
}

TEST(Log, ReopenReachesEverySink) {
  class Counting final : public LogSink {
   public:
    void accept(const LogRecord&) override {}
    void commit() override {}
    void reopen() override { ++reopened; }
    int reopened = 0;
  };
  Log log;
  auto& sink = log.add_sink(std::make_unique<Counting>());
  log.reopen();
  log.flush();
  EXPECT_EQ(sink.reopened, 1);
  ASSERT_TRUE(log.start());
  log.reopen();
  log.flush();
  log.stop();
  EXPECT_EQ(sink.reopened, 2);
}

TEST(Log, TwoLogsInOneProcessKeepApart) {
  Log one;
  Log two;
  auto& memory_one = one.add_sink(std::make_unique<MemorySink>());
  auto& memory_two = two.add_sink(std::make_unique<MemorySink>());
  const LogThread ring(one, "main");
  one.root().info("1");
  two.root().info("2");
  one.flush();
  two.flush();
  EXPECT_THAT(messages(memory_one), ElementsAre("info  1"));
  EXPECT_THAT(messages(memory_two), ElementsAre("info  2"));
}

TEST(Log, ALongRecordIsCutAndSaysSo) {
  Log log({.record_bytes = 256});
  auto& memory = log.add_sink(std::make_unique<MemorySink>());
  log.root().info(std::string(100'000, 'x'), {{"a", 1}});
  log.flush();
  ASSERT_THAT(memory.lines(), SizeIs(1));
  EXPECT_THAT(memory.lines()[0], HasSubstr(" a=1 truncated=true"));
  EXPECT_LT(memory.lines()[0].size(), 400U);
}

}  // namespace
}  // namespace saki
