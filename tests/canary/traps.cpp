// SPDX-License-Identifier: Apache-2.0
//
// What a compiler gets wrong about co_await: temporaries that live across one are destroyed twice, and a coroutine that awaits in a
// condition, with no variable in its outermost block, ends there.
//
// Each pattern passes one owner of a shared object through a coroutine. Afterwards the object must have exactly the owners it had
// before: one fewer, and the compiler destroyed a copy twice. Prints a line for each pattern, `NAME sound` or `NAME broken`, for
// test_traps.py to judge. Rule 1 of the public API (no awaitable takes an aggregate or a closure by value) stands on these lines.
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <utility>

namespace {

// The least coroutine that can be awaited: lazy, with symmetric transfer, as saki::Task is.
class Task {
 public:
  struct promise_type {
    std::coroutine_handle<> caller = std::noop_coroutine();

    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct BackToCaller {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept { return self.promise().caller; }
        void await_resume() noexcept {}
      };
      return BackToCaller();
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  Task(Task&& other) noexcept : self_(std::exchange(other.self_, nullptr)) {}
  ~Task() {
    if (self_) self_.destroy();
  }

  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    self_.promise().caller = caller;
    return self_;
  }
  int await_resume() { return 1; }

  void run() { self_.resume(); }

 private:
  explicit Task(std::coroutine_handle<promise_type> self) : self_(self) {}
  std::coroutine_handle<promise_type> self_;
};

using Owner = std::shared_ptr<int>;

struct Plain {  // An aggregate.
  Owner owner;
  int number = 0;
};

struct Built {  // The same with a constructor, as every type of ours that travels through an awaited call.
  Built(Owner o, int n) : owner(std::move(o)), number(n) {}
  Owner owner;
  int number;
};

Task take_plain(Plain) { co_return; }
Task take_built(Built) { co_return; }
Task nothing() { co_return; }
template <class F>
Task call(F function) {
  function();
  co_return;
}
template <class F>
Task call_referred(const F& function) {
  function();
  co_return;
}

Task trap_aggregate(Owner owner) { co_await take_plain(Plain{owner, 1}); }
Task trap_designated(Owner owner) { co_await take_plain(Plain{.owner = owner, .number = 1}); }
Task trap_closure(Owner owner) {
  co_await call([owner] { return *owner; });
}
Task trap_closure_referred(Owner owner) {
  co_await call_referred([owner] { return *owner; });
}
Task trap_await_inside_aggregate(Owner owner) { Plain plain{owner, co_await nothing()}; }

Task trap_condition(Owner owner) {
  if (co_await nothing() == 1) *owner = 2;
}
Task trap_loop_condition(Owner owner) {
  while (co_await nothing() + *owner == 2) *owner = 2;
}

Task safe_constructed(Owner owner) { co_await take_built(Built(owner, 1)); }
Task safe_named_aggregate(Owner owner) {
  Plain plain{owner, 1};
  co_await take_plain(std::move(plain));
}
Task safe_named_closure(Owner owner) {
  auto closure = [owner] { return *owner; };
  co_await call(std::move(closure));
}
Task safe_reference_capture(Owner owner) {
  co_await call([&] { return *owner; });
}
Task safe_task_first(Owner owner) {
  Task task = call([owner] { return *owner; });
  co_await std::move(task);
}
Task safe_await_then_aggregate(Owner owner) {
  const int number = co_await nothing();
  Plain plain{owner, number};
}

Task safe_condition_of_a_name(Owner owner) {
  const int number = co_await nothing();
  if (number == 1) *owner = 2;
}
Task safe_condition_that_declares(Owner owner) {
  if (const int number = co_await nothing(); number == 1) *owner = 2;
}

struct Pattern {
  const char* name;
  Task (*run)(Owner);
  int reached = 1;  // What the object holds once the coroutine has run to its end.
};

constexpr Pattern kPatterns[] = {
    {"trap_aggregate", trap_aggregate},
    {"trap_designated", trap_designated},
    {"trap_closure", trap_closure},
    {"trap_closure_referred", trap_closure_referred},
    {"trap_await_inside_aggregate", trap_await_inside_aggregate},
    {"trap_condition", trap_condition, 2},
    {"trap_loop_condition", trap_loop_condition, 2},
    {"safe_constructed", safe_constructed},
    {"safe_named_aggregate", safe_named_aggregate},
    {"safe_named_closure", safe_named_closure},
    {"safe_reference_capture", safe_reference_capture},
    {"safe_task_first", safe_task_first},
    {"safe_await_then_aggregate", safe_await_then_aggregate},
    {"safe_condition_of_a_name", safe_condition_of_a_name, 2},
    {"safe_condition_that_declares", safe_condition_that_declares, 2},
};

// The owners besides ours are spares that are never released: a copy destroyed twice takes one of them, and frees nothing.
bool is_sound(const Pattern& pattern) {
  constexpr long kSpares = 4;
  const Owner owner = std::make_shared<int>(1);
  for (long spare = 0; spare < kSpares; ++spare) new Owner(owner);
  {
    Task task = pattern.run(owner);
    task.run();
  }
  return owner.use_count() == kSpares + 1 && *owner == pattern.reached;
}

}  // namespace

int main() {
  for (const Pattern& pattern : kPatterns) std::printf("%s %s\n", pattern.name, is_sound(pattern) ? "sound" : "broken");
  std::fflush(stdout);
  std::_Exit(EXIT_SUCCESS);
}
