// SPDX-License-Identifier: Apache-2.0
//
// Snapshot<T>: a frozen value that one thread replaces now and then and all workers read. A worker that has a view of its own takes no lock
// before the value has changed.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace saki {

template <class T>
class Snapshot {  // Affinity: any.
 public:
  void set(std::shared_ptr<const T> value) {
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
    version_.fetch_add(1, std::memory_order_release);
  }

  class View {  // Affinity: one thread.
   public:
    // Brings the view up to date; true when the value is another one than before.
    bool refresh(const Snapshot& snapshot) {
      if (version_ == snapshot.version_.load(std::memory_order_acquire)) return false;
      const std::lock_guard lock(snapshot.mutex_);
      version_ = snapshot.version_.load(std::memory_order_relaxed);
      value_ = snapshot.value_;
      return true;
    }
    [[nodiscard]] const std::shared_ptr<const T>& value() const noexcept { return value_; }

   private:
    std::uint64_t version_ = 0;
    std::shared_ptr<const T> value_;
  };

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;  // Guarded by the mutex.
  std::atomic<std::uint64_t> version_ = 0;
};

}  // namespace saki
