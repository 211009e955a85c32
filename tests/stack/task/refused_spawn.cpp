// SPDX-License-Identifier: Apache-2.0
//
// Must not compile: the closure would end before the coroutine that uses its capture.
#include "saki/task/task_scope.h"

void capture(saki::TaskScope& scope, int value) {
  scope.spawn([value]() -> saki::Task<> {
    static_cast<void>(value);
    co_return;
  });
}
