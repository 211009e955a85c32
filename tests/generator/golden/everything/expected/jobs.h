// SPDX-License-Identifier: Apache-2.0
//
// The jobs of kitchen-sink.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <string>

#include "saki/surroundings.h"
#include "saki/task.h"
#include "types.h"

namespace saki {
class Service;
}

namespace kitchen::sink {

void add_jobs(saki::Service& service);

// What the service's own code may ask for: `jobs::NAME(request)` has it run soon, on this worker. One that is awaited gives the id of the
// run once the store has it. See <saki/jobs.h>.
struct jobs {
  [[nodiscard]] static saki::Task<std::string> mend_all(saki::Surroundings& here, const Account& arguments);
  static void rinse(saki::Surroundings& here);
};

}  // namespace kitchen::sink
