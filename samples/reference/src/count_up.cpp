// SPDX-License-Identifier: Apache-2.0
//
// A counter that all workers share, kept for an hour after it was made.
#include "handlers.h"

saki::Task<std::int64_t> handlers::count_up(saki::Request& request, std::string name) {
  co_return co_await request.use<saki::Store>().increment(name, 1, std::chrono::hours(1));
}
