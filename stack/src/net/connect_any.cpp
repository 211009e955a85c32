// SPDX-License-Identifier: Apache-2.0
#include "saki/net/connect_any.h"

#include <new>
#include <utility>

#include "saki/task/task_scope.h"

namespace saki {
namespace {

// The attempts that are under way, and who waits for the first of them to succeed.
class ConnectRace final : public Wait, private Timer {
 public:
  ConnectRace(Loop& loop, std::vector<Address> addresses, Duration limit, Duration overlap)
      : Timer(loop, "connect"),
        addresses_(std::move(addresses)),
        deadline_(loop.now() + limit),
        overlap_(overlap),
        scope_(loop, "connect") {}
  ~ConnectRace() override { withdraw(); }

  bool await_ready() const noexcept { return addresses_.empty(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    begin_next();
    return true;
  }
  [[nodiscard]] Result<std::unique_ptr<Stream>> await_resume() noexcept {
    if (was_cancelled()) return fail(Error::Cancelled);
    if (winner_ == nullptr) return fail(error_);
    return std::move(winner_);
  }

 private:
  [[nodiscard]] bool has_more() const noexcept { return next_ < addresses_.size() && loop().now() < deadline_; }

  void begin_next() noexcept {
    ++running_;
    try {
      Task<> next = attempt(*this, addresses_[next_++]);
      if (next_ < addresses_.size()) Timer::start_after(overlap_);
      scope_.spawn([](Task<> task) { return task; }, std::move(next));
    } catch (const std::bad_alloc&) {
      note(fail(Error::Exhausted));
    }
  }

  static Task<> attempt(ConnectRace& race, Address address) {
    Result<std::unique_ptr<Stream>> connected = fail(Error::Exhausted);
    try {
      connected = co_await Stream::connect(race.loop(), address, race.deadline_ - race.loop().now());
    } catch (const std::bad_alloc&) {
    }
    race.note(std::move(connected));
  }

  void note(Result<std::unique_ptr<Stream>> connected) noexcept {
    --running_;
    if (ended_) return;
    if (connected) {
      winner_ = std::move(*connected);
      return end();
    }
    error_ = connected.error();
    if (has_more()) return begin_next();
    if (running_ == 0) end();
  }

  // Resumes from the ready queue, since this runs in one of the attempts, which go with the race.
  void end() noexcept {
    ended_ = true;
    Timer::cancel();
    complete_soon(loop());
  }

  void expire() override {
    if (has_more()) begin_next();
  }
  void withdraw() noexcept override {
    Timer::cancel();
    scope_.drop();
  }

  std::vector<Address> addresses_;
  std::size_t next_ = 0;
  unsigned running_ = 0;
  bool ended_ = false;
  MonotonicTime deadline_;
  Duration overlap_;
  Error error_ = Error::Invalid;
  std::unique_ptr<Stream> winner_;
  TaskScope scope_;
};

}  // namespace

std::vector<Address> in_turn(std::vector<Address> addresses) {
  std::vector<Address> kinds[2];  // Those like the first one, and the others.
  for (const Address& address : addresses) kinds[address.family() == addresses.front().family() ? 0 : 1].push_back(address);

  std::vector<Address> turns;
  turns.reserve(addresses.size());
  for (std::size_t index = 0; turns.size() < addresses.size(); ++index) {
    for (const std::vector<Address>& kind : kinds) {
      if (index < kind.size()) turns.push_back(kind[index]);
    }
  }
  return turns;
}

Task<Result<std::unique_ptr<Stream>>> connect_any(Loop& loop, std::vector<Address> addresses, Duration limit, Duration overlap) {
  ConnectRace race(loop, in_turn(std::move(addresses)), limit, overlap);
  co_return co_await race;
}

}  // namespace saki
