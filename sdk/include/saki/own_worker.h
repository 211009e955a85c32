// SPDX-License-Identifier: Apache-2.0
//
// OwnWorker<Message>: a thread of one's own that handles messages one after another, on a loop of its own.
//
//   Task<> index(Document document, Index& into) { … }            // on that thread; waits as any handler does
//   OwnWorker<Document> indexer(log, "indexer", 1000, index, std::ref(index_));
//   indexer.post(document);                                         // from anywhere, without waiting
//
// It is for what keeps a thread busy, or must be on one thread alone; for single calls that block there is request.blocking().
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "saki/log.h"
#include "saki/loop_thread.h"
#include "saki/task/mailbox.h"
#include "saki/task/task_scope.h"

namespace saki {

namespace detail {

void own_worker_failed(LogStream& log, const std::string& name, const std::exception_ptr& error) noexcept;

}  // namespace detail

template <class Message>
class OwnWorker {  // Affinity: any for post(); made, stopped and destroyed on one thread, which is not its own.
 public:
  // Begins the thread. `handle(message, arguments…)` gives Task<> or nothing; arguments are decayed and moved to the thread, where they
  // end. What it throws is logged, and the next message is handled. `capacity` messages wait at most. `log` outlives this.
  template <class F, class... Arguments>
  OwnWorker(LogStream& log, std::string name, std::size_t capacity, F handle, Arguments&&... arguments)
      : log_(log), name_(std::move(name)), thread_(name_) {
    static_assert(detail::Captureless<F>, "a worker runs a function or a closure without captures; pass what it needs as arguments");
    std::tuple<std::decay_t<Arguments>...> values(std::forward<Arguments>(arguments)...);
    thread_.run([&] {
      box_.emplace(thread_.loop(), capacity);
      scope_.emplace(thread_.loop(), "own worker");
      scope_->spawn(serve<F, std::decay_t<Arguments>...>, std::ref(*this), handle, std::move(values));
    });
  }
  OwnWorker(const OwnWorker&) = delete;
  OwnWorker& operator=(const OwnWorker&) = delete;
  ~OwnWorker() { stop(); }

  // Puts a message at the end. Errors: Exhausted when `capacity` wait already; Closed once it stops. Not after the worker's end.
  Result<> post(Message message) { return box_->post(std::move(message)); }

  // Refuses further messages, cancels what is being handled, drops what waits, and ends the thread. Idempotent.
  void stop() noexcept {
    if (stopped_) return;
    stopped_ = true;
    thread_.run([this] {
      box_->close();
      scope_->cancel();
      scope_->drop();
      scope_.reset();
    });
    thread_.stop();
  }

 private:
  template <class F, class... Arguments>
  static Task<> serve(std::reference_wrapper<OwnWorker> self, F handle, std::tuple<Arguments...> arguments) {
    OwnWorker& worker = self;
    for (;;) {
      Result<Message> message = co_await worker.box_->receive();
      if (!message) co_return;
      try {
        if constexpr (std::is_void_v<std::invoke_result_t<F&, Message, Arguments&...>>)
          std::apply([&](Arguments&... each) { handle(std::move(*message), each...); }, arguments);
        else
          co_await std::apply([&](Arguments&... each) { return handle(std::move(*message), each...); }, arguments);
      } catch (const Cancelled&) {
        throw;
      } catch (...) {
        detail::own_worker_failed(worker.log_, worker.name_, std::current_exception());
      }
    }
  }

  LogStream& log_;
  const std::string name_;
  LoopThread thread_;
  std::optional<Mailbox<Message>> box_;  // Made and closed on the thread; what waits in it ends with this.
  std::optional<TaskScope> scope_;  // Of the thread.
  bool stopped_ = false;
};

}  // namespace saki
