// SPDX-License-Identifier: Apache-2.0
#include "saki/test_jobs.h"

#include <exception>

#include "saki/jobs.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

Task<> run_and_tell(Surroundings& here, std::string job, std::string arguments, std::exception_ptr& failure) {
  try {
    co_await here.use<Jobs>().run(std::move(job), std::move(arguments));
  } catch (...) {
    failure = std::current_exception();
  }
}

}  // namespace

void run_job(TestClient& client, std::string job, std::string arguments) {
  TestWorker& worker = *client.worker_;
  std::exception_ptr failure;
  TaskScope scope(*worker.loop, "test job");
  {
    const LoopBinding binding(*worker.loop);
    scope.spawn(run_and_tell, std::ref(worker.context->surroundings), std::move(job), std::move(arguments), std::ref(failure));
  }
  worker.run(scope);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace saki
