// SPDX-License-Identifier: Apache-2.0
#include "store_listener.h"

#include <functional>
#include <utility>

namespace saki {
namespace {

StoreEventKind kind_of(char letter) noexcept {
  switch (letter) {
    case 'r': return StoreEventKind::Removed;
    case 'e': return StoreEventKind::Expired;
    default: return StoreEventKind::Changed;
  }
}

// Somebody who is about to watch, also when it goes away while it waits.
class Joining {
 public:
  explicit Joining(std::size_t& count) noexcept : count_(count) { ++count_; }
  ~Joining() { --count_; }
  Joining(const Joining&) = delete;
  Joining& operator=(const Joining&) = delete;

 private:
  std::size_t& count_;
};

}  // namespace

Task<StoreResult<StoreWatch>> StoreListener::watch(StoreTopic topic) {
  const Joining joining(joining_);
  if (subscription_ == nullptr) {
    subscription_ = std::make_shared<RedisSubscription>(redis_.subscribe(channel_));
    scope_.spawn(&StoreListener::listen, std::ref(*this));
  }
  const std::shared_ptr<RedisSubscription> subscription = subscription_;
  co_await subscription->ready();
  co_return watchers_.watch(topic);
}

Task<> StoreListener::listen() {
  const std::shared_ptr<RedisSubscription> subscription = subscription_;
  try {
    do {
      const RedisMessage message = co_await subscription->next();
      publish(message);
    } while (joining_ > 0 || watchers_.any());
  } catch (const RedisError&) {
    watchers_.close();  // The package has stopped.
  }
  subscription_.reset();
}

void StoreListener::publish(const RedisMessage& message) {
  if (message.is_gap()) return watchers_.publish_gap();
  if (!message.text.empty()) watchers_.publish(kind_of(message.text.front()), std::string_view(message.text).substr(1));
}

void StoreListener::close() noexcept {
  scope_.drop();
  subscription_.reset();
  watchers_.close();
}

}  // namespace saki
