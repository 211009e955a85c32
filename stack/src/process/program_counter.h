// SPDX-License-Identifier: Apache-2.0
//
// Where a thread was when a signal struck it.
#pragma once

#include <cstdint>

namespace saki {

// `context` is the third argument of a signal handler. 0 on processors it does not know. Async-signal-safe.
[[nodiscard]] std::uintptr_t program_counter(const void* context) noexcept;

}  // namespace saki
