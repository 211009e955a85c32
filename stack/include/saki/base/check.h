// SPDX-License-Identifier: Apache-2.0
//
// SAKI_CHECK and SAKI_ASSERT: for what must not happen.
//
// A failed check prints one line through the installed reporter and aborts; the supervisor restarts the process. SAKI_CHECK stays in
// release builds and must be cheap; SAKI_ASSERT vanishes there. One condition each.
#pragma once

namespace saki {

// Where a failed check is told before the abort; the default writes to standard error. Affinity: any. Must not throw or allocate.
using CheckReporter = void (*)(const char* file, int line, const char* condition, const char* message) noexcept;

// Installs the reporter for the whole process; returns the previous one.
CheckReporter set_check_reporter(CheckReporter reporter) noexcept;

[[noreturn]] void check_failed(const char* file, int line, const char* condition, const char* message) noexcept;

}  // namespace saki

#define SAKI_CHECK(condition, message) \
  (static_cast<bool>(condition) ? void() : ::saki::check_failed(__FILE__, __LINE__, #condition, message))

#ifdef NDEBUG
#define SAKI_ASSERT(condition, message) static_cast<void>(0)
#else
#define SAKI_ASSERT(condition, message) SAKI_CHECK(condition, message)
#endif
