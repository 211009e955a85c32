// SPDX-License-Identifier: Apache-2.0
#include "service/service_application.h"

#include "service/host_dispatcher.h"

namespace saki {
namespace {

class ServiceWorker final : public WorkerApplication {
 public:
  ServiceWorker(Runtime& runtime, Worker& worker)
      : runtime_(runtime),
        worker_(worker),
        context_(runtime.context(), worker.blocking(), worker.loop()),
        dispatcher_(make_dispatcher(context_)) {}

  [[nodiscard]] http::Handler& handler() noexcept override { return *dispatcher_; }

  [[nodiscard]] Task<Result<>> start() override {
    runtime_.start_worker(worker_.loop());
    started_ = true;
    co_await context_.make_globals();
    runtime_.begin_work(context_.surroundings);
    co_return Result<>();
  }

  void rest() noexcept override { context_.encoders.give_up_idle(); }

  [[nodiscard]] Task<> drain() override {
    co_await runtime_.end_work(context_.surroundings);
    co_await context_.spawned.join();
  }

  [[nodiscard]] Task<> stop() override {
    context_.spawned.cancel();
    context_.spawned.drop();
    context_.globals.clear();
    if (started_) runtime_.stop_worker(worker_.loop());
    return {};
  }

 private:
  Runtime& runtime_;
  Worker& worker_;
  WorkerContext context_;
  std::unique_ptr<http::Handler> dispatcher_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<WorkerApplication> ServiceApplication::make_worker(Worker& worker) {
  return std::make_unique<ServiceWorker>(*runtime_, worker);
}

}  // namespace saki
