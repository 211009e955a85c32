// SPDX-License-Identifier: Apache-2.0
#include "saki/task/blocking_pool.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "saki/base/signals_blocked.h"

namespace saki {
namespace {

bool is_abandoned(const std::unique_ptr<BlockingPool::JobBase>& job) noexcept { return job->abandoned.load(std::memory_order_acquire); }

void send_home(std::unique_ptr<BlockingPool::JobBase> job) {
  if (is_abandoned(job)) return;
  Loop& home = job->home;
  home.post("blocking pool", [finished = std::move(job)] { finished->deliver(); });
}

}  // namespace

struct BlockingPool::Impl {
  explicit Impl(const BlockingPoolOptions& pool_options) : options(pool_options) {}

  [[nodiscard]] bool submit(std::unique_ptr<JobBase> job);
  [[nodiscard]] bool make_room();
  [[nodiscard]] bool have_thread();
  void start_thread();
  void work();
  [[nodiscard]] std::unique_ptr<JobBase> next_job();
  void stop() noexcept;

  const BlockingPoolOptions options;
  mutable std::mutex mutex;  // Guards all below.
  std::condition_variable changed;
  std::deque<std::unique_ptr<JobBase>> queue;
  std::vector<std::thread> threads;
  std::size_t idle = 0;  // Threads waiting for a job.
  bool stopping = false;
};

bool BlockingPool::Impl::submit(std::unique_ptr<JobBase> job) {
  std::unique_lock lock(mutex);
  if (stopping || !make_room()) return false;
  queue.push_back(std::move(job));
  if (!have_thread()) {
    queue.pop_back();
    return false;
  }
  lock.unlock();  // Or the thread would wake up for the lock.
  changed.notify_one();
  return true;
}

bool BlockingPool::Impl::make_room() {
  if (queue.size() < options.queue_limit) return true;
  std::erase_if(queue, is_abandoned);
  return queue.size() < options.queue_limit;
}

// False when the system gives no thread and there is none yet.
bool BlockingPool::Impl::have_thread() {
  if (idle < queue.size() && threads.size() < options.threads) {
    try {
      start_thread();
    } catch (const std::system_error&) {
      return !threads.empty();
    }
  }
  return true;
}

void BlockingPool::Impl::start_thread() {
  const SignalsBlocked blocked;
  const std::string name = std::string(options.name).substr(0, 11) + "-" + std::to_string(threads.size());  // The kernel keeps 15 bytes.
  threads.emplace_back([this] { work(); });
  ::pthread_setname_np(threads.back().native_handle(), name.c_str());
}

void BlockingPool::Impl::work() {
  while (std::unique_ptr<JobBase> job = next_job()) {
    if (is_abandoned(job)) continue;
    job->execute();
    send_home(std::move(job));
  }
}

std::unique_ptr<BlockingPool::JobBase> BlockingPool::Impl::next_job() {
  std::unique_lock lock(mutex);
  ++idle;
  changed.wait(lock, [this] { return stopping || !queue.empty(); });
  --idle;
  if (stopping) return nullptr;
  std::unique_ptr<JobBase> job = std::move(queue.front());
  queue.pop_front();
  return job;
}

void BlockingPool::Impl::stop() noexcept {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  changed.notify_all();
  for (std::thread& thread : threads) thread.join();
  threads.clear();
  for (std::unique_ptr<JobBase>& job : queue) send_home(std::move(job));  // Without a value: Exhausted.
  queue.clear();
}

BlockingPool::BlockingPool(const BlockingPoolOptions& options) : impl_(std::make_unique<Impl>(options)) {
  SAKI_CHECK(options.threads >= 1 && options.threads <= 256, "a blocking pool has 1 to 256 threads");
}
BlockingPool::~BlockingPool() { stop(); }

bool BlockingPool::submit(std::unique_ptr<JobBase> job) { return impl_->submit(std::move(job)); }
void BlockingPool::stop() noexcept { impl_->stop(); }

std::size_t BlockingPool::queued() const noexcept {
  const std::lock_guard lock(impl_->mutex);
  return impl_->queue.size();
}

}  // namespace saki
