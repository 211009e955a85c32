// SPDX-License-Identifier: Apache-2.0
//
// MemoryErrand: what a worker asks of the one that owns a key, on its way there and back. MemoryWait is what the asking coroutine waits
// with.
//
// Life: made on the asker's loop, executed on the owner's, held there where the disk must have it first, posted home. The asker may go away
// at any time: then nothing is posted home, whose loop may end soon. The outcome is read only after it was delivered.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "saki/loop/timer.h"
#include "saki/store_engine.h"
#include "saki/task/wait.h"

namespace saki {

class MemoryDesk;
class MemoryWait;

class MemoryErrand : public std::enable_shared_from_this<MemoryErrand> {
 public:
  explicit MemoryErrand(Loop& home) noexcept : home_(home) {}
  virtual ~MemoryErrand() = default;

  virtual void execute(MemoryDesk& desk) = 0;  // On the owner's loop.
  void fail(StoreError why) { failure_ = std::move(why); }  // Likewise: it was executed, and is not kept.
  void finish() noexcept;  // Likewise: posts it home.

 private:
  friend class MemoryWait;
  void deliver() noexcept;  // On the home loop.
  void leave() noexcept;  // Likewise.

  Loop& home_;
  std::optional<StoreError> failure_;
  std::mutex mutex_;  // Between leaving and posting home.
  bool left_ = false;
  bool delivered_ = false;  // Home's, like the waiter.
  MemoryWait* waiter_ = nullptr;
};

class MemoryWait final : public Wait, private Timer {  // Affinity: loop.
 public:
  // Sends the errand.
  MemoryWait(std::shared_ptr<MemoryErrand> errand, MemoryDesk& desk, Duration limit);
  ~MemoryWait() override;

  bool await_ready() const noexcept { return errand_->delivered_ || refusal_.has_value(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    errand_->waiter_ = this;
    start_at(deadline_);
    return true;
  }
  // Nothing, once the errand was done; else why it was not.
  [[nodiscard]] std::optional<StoreError> await_resume();

 private:
  friend class MemoryErrand;
  void delivered() noexcept;
  void withdraw() noexcept override;
  void expire() override;

  std::shared_ptr<MemoryErrand> errand_;
  std::optional<StoreError> refusal_;
  MonotonicTime deadline_;
};

// One operation.
class MemoryCall final : public MemoryErrand {
 public:
  MemoryCall(Loop& home, StoreOperation asked) : MemoryErrand(home), operation(std::move(asked)) {}
  void execute(MemoryDesk& desk) override;

  StoreOperation operation;
  StoreResult<StoreAnswer> answer;
};

// Those of a batch that are one worker's, each with its place there.
class MemoryBatch final : public MemoryErrand {
 public:
  explicit MemoryBatch(Loop& home) : MemoryErrand(home) {}
  void execute(MemoryDesk& desk) override;

  std::vector<std::pair<std::size_t, StoreOperation>> operations;
  StoreAnswers answers;
};

// One worker's part of a page.
class MemoryPage final : public MemoryErrand {
 public:
  MemoryPage(Loop& home, StoreScan asked) : MemoryErrand(home), scan(std::move(asked)) {}
  void execute(MemoryDesk& desk) override;

  StoreScan scan;
  StorePage page;  // `next` is its last key, where there may be more.
};

}  // namespace saki
