// SPDX-License-Identifier: Apache-2.0
//
// MailQueue<T>: one message to every mailbox that subscribed.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "saki/task/mailbox.h"

namespace saki {

template <class T>
class MailQueue {  // Affinity: any. Lives longer than its subscriptions.
 public:
  explicit MailQueue(const char* name) noexcept : name_(name) {}
  [[nodiscard]] const char* name() const noexcept { return name_; }

  void subscribe(Mailbox<T>& mailbox) {
    const std::lock_guard lock(mutex_);
    subscribers_.push_back(mailbox.shared_);
  }
  void unsubscribe(Mailbox<T>& mailbox) {
    const std::lock_guard lock(mutex_);
    std::erase(subscribers_, mailbox.shared_);
  }

  // Copies `message` to every subscriber; returns how many took it. A full mailbox misses it, a closed one has left.
  std::size_t broadcast(const T& message) {
    const std::lock_guard lock(mutex_);
    std::size_t taken = 0;
    for (const auto& subscriber : subscribers_) taken += subscriber->post(subscriber, message).has_value() ? 1U : 0U;
    return taken;
  }

 private:
  const char* name_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<typename Mailbox<T>::Shared>> subscribers_;
};

}  // namespace saki
