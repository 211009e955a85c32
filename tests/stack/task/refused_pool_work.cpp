// SPDX-License-Identifier: Apache-2.0
//
// Must not compile: GCC 12 destroys such a closure twice when it lives across a co_await.
#include "saki/task/blocking_pool.h"

saki::Task<> capture(saki::BlockingPool& pool, int value) {
  co_await pool.run([value] { return value; });
}
