// SPDX-License-Identifier: Apache-2.0
#include "stack/server/test_application.h"

#include <string>
#include <thread>

#include "saki/task/sleep.h"

namespace saki {
namespace {

void answer(http::Exchange& exchange, std::string_view text) {
  static_cast<void>(exchange.try_respond(http::ResponseHead{}, as_bytes(text)));
}

Task<> answer_after(TestApplication* application, http::Exchange& exchange, Duration pause) {
  try {
    co_await sleep(pause);
  } catch (const Cancelled&) {
    ++application->cancelled;
    throw;
  }
  answer(exchange, "slow");
}

class TestWorker final : public WorkerApplication, private http::Handler {
 public:
  TestWorker(TestApplication& application, Worker& worker) : application_(application), worker_(worker) {}

  http::Handler& handler() noexcept override { return *this; }
  Task<Result<>> start() override {
    if (application_.refuse_to_start) co_return fail(Error::Exhausted);
    ++application_.started;
    co_return {};
  }
  Task<> stop() override {
    ++application_.stopped;
    return {};
  }

 private:
  Task<> handle(http::Exchange& exchange) override {
    const int number = ++application_.requests;
    const std::string_view path = exchange.head().path;
    if (path == "/slow") return answer_after(&application_, exchange, std::chrono::milliseconds(100));
    if (path == "/hang") return answer_after(&application_, exchange, std::chrono::hours(1));
    while (path == "/hold" && application_.let_go < number) std::this_thread::yield();
    answer(exchange, path == "/worker" ? std::to_string(worker_.index()) : "hello");
    return {};
  }

  TestApplication& application_;
  Worker& worker_;
};

}  // namespace

std::unique_ptr<WorkerApplication> TestApplication::make_worker(Worker& worker) { return std::make_unique<TestWorker>(*this, worker); }

}  // namespace saki
