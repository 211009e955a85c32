// SPDX-License-Identifier: Apache-2.0
//
// Channel<T>: values from some coroutines of a loop to others of it, in their order, bounded: who sends waits while it is full, who
// receives while it is empty. Any number of either; who came first is served first. Between threads there is Mailbox.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "saki/base/check.h"
#include "saki/base/intrusive_list.h"
#include "saki/base/result.h"
#include "saki/task/wait.h"

namespace saki {

template <class T>
class Channel {  // Affinity: loop.
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) { SAKI_CHECK(capacity > 0, "a channel has room for one value at least"); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel() { SAKI_CHECK(senders_.empty() && receivers_.empty(), "a channel outlives those who wait for it"); }

  class Send;
  class Receive;

  // co_await channel.send(value) gives Result<>. Errors: Closed, Cancelled; then the value is gone.
  [[nodiscard]] Send send(T value) { return Send(*this, std::move(value)); }

  // co_await channel.receive() gives Result<T>, the oldest value. Errors: Closed once it is closed and empty; Cancelled. A value that was
  // on its way to a coroutine that was destroyed instead goes to the next one.
  [[nodiscard]] Receive receive() { return Receive(*this); }

  // Without waiting: false where it is full or closed, and `value` is as it was.
  [[nodiscard]] bool try_send(T& value) {
    if (closed_ || values_.size() >= capacity_) return false;
    put(std::move(value));
    return true;
  }
  [[nodiscard]] std::optional<T> try_receive() {
    if (values_.empty()) return std::nullopt;
    return take();
  }

  // Refuses further values, also those that wait; what is here can still be received.
  void close() noexcept {
    closed_ = true;
    while (!senders_.empty()) senders_.pop_front().wake();
    while (!receivers_.empty()) receivers_.pop_front().wake();
  }

  [[nodiscard]] bool closed() const noexcept { return closed_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

 private:
  void put(T value) {
    if (receivers_.empty())
      values_.push_back(std::move(value));
    else
      receivers_.pop_front().hand(std::move(value));
  }
  T take() {
    T value = std::move(values_.front());
    values_.pop_front();
    if (!senders_.empty()) values_.push_back(senders_.pop_front().give());
    return value;
  }
  void give_back(T value) {  // It was on its way to who is no more.
    if (receivers_.empty())
      values_.push_front(std::move(value));
    else
      receivers_.pop_front().hand(std::move(value));
  }

  const std::size_t capacity_;
  std::deque<T> values_;  // Empty while somebody receives.
  IntrusiveList<Send> senders_;
  IntrusiveList<Receive> receivers_;
  bool closed_ = false;
};

template <class T>
class Channel<T>::Send final : public Wait, public ListLink<> {
 public:
  Send(Channel& channel, T value) : channel_(channel), value_(std::move(value)) {}
  ~Send() override { this->unlink(); }

  bool await_ready() {
    if (channel_.closed_) return true;
    taken_ = channel_.try_send(*value_);
    return taken_;
  }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    channel_.senders_.push_back(*this);
    return true;
  }
  [[nodiscard]] Result<> await_resume() const noexcept {
    if (taken_) return {};
    if (was_cancelled()) return fail(Error::Cancelled);
    return fail(Error::Closed);
  }

 private:
  friend class Channel;
  void wake() noexcept { complete_soon(*Loop::current()); }
  T give() {
    taken_ = true;
    T value = std::move(*value_);
    wake();
    return value;
  }
  void withdraw() noexcept override { this->unlink(); }

  Channel& channel_;
  std::optional<T> value_;
  bool taken_ = false;
};

template <class T>
class Channel<T>::Receive final : public Wait, public ListLink<> {
 public:
  explicit Receive(Channel& channel) noexcept : channel_(channel) {}
  ~Receive() override {
    this->unlink();
    if (value_) channel_.give_back(std::move(*value_));
  }

  bool await_ready() {
    value_ = channel_.try_receive();
    return value_.has_value() || channel_.closed_;
  }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    channel_.receivers_.push_back(*this);
    return true;
  }
  [[nodiscard]] Result<T> await_resume() {
    if (!value_) return was_cancelled() ? Result<T>(fail(Error::Cancelled)) : Result<T>(fail(Error::Closed));
    Result<T> received(std::move(*value_));
    value_.reset();
    return received;
  }

 private:
  friend class Channel;
  void wake() noexcept { complete_soon(*Loop::current()); }
  void hand(T value) {
    value_.emplace(std::move(value));
    wake();
  }
  void withdraw() noexcept override { this->unlink(); }

  Channel& channel_;
  std::optional<T> value_;
};

}  // namespace saki
