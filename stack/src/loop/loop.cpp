// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/loop.h"

#include <algorithm>
#include <utility>

#include "loop/epoll_backend.h"
#include "loop/loop_impl.h"
#include "saki/base/check.h"

namespace saki {
namespace {

thread_local Loop* current_loop = nullptr;

}  // namespace

Result<std::unique_ptr<Loop>> Loop::open(const LoopOptions& options) {
  auto backend = EpollBackend::open();
  if (!backend) return fail(backend.error());
  return Impl::make_loop(options, std::move(*backend));
}

std::unique_ptr<Loop> Loop::Impl::make_loop(const LoopOptions& options, std::unique_ptr<Backend> backend) {
  return std::unique_ptr<Loop>(new Loop(std::make_unique<Impl>(options, std::move(backend))));
}

Loop::Loop(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)), now_(clock().monotonic()) {}

Loop::~Loop() {
  SAKI_CHECK(watcher_count() == 0, "a loop ends after its descriptor watchers");
  SAKI_CHECK(timer_count() == 0, "a loop ends after its timers");
}

void Loop::run() {
  const LoopBinding binding(*this);
  while (!impl_->stop_requested.load(std::memory_order_acquire)) turn({});
  impl_->stop_requested.store(false, std::memory_order_relaxed);
}

void Loop::run_once(std::optional<Duration> max_wait) {
  const LoopBinding binding(*this);
  turn(max_wait);
}

void Loop::stop() noexcept {
  impl_->stop_requested.store(true, std::memory_order_release);
  impl_->backend->wake();
}

void Loop::post(const char* name, Posted function) {
  if (impl_->posted.push(name, std::move(function))) impl_->backend->wake();
}

// A callback that throws ends the process: nobody above could tell what it left half done.
void Loop::turn(std::optional<Duration> max_wait) noexcept {
  impl_->descriptors.apply_changes();
  const bool work_is_here = !ready_.empty() || !impl_->posted.sleep();
  const auto events = impl_->backend->wait(work_is_here ? Duration::zero() : impl_->timer_wait(max_wait));
  impl_->posted.wake();
  now_ = clock().monotonic();
  impl_->descriptors.dispatch(events, impl_->run);
  impl_->timers.expire_due(now_, impl_->run);
  impl_->posted.run_all(impl_->run);
  resume_ready();
}

std::optional<Duration> Loop::Impl::timer_wait(std::optional<Duration> max_wait) const noexcept {
  if (timers.empty()) return max_wait;
  const Duration until_next = std::max(timers.next() - options.clock->monotonic(), Duration::zero());
  if (max_wait && *max_wait < until_next) return max_wait;
  return simulated_time() ? Duration::zero() : until_next;  // Simulated time does not pass by waiting.
}

void Loop::resume_ready() noexcept {
  if (ready_.empty()) return;
  ReadyNode end;  // Nodes behind it came during this phase and are for the next turn.
  ready_.push_back(end);
  for (ReadyNode* node = &ready_.pop_front(); node != &end; node = &ready_.pop_front()) {
    impl_->run("task", [coroutine = node->coroutine] { coroutine.resume(); });
  }
}

const Clock& Loop::clock() const noexcept { return *impl_->options.clock; }
const char* Loop::name() const noexcept { return impl_->options.name; }
bool Loop::in_loop_thread() const noexcept { return current_loop == this; }
bool Loop::accessible() const noexcept {
  const void* const thread = impl_->bound_to.load(std::memory_order_relaxed);
  return thread == nullptr || thread == &current_loop;
}
Loop* Loop::current() noexcept { return current_loop; }

void Loop::for_each_watcher(const std::function<void(const DescriptorWatcher&)>& visit) const { impl_->descriptors.for_each(visit); }
std::size_t Loop::watcher_count() const noexcept { return impl_->descriptors.count(); }
std::size_t Loop::timer_count() const noexcept { return impl_->timers.size(); }

LoopBinding::LoopBinding(Loop& loop) noexcept
    : loop_(loop), previous_(std::exchange(current_loop, &loop)), previous_thread_(loop.impl_->bound_to.exchange(&current_loop)) {
  SAKI_ASSERT(previous_thread_ == nullptr || previous_thread_ == &current_loop, "a loop runs on one thread at a time");
  loop.update_now();
}
LoopBinding::~LoopBinding() {
  current_loop = previous_;
  loop_.impl_->bound_to.store(previous_thread_, std::memory_order_release);
}

}  // namespace saki
