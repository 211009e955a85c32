// SPDX-License-Identifier: Apache-2.0
//
// Mailbox<T>: typed messages from any thread to one loop, bounded. A MailQueue reaches several.
//
// A mailbox is made, read and destroyed on its owner's loop; posting is safe from everywhere while the mailbox lives.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "saki/base/check.h"
#include "saki/base/result.h"
#include "saki/task/wait.h"

namespace saki {

template <class T>
class Mailbox {  // Affinity: loop, save post().
 public:
  Mailbox(Loop& owner, std::size_t capacity) : shared_(std::make_shared<Shared>(*this, owner, capacity)) {}
  ~Mailbox() { close(); }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  // Puts a message at the end. Affinity: any. Errors: Exhausted when full, Closed.
  Result<> post(T message) { return shared_->post(shared_, std::move(message)); }

  class Receive;
  // co_await mailbox.receive() gives the oldest message. One waiter at a time. Errors: Closed once closed and empty; Cancelled.
  [[nodiscard]] Receive receive() noexcept { return Receive(*this); }

  // Refuses further messages; those already here can still be received.
  void close() noexcept {
    const std::lock_guard lock(shared_->mutex);
    shared_->closed = true;
    wake_waiter();
  }

 private:
  template <class U>
  friend class MailQueue;

  struct Shared {
    Shared(Mailbox& box, Loop& loop, std::size_t limit) noexcept : mailbox(box), owner(loop), capacity(limit) {}

    Result<> post(const std::shared_ptr<Shared>& self, T message) {
      const std::lock_guard lock(mutex);
      if (closed) return fail(Error::Closed);
      if (messages.size() >= capacity) return fail(Error::Exhausted);
      messages.push_back(std::move(message));
      if (!std::exchange(wake_posted, true)) owner.post("mailbox", [self] { self->wake(); });
      return {};
    }
    void wake() noexcept {  // On the owner's loop; the mailbox may be gone.
      const std::lock_guard lock(mutex);
      wake_posted = false;
      if (!closed && !messages.empty()) mailbox.wake_waiter();
    }

    Mailbox& mailbox;
    Loop& owner;
    const std::size_t capacity;
    std::mutex mutex;
    std::deque<T> messages;
    bool wake_posted = false;
    bool closed = false;
  };

  void wake_waiter() noexcept {
    if (waiter_ != nullptr && waiter_->suspended()) waiter_->wake();
  }

  std::shared_ptr<Shared> shared_;
  Receive* waiter_ = nullptr;  // Until it has resumed, so that nobody takes the message it was woken for.
};

template <class T>
class Mailbox<T>::Receive final : public Wait {
 public:
  explicit Receive(Mailbox& mailbox) noexcept : mailbox_(mailbox) {}
  ~Receive() override { withdraw(); }

  bool await_ready() const noexcept {
    SAKI_CHECK(mailbox_.waiter_ == nullptr, "a mailbox has one receiver at a time");
    const std::lock_guard lock(mailbox_.shared_->mutex);
    return !mailbox_.shared_->messages.empty() || mailbox_.shared_->closed;
  }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    const std::lock_guard lock(mailbox_.shared_->mutex);
    if (!mailbox_.shared_->messages.empty() || mailbox_.shared_->closed) {
      detach();
      return false;
    }
    mailbox_.waiter_ = this;
    return true;
  }
  [[nodiscard]] Result<T> await_resume() {
    withdraw();
    if (was_cancelled()) return fail(Error::Cancelled);
    const std::lock_guard lock(mailbox_.shared_->mutex);
    auto& messages = mailbox_.shared_->messages;
    if (messages.empty()) return fail(Error::Closed);
    T message = std::move(messages.front());
    messages.pop_front();
    return message;
  }

 private:
  friend class Mailbox;
  void wake() noexcept { complete_soon(mailbox_.shared_->owner); }
  void withdraw() noexcept override {
    if (mailbox_.waiter_ == this) mailbox_.waiter_ = nullptr;
  }
  Mailbox& mailbox_;
};

}  // namespace saki
