// SPDX-License-Identifier: Apache-2.0
//
// JobPlaces: how many runs that somebody asked for a process has at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace saki {

class JobPlaces {  // Affinity: any. What it gives may outlive it.
 public:
  void set_most(std::uint64_t most) noexcept { most_ = most; }  // Before the first is taken.

  // One that is given back when its last holder goes; null where none is left.
  [[nodiscard]] std::shared_ptr<void> take() const {
    if (taken_->fetch_add(1) >= most_) {
      taken_->fetch_sub(1);
      return nullptr;
    }
    return {taken_.get(), [taken = taken_](void*) { taken->fetch_sub(1); }};
  }

 private:
  std::uint64_t most_ = 0;
  const std::shared_ptr<std::atomic<std::uint64_t>> taken_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

}  // namespace saki
