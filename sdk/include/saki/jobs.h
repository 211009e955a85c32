// SPDX-License-Identifier: Apache-2.0
//
// Jobs: work that is done by time, when the service starts, or when somebody asks for it.
//
//   Task<> purge(JobRun& run) { … }
//   auto& jobs = service.add_package(std::make_unique<Jobs>());
//   jobs.add("purge", purge, {.every = std::chrono::hours(1), .retry = 3});
//   request.use<Jobs>().enqueue("purge");   // and now as well
//
// A scheduled run is done by one of the service's workers, whichever comes first. Where the service has a Store that other machines see as
// well (`backend: redis`), it is done by one machine: who runs it holds a lock there, and renews it; when that machine dies the lock ends
// after `jobs.lease`, and another one does the run. So a run may begin twice, where the first was cut off: JobRun::fence() tells them
// apart.
//
// What was due while the service did not run is not made up for. Where a process was held up, one run is done for all that it missed.
//
// A service that stops begins no more runs, waits for those that go on as long as for requests, then cancels them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "saki/encode.h"
#include "saki/job_handler.h"
#include "saki/job_options.h"
#include "saki/package.h"

namespace saki {

class Jobs final : public Package {  // Affinity: any between start() and stop(), save where another is said.
 public:
  Jobs();
  ~Jobs() override;

  // Adds a job, before the service starts. Mistakes are told when it does. Affinity: main.
  void add(std::string name, JobHandler handler, JobOptions options = {});

  // Has a job run soon on this worker, beside whatever else runs, whether or not it has a clock; nobody waits for it. It is not kept across
  // a restart. `arguments` is JSON, or a value that has a codec. Throws ServiceUnavailable past `jobs.enqueued` of them, and
  // std::invalid_argument for a job that is not there, or is durable. Affinity: loop, of a worker.
  void enqueue(std::string_view job, std::string arguments = {});
  template <class T>
    requires requires(std::string& text, const T& value) { encode(value, JsonForm::Request); }
  void enqueue(std::string_view job, const T& arguments) {
    enqueue(job, encode(arguments, JsonForm::Request));
  }

  // Has a job that is `durable` run soon, on this worker, and gives the id of the run once the store has it: from then on it is not lost
  // with the process. Whoever finds it in the store does it, one at a time, until an attempt succeeded or all have failed. One that was
  // cut off is done again, so a handler has to bear that: JobRun::id() tells it which run it is.
  //
  // Throws StoreError where the store does not take it (of a timeout it is not known), ServiceUnavailable past `jobs.durable` of them,
  // ContentTooLarge past `jobs.argument_bytes`, std::invalid_argument for a job that is not there or not durable. Affinity: loop, of a
  // worker.
  [[nodiscard]] Task<std::string> enqueue_durable(std::string job, std::string arguments = {});
  template <class T>
    requires requires(std::string& text, const T& value) { encode(value, JsonForm::Request); }
  [[nodiscard]] Task<std::string> enqueue_durable(std::string job, const T& arguments) {
    return enqueue_durable(std::move(job), encode(arguments, JsonForm::Request));
  }

  // The same as enqueue, and waits until it has ended, its retries included. Throws what the last attempt threw. Affinity: loop, of a
  // worker.
  [[nodiscard]] Task<> run(std::string job, std::string arguments = {});

  [[nodiscard]] std::string_view name() const noexcept override { return "jobs"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void begin_work(Surroundings& here) override;
  [[nodiscard]] Task<> end_work(Surroundings& here) override;
  void stop_worker(Loop& loop) noexcept override;
  void measure(Measures& measures) const override;

 private:
  class Board;
  std::unique_ptr<Board> board_;
};

}  // namespace saki
