// SPDX-License-Identifier: Apache-2.0
//
// Micro-benchmarks of loop, task and net: `movements NAME COUNT` does one movement COUNT times; without arguments it lists the
// names.
//
// Meant to be counted rather than timed: running one twice with different counts under callgrind and taking the difference gives the
// instructions of one movement, free of start-up and of the machine's mood.
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <thread>
#include <vector>

#include "saki/base/check.h"
#include "saki/loop/deadline.h"
#include "saki/net/stream.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/give_way.h"
#include "saki/task/mailbox.h"
#include "saki/task/task_scope.h"

namespace saki {
namespace {

// A loop on this thread with a scope for the tasks of a benchmark.
class Bench {
 public:
  void finish() {
    while (scope.running() > 0) loop->run_once();
  }

  std::unique_ptr<Loop> loop = Loop::open().value();
  LoopBinding binding{*loop};
  TaskScope scope{*loop, "bench"};
};

Task<int> at_once(int value) { co_return value; }
Task<> await_each(long count) {
  for (long i = 0; i < count; ++i) static_cast<void>(co_await at_once(1));
}
void task_await(long count) {
  Bench bench;
  bench.scope.spawn(await_each, count);
  bench.finish();
}

Task<> give_way_each(long count) {
  for (long i = 0; i < count; ++i) co_await give_way();
}
void task_suspend(long count) {
  Bench bench;
  for (int task = 0; task < 100; ++task) bench.scope.spawn(give_way_each, count / 100);  // A hundred to a turn.
  bench.finish();
}

Task<> nothing() { co_return; }
void task_spawn(long count) {
  Bench bench;
  for (long i = 0; i < count; ++i) bench.scope.spawn(nothing);
  bench.finish();
}

class Silent final : public Timer {
 public:
  explicit Silent(Loop& loop) : Timer(loop, "silent") {}

 private:
  void expire() override {}
};
void timer_set_clear(long count) {
  Bench bench;
  std::vector<std::unique_ptr<Silent>> others;
  for (int number = 0; number < 10'000; ++number) {
    others.push_back(std::make_unique<Silent>(*bench.loop));
    others.back()->start_after(std::chrono::milliseconds(5000 + number * 7919 % 10'000));
  }
  Silent timer(*bench.loop);
  for (long i = 0; i < count; ++i) {
    timer.start_after(std::chrono::milliseconds(10'000 + i * 31 % 5000));
    timer.cancel();
  }
}

class PushedBack final : public Deadline {
 public:
  explicit PushedBack(Loop& loop) : Deadline(loop, "pushed back") {}

 private:
  void on_deadline() override {}
};
void deadline_set(long count) {
  Bench bench;
  PushedBack deadline(*bench.loop);
  for (long i = 0; i < count; ++i) deadline.set(bench.loop->now() + std::chrono::seconds(10) + Duration(i));
}

void post(long count) {
  Bench bench;
  long ran = 0;
  while (ran < count) {
    for (int i = 0; i < 100; ++i) bench.loop->post("bench", [&ran] { ++ran; });
    bench.loop->run_once();
  }
}

// There and back between two loops.
void post_round_trip(long count) {
  Bench bench;
  const auto other = Loop::open().value();
  std::thread thread([&] { other->run(); });
  long rounds = 0;
  std::function<void()> there = [&] {
    other->post("there", [&] {
      bench.loop->post("back", [&] {
        if (++rounds == count) return bench.loop->stop();
        there();
      });
    });
  };
  there();
  bench.loop->run();
  other->stop();
  thread.join();
}

int increment(int value) { return value + 1; }
Task<> run_each(BlockingPool& pool, long count) {
  for (long i = 0; i < count; ++i) static_cast<void>(co_await pool.run(increment, 1));
}
void pool_round_trip(long count) {
  Bench bench;
  BlockingPool pool({.name = "bench", .threads = 1});
  bench.scope.spawn(run_each, std::ref(pool), count);
  bench.finish();
}

Task<> echo(Stream& stream, BufferPool& pool) {
  for (;;) {
    Buffer buffer;
    const Result<std::size_t> received = co_await stream.receive(buffer, pool);
    if (!received || *received == 0) co_return;
    static_cast<void>(co_await stream.send(buffer.bytes()));
  }
}
// One message through a Stream and back; the other end is bare system calls.
void stream_echo(long count) {
  Bench bench;
  BufferPool pool;
  int ends[2];
  SAKI_CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0, "a pair of sockets");
  Stream stream(*bench.loop, FileDescriptor(ends[0]));
  FileDescriptor far(ends[1]);
  bench.scope.spawn(echo, std::ref(stream), std::ref(pool));
  char message[64] = {};
  for (long i = 0; i < count; ++i) {
    SAKI_CHECK(::send(far.get(), message, sizeof message, 0) == sizeof message, "sent");
    bench.loop->run_once();
    SAKI_CHECK(::recv(far.get(), message, sizeof message, 0) == sizeof message, "answered");
  }
  far.close();
  bench.finish();
}

struct Entry {
  std::string_view name;
  void (*run)(long count);
};
constexpr std::array kEntries = {
    Entry{"task_await", task_await},           Entry{"task_suspend", task_suspend},       Entry{"task_spawn", task_spawn},
    Entry{"timer_set_clear", timer_set_clear}, Entry{"deadline_set", deadline_set},       Entry{"post", post},
    Entry{"post_round_trip", post_round_trip}, Entry{"pool_round_trip", pool_round_trip}, Entry{"stream_echo", stream_echo},
};

}  // namespace
}  // namespace saki

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    for (const saki::Entry& entry : saki::kEntries) std::printf("%s\n", entry.name.data());
    return argument_count == 1 ? 0 : 2;
  }
  long count = 0;
  const std::string_view text = arguments[2];
  std::from_chars(text.data(), text.data() + text.size(), count);
  for (const saki::Entry& entry : saki::kEntries) {
    if (entry.name != arguments[1]) continue;
    entry.run(count);
    return 0;
  }
  std::fprintf(stderr, "no benchmark is called %s\n", arguments[1]);
  return 2;
}
