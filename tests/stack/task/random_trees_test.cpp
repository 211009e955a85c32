// SPDX-License-Identifier: Apache-2.0
//
// Trees of waits, built at random from a fixed seed, cancelled or dropped at a random moment: whatever they hold is given back.
#include <random>

#include "saki/task/blocking_pool.h"
#include "saki/task/give_way.h"
#include "saki/task/mailbox.h"
#include "saki/task/sleep.h"
#include "saki/task/with_timeout.h"
#include "task_fixture.h"

namespace saki {
namespace {

struct World {
  Loop& loop;
  BlockingPool& pool;
  std::mt19937 random;
  int live = 0;

  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random() % bound); }
  Duration some_time() { return std::chrono::milliseconds(below(20)); }
};

Task<int> tree(World& world, int depth, Token token);

int work(int value) { return value + 1; }

Task<int> mail(World& world, Token) {
  Mailbox<int> box(world.loop, 1);
  if (world.below(2) == 0) static_cast<void>(box.post(1));
  const Result<int> message = co_await box.receive();  // Waits until cancelled when nothing was posted.
  co_return message.value_or(0);
}

Task<> child(World& world, int depth, Token token) { static_cast<void>(co_await tree(world, depth, token)); }

Task<int> scoped(World& world, int depth, Token token) {
  TaskScope scope(world.loop, "nested");
  struct Drop {
    TaskScope& scope;
    ~Drop() { scope.drop(); }
  };
  const Drop drop{scope};
  scope.on_error([](void*, const char*, std::exception_ptr) noexcept {}, nullptr);
  for (std::uint32_t count = world.below(3); count > 0; --count) scope.spawn(child, std::ref(world), depth - 1, token);
  co_await scope.join();
  co_return 1;
}

Task<int> limited(World& world, Task<int> task) {
  const Result<int> outcome = co_await with_timeout(world.some_time(), std::move(task));
  co_return outcome.value_or(0);
}

Task<int> leaf(World& world, Token token) {
  switch (world.below(5)) {
    case 0: co_await sleep(world.some_time()); co_return 1;
    case 1: {
      const Result<int> value = co_await world.pool.run(work, 1);
      co_return value.value_or(0);
    }
    case 2: co_return co_await limited(world, mail(world, token));
    case 3: co_await give_way(); co_return 1;
    default: throw std::runtime_error("leaf");
  }
}

Task<int> tree(World& world, int depth, Token token) {
  if (depth == 0) co_return co_await leaf(world, token);
  switch (world.below(5)) {
    case 0: co_return co_await limited(world, tree(world, depth - 1, token));
    case 1: co_return co_await shielded(tree(world, depth - 1, token));
    case 2: co_return co_await scoped(world, depth, token);
    default: {
      int sum = 0;
      for (std::uint32_t count = 1 + world.below(3); count > 0; --count) {
        try {
          sum += co_await tree(world, depth - 1, token);
        } catch (const std::runtime_error&) {
          sum -= 1;
        }
      }
      co_return sum;
    }
  }
}

TEST(RandomTrees, CancelledOrDroppedAtAnyMomentGiveEverythingBack) {
  ManualClock clock;
  const auto loop = Loop::open({.name = "test", .clock = &clock}).value();
  const LoopBinding binding(*loop);
  BlockingPool pool({.name = "trees", .threads = 2});
  World world{*loop, pool, std::mt19937(2026), 0};

  for (int round = 0; round < 600; ++round) {
    TaskScope scope(*loop, "round");
    scope.on_error([](void*, const char*, std::exception_ptr) noexcept {}, nullptr);
    for (int tasks = 0; tasks < 4; ++tasks) scope.spawn(child, std::ref(world), 4, Token(world.live));
    const auto some_turns = [&] {
      for (std::uint32_t turns = world.below(8); turns > 0; --turns) {
        clock.advance(std::chrono::milliseconds(world.below(10)));
        loop->run_once(Duration::zero());
      }
    };
    some_turns();
    if (world.below(2) == 0) scope.cancel();
    some_turns();
    if (world.below(2) == 0) scope.drop();
    while (scope.running() > 0) {
      clock.advance(std::chrono::milliseconds(5));
      loop->run_once(std::chrono::milliseconds(1));
    }
    ASSERT_EQ(world.live, 0) << "round " << round;
    ASSERT_EQ(loop->timer_count(), 0U) << "round " << round;
  }
  pool.stop();
}

}  // namespace
}  // namespace saki
