// SPDX-License-Identifier: Apache-2.0
#include "saki/process/supervised_application.h"

#include <optional>
#include <utility>

#include "process/fault_stack.h"
#include "process/heartbeat.h"

namespace saki {
namespace {

class SupervisedWorker final : public WorkerApplication {
 public:
  SupervisedWorker(std::unique_ptr<WorkerApplication> inner, Worker& worker, Supervised& supervised)
      : inner_(std::move(inner)), worker_(worker), supervised_(supervised) {}

  [[nodiscard]] http::Handler& handler() noexcept override { return inner_->handler(); }

  [[nodiscard]] Task<Result<>> start() override {
    const Result<> started = co_await inner_->start();
    const Duration period = supervised_.heartbeat_period();
    if (started && period > Duration::zero()) {
      heartbeat_.emplace(worker_.loop(), supervised_.heartbeats().add_worker(worker_.index()), period);
    }
    co_return started;
  }

  void rest() noexcept override { inner_->rest(); }

  [[nodiscard]] Task<> stop() override { return inner_->stop(); }

 private:
  const FaultStack fault_stack_;
  const std::unique_ptr<WorkerApplication> inner_;
  Worker& worker_;
  Supervised& supervised_;
  std::optional<Heartbeat> heartbeat_;
};

}  // namespace

std::unique_ptr<WorkerApplication> SupervisedApplication::make_worker(Worker& worker) {
  return std::make_unique<SupervisedWorker>(application_.make_worker(worker), worker, supervised_);
}

}  // namespace saki
