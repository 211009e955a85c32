// SPDX-License-Identifier: Apache-2.0
//
// StandaloneClient: an HttpClient with a loop of its own, for programs and tests that are no service.
//
//   saki::StandaloneClient client;
//   saki::ClientResponse answer = client.wait(client.http().get("http://127.0.0.1:8080/notes"));
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "saki/http_client.h"
#include "saki/task/task_scope.h"

namespace saki {

class StandaloneClient {  // Affinity: one thread, which is its loop's.
 public:
  explicit StandaloneClient(const HttpClientOptions& options = {});  // Throws as HttpClient, and where the system gives no loop.
  ~StandaloneClient();
  StandaloneClient(const StandaloneClient&) = delete;
  StandaloneClient& operator=(const StandaloneClient&) = delete;

  [[nodiscard]] HttpClient& http() noexcept;
  [[nodiscard]] Loop& loop() noexcept;

  // Runs a task to its end, blocking; gives what it gave, or throws what it threw. Not from inside another one.
  template <class T>
  T wait(Task<T> task) {
    std::exception_ptr error;
    if constexpr (std::is_void_v<T>) {
      run(finish(std::move(task), error));
      if (error) std::rethrow_exception(error);
    } else {
      std::optional<T> value;
      run(keep(std::move(task), value, error));
      if (error) std::rethrow_exception(error);
      return *std::move(value);
    }
  }

 private:
  static Task<> finish(Task<> task, std::exception_ptr& error) {
    try {
      co_await std::move(task);
    } catch (...) {
      error = std::current_exception();
    }
  }
  template <class T>
  static Task<> keep(Task<T> task, std::optional<T>& value, std::exception_ptr& error) {
    try {
      value.emplace(co_await std::move(task));
    } catch (...) {
      error = std::current_exception();
    }
  }
  void run(Task<> task);

  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace saki
