// SPDX-License-Identifier: Apache-2.0
//
// What handlers wait with: Task, `co_await sleep(10s)`, with_timeout, and TaskScope for what goes on beside a request.
#pragma once

#include "saki/task/sleep.h"         // IWYU pragma: export
#include "saki/task/task.h"          // IWYU pragma: export
#include "saki/task/task_scope.h"    // IWYU pragma: export
#include "saki/task/with_timeout.h"  // IWYU pragma: export
