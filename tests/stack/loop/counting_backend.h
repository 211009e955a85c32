// SPDX-License-Identifier: Apache-2.0
//
// CountingBackend: the real backend, with a record of what was asked of it, and refusals on request.
#pragma once

#include <atomic>
#include <vector>

#include "loop/epoll_backend.h"
#include "loop/loop_impl.h"

namespace saki {

class CountingBackend final : public Backend {
 public:
  struct Counts {
    int refuse_adds_with = 0;  // An errno.
    int adds = 0;
    int modifies = 0;
    int removes = 0;
    std::atomic<int> wakes = 0;
    std::vector<std::optional<Duration>> waits;
    std::vector<std::size_t> told;  // Events of each wait.

    [[nodiscard]] int controls() const { return adds + modifies + removes; }
  };

  explicit CountingBackend(Counts& counts) : counts_(counts) {}

  // A loop that counts.
  [[nodiscard]] static std::unique_ptr<Loop> make_loop(Counts& counts, const LoopOptions& options = {}) {
    return Loop::Impl::make_loop(options, std::make_unique<CountingBackend>(counts));
  }

  Result<> add(int descriptor, Readiness interest, std::uint64_t token) noexcept override {
    ++counts_.adds;
    if (counts_.refuse_adds_with != 0) return fail(Error::system(counts_.refuse_adds_with));
    return real_->add(descriptor, interest, token);
  }
  Result<> modify(int descriptor, Readiness interest, std::uint64_t token) noexcept override {
    ++counts_.modifies;
    return real_->modify(descriptor, interest, token);
  }
  void remove(int descriptor) noexcept override {
    ++counts_.removes;
    real_->remove(descriptor);
  }
  std::span<const BackendEvent> wait(std::optional<Duration> max_wait) noexcept override {
    counts_.waits.push_back(max_wait);
    const auto events = real_->wait(max_wait);
    counts_.told.push_back(events.size());
    return events;
  }
  void wake() noexcept override {
    ++counts_.wakes;
    real_->wake();
  }

 private:
  Counts& counts_;
  std::unique_ptr<Backend> real_ = EpollBackend::open().value();
};

}  // namespace saki
