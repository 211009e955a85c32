// SPDX-License-Identifier: Apache-2.0
//
// When each job runs, and by which handler.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "jobs.h"

#include <memory>

#include "handlers.h"
#include "saki/job_arguments.h"
#include "saki/jobs.h"
#include "saki/service.h"

namespace kitchen::sink {

void add_jobs(saki::Service& service) {
  auto& jobs = service.add_package(std::make_unique<saki::Jobs>());
  {  // job sweep
    saki::JobOptions options;
    options.every = std::chrono::microseconds(3600000000);
    jobs.add("sweep", handlers::sweep, options);
  }
  {  // job report
    saki::JobOptions options;
    options.backoff = std::chrono::microseconds(10000000);
    options.timeout = std::chrono::microseconds(300000000);
    options.jitter = std::chrono::microseconds(60000000);
    options.cron = "30 3 * * mon-fri";
    options.on_start = true;
    options.retry = 3;
    jobs.add("report", [](saki::JobRun& run) { return handlers::report(run, saki::job_arguments<Nothing>(run)); },
        options);
  }
  {  // job mend-all
    saki::JobOptions options;
    options.durable = true;
    options.overlap = saki::JobOverlap::Queue;
    jobs.add("mend-all", [](saki::JobRun& run) { return handlers::mend(run, saki::job_arguments<Account>(run)); },
        options);
  }
  jobs.add("rinse", handlers::rinse);  // job rinse
}

saki::Task<std::string> jobs::mend_all(saki::Surroundings& here, const Account& arguments) {
  return here.use<saki::Jobs>().enqueue_durable("mend-all", arguments);
}

void jobs::rinse(saki::Surroundings& here) {
  here.use<saki::Jobs>().enqueue("rinse");
}

}  // namespace kitchen::sink
