// SPDX-License-Identifier: Apache-2.0
#include "store/memory_errand.h"

#include "store/memory_desk.h"

namespace saki {

void MemoryErrand::finish() noexcept {
  const std::lock_guard lock(mutex_);
  if (left_) return;
  home_.post("store answer", [self = shared_from_this()] { self->deliver(); });
}

void MemoryErrand::deliver() noexcept {
  delivered_ = true;
  if (waiter_ != nullptr) std::exchange(waiter_, nullptr)->delivered();
}

void MemoryErrand::leave() noexcept {
  waiter_ = nullptr;
  const std::lock_guard lock(mutex_);
  left_ = true;
}

MemoryWait::MemoryWait(std::shared_ptr<MemoryErrand> errand, MemoryDesk& desk, Duration limit)
    : Timer(*Loop::current(), "store"), errand_(std::move(errand)), refusal_(desk.put(errand_)), deadline_(Timer::loop().now() + limit) {}

MemoryWait::~MemoryWait() { withdraw(); }

void MemoryWait::withdraw() noexcept {
  Timer::cancel();
  errand_->leave();
}

void MemoryWait::delivered() noexcept {
  Timer::cancel();
  complete();
}

void MemoryWait::expire() {
  errand_->leave();
  refusal_.emplace(StoreError::Timeout, "the worker that owns the key gave no answer within call_timeout");
  complete();
}

std::optional<StoreError> MemoryWait::await_resume() {
  if (was_cancelled()) return StoreError(StoreError::Cancelled, "nobody waits any more");
  return std::move(refusal_ ? refusal_ : errand_->failure_);
}

void MemoryCall::execute(MemoryDesk& desk) { answer = desk.run(operation); }

void MemoryBatch::execute(MemoryDesk& desk) {
  for (auto& [place, operation] : operations) answers.push_back(desk.run(operation));
}

void MemoryPage::execute(MemoryDesk& desk) { page = desk.read_page(scan); }

}  // namespace saki
