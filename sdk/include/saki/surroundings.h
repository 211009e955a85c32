// SPDX-License-Identifier: Apache-2.0
//
// Surroundings: the service around whatever runs on one of its workers: a request, a run of a job, work that was spawned.
//
//   Task<> send_mail(Surroundings& here, std::string to) { … co_await here.use<Mail>().send(to); }
//   request.spawn(send_mail, address);
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/base/clock.h"
#include "saki/log.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task_scope.h"
#include "saki/timestamp.h"
#include "saki/type_key.h"

namespace saki {

class HttpClient;
class Loop;
class WorkerContext;

namespace detail {

[[noreturn]] void raise_unfinished(const Error& error);  // What BlockingPool gave instead of a value.

template <class F, class... Arguments>
Task<std::invoke_result_t<F, Arguments...>> run_blocking(BlockingPool& pool, F function, Arguments... arguments) {
  auto outcome = co_await pool.run(std::move(function), std::move(arguments)...);
  if (!outcome) raise_unfinished(outcome.error());
  if constexpr (!std::is_void_v<std::invoke_result_t<F, Arguments...>>) co_return std::move(*outcome);
}

}  // namespace detail

class Surroundings {  // Affinity: loop. Lives as long as its worker, where nothing else is said.
 public:
  explicit Surroundings(WorkerContext& context) noexcept : context_(context) {}
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  // A package that the service was composed with. Asking for another aborts.
  template <class T>
  [[nodiscard]] T& use() const noexcept {
    return *static_cast<T*>(find_package(type_key<T>()));
  }

  // The service's own settings, of the type they were declared with; asking for others aborts. Those that are `reload: live` change
  // while the service runs: the object is this worker's own and stays where it is, with other values in it after a wait. In a request they
  // stay as they are, see there. The rest never change: a service that is told to read its configuration anew (SIGHUP) does so in a new
  // process, which takes over.
  template <class T>
  [[nodiscard]] const T& settings() const noexcept {
    return *static_cast<const T*>(find_settings(type_key<T>()));
  }

  // The newest ones, which stay as they are as long as they are held: for what goes on for long, as a socket does.
  template <class T>
  [[nodiscard]] std::shared_ptr<const T> newest_settings() const noexcept {
    return std::static_pointer_cast<const T>(find_newest_settings(type_key<T>()));
  }

  // This worker's own object of a type that Service::per_worker told of. Asking for another aborts.
  template <class T>
  [[nodiscard]] T& per_worker() const noexcept {
    return *static_cast<T*>(find_per_worker(type_key<T>()));
  }

  // Asks other servers, as the configuration's section `client` says. Each worker has one, made when first asked for. Throws
  // std::runtime_error where the environment names a proxy that is none. See <saki/http_client.h>.
  [[nodiscard]] HttpClient& http() const;

  [[nodiscard]] LogStream& log() const noexcept;  // Named after the service.
  [[nodiscard]] Loop& loop() const noexcept;
  [[nodiscard]] Timestamp now() const noexcept;  // By the loop's clock, which tests choose.

  // Where the service keeps its files, and where a path below it lies; an absolute path stays as it is.
  [[nodiscard]] const std::string& data_dir() const noexcept;
  [[nodiscard]] std::string data_path(std::string_view path) const;

  // Runs `function(arguments…)`, which may block, on a thread of the pool: co_await here.blocking(hash, password). The arguments are
  // decayed and copied. Gives what it returned, throws what it threw; ServiceUnavailable where too many wait already, Cancelled.
  template <class F, class... Arguments>
  [[nodiscard]] auto blocking(F function, Arguments&&... arguments) const {
    return detail::run_blocking<F, std::decay_t<Arguments>...>(blocking(), std::move(function), std::forward<Arguments>(arguments)...);
  }
  [[nodiscard]] BlockingPool& blocking() const noexcept;  // One for the process.

  // Begins `function(arguments…)`, a Task<>, and goes on: nobody waits for it here. Where the function takes Surroundings& first it is
  // given those of this worker. Arguments are decayed and moved in. It is the service's from here on: an error it throws is logged, and a
  // service that stops waits for it as long as for requests (server.drain_timeout), then cancels it. Throws ServiceUnavailable past
  // server.limits.spawned_tasks of them.
  template <class F, class... Arguments>
  void spawn(F function, Arguments&&... arguments) const {
    if constexpr (std::is_invocable_v<F, Surroundings&, std::decay_t<Arguments>...>)
      spawning().spawn(std::move(function), std::ref(of_worker()), std::forward<Arguments>(arguments)...);
    else
      spawning().spawn(std::move(function), std::forward<Arguments>(arguments)...);
  }

  // Calls `function(Surroundings&, arguments…)` on every worker, this one included, soon and without waiting; each has copies of its own.
  // Throws nothing of what it throws: that is logged. A worker that ends meanwhile is left out.
  template <class F, class... Arguments>
  void broadcast(F function, Arguments&&... arguments) const {
    static_assert(detail::Captureless<F>, "broadcast takes a function or a closure without captures; pass what it needs as arguments");
    const std::tuple<std::decay_t<Arguments>...> values(std::forward<Arguments>(arguments)...);
    on_all_workers([function, values](Surroundings& here) { std::apply([&](const auto&... each) { function(here, each...); }, values); });
  }

  // For the SDK itself.
  [[nodiscard]] WorkerContext& context() const noexcept { return context_; }

 protected:
  ~Surroundings() = default;

  WorkerContext& context_;

 private:
  friend class WorkerContext;
  [[nodiscard]] void* find_package(TypeKey key) const noexcept;
  [[nodiscard]] const void* find_settings(TypeKey key) const noexcept;
  [[nodiscard]] std::shared_ptr<const void> find_newest_settings(TypeKey key) const noexcept;
  [[nodiscard]] void* find_per_worker(TypeKey key) const noexcept;
  [[nodiscard]] TaskScope& spawning() const;
  [[nodiscard]] Surroundings& of_worker() const noexcept;
  void on_all_workers(std::function<void(Surroundings&)> call) const;
};

}  // namespace saki
