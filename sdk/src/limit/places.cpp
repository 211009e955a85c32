// SPDX-License-Identifier: Apache-2.0
#include "limit/places.h"

#include <algorithm>
#include <utility>

#include "saki/loop/loop.h"

namespace saki {

bool Places::take_free() noexcept {
  std::int64_t balance = balance_.load(std::memory_order_relaxed);
  while (balance > 0) {
    if (balance_.compare_exchange_weak(balance, balance - 1, std::memory_order_acquire)) return true;
  }
  return false;
}

// While somebody waits no place is free, so the balance below zero changes under the lock alone.
std::shared_ptr<Places::Waiter> Places::enqueue(Take& take, Loop& loop, bool& given) {
  const std::lock_guard lock(mutex_);
  std::int64_t balance = balance_.load(std::memory_order_relaxed);
  while (balance > -queue_) {
    if (!balance_.compare_exchange_weak(balance, balance - 1, std::memory_order_acquire)) continue;
    if (balance > 0) {  // One came free meanwhile.
      given = true;
      return nullptr;
    }
    return waiting_.emplace_back(std::make_shared<Waiter>(loop, &take));
  }
  return nullptr;
}

void Places::leave() noexcept {
  std::int64_t balance = balance_.load(std::memory_order_relaxed);
  while (balance >= 0) {
    if (balance_.compare_exchange_weak(balance, balance + 1, std::memory_order_release)) return;
  }
  const std::lock_guard lock(mutex_);
  balance_.fetch_add(1, std::memory_order_release);  // Of free places, or off those who wait.
  if (waiting_.empty()) return;
  const std::shared_ptr<Waiter> next = std::move(waiting_.front());
  waiting_.pop_front();
  next->given = true;
  // Under the lock: who waits takes it before it goes, and so before its loop does.
  next->loop.post("place", [next] {
    if (next->take != nullptr) next->take->give();
  });
}

// Whether the waiter left the queue; otherwise it has been given a place.
bool Places::withdraw(const std::shared_ptr<Waiter>& waiter) noexcept {
  const std::lock_guard lock(mutex_);
  if (waiter->given) return false;
  waiting_.erase(std::ranges::find(waiting_, waiter));
  balance_.fetch_add(1, std::memory_order_release);
  return true;
}

bool Places::Take::begin() {
  waiter_ = places_.enqueue(*this, Timer::loop(), given_);
  if (waiter_ == nullptr) return false;
  start_after(wait_);
  return true;
}

void Places::Take::withdraw() noexcept {
  Timer::cancel();
  const std::shared_ptr<Waiter> waiter = std::exchange(waiter_, nullptr);
  if (waiter == nullptr) return;
  waiter->take = nullptr;
  if (!places_.withdraw(waiter)) places_.leave();
}

void Places::Take::give() noexcept {
  Timer::cancel();
  waiter_ = nullptr;
  given_ = true;
  complete();
}

// A place that is on its way is worth the moment that it takes.
void Places::Take::expire() {
  if (!places_.withdraw(waiter_)) return;
  waiter_->take = nullptr;
  waiter_ = nullptr;
  complete();
}

}  // namespace saki
