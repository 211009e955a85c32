// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "saki/task.h"

saki::Task<std::string> handlers::sleep_for(saki::Request&, SleepForQuery query) {
  co_await saki::sleep(std::chrono::milliseconds(query.ms));
  co_return "slept " + std::to_string(query.ms) + " ms";
}
