// SPDX-License-Identifier: Apache-2.0
//
// Result<T>: a value, or the Error that took its place. For what may ordinarily fail: I/O, parsing, databases.
#pragma once

#include <expected>
#include <utility>

#include "saki/base/error.h"

namespace saki {

template <class T = void>
using Result = std::expected<T, Error>;

// Shorthand for returning a failure: `return fail(Error::Timeout);`
template <ErrorCode E>
[[nodiscard]] std::unexpected<Error> fail(E code, std::int32_t detail = 0) noexcept {
  return std::unexpected<Error>(Error(code, detail));
}
[[nodiscard]] inline std::unexpected<Error> fail(Error error) noexcept { return std::unexpected<Error>(error); }

}  // namespace saki

// Passes a failure on to the caller; in a coroutine use SAKI_CO_TRY. The result of the expression is discarded.
#define SAKI_TRY(...)                                                                             \
  do {                                                                                            \
    if (auto saki_result = (__VA_ARGS__); !saki_result) return ::saki::fail(saki_result.error()); \
  } while (false)

#define SAKI_CO_TRY(...)                                                                             \
  do {                                                                                               \
    if (auto saki_result = (__VA_ARGS__); !saki_result) co_return ::saki::fail(saki_result.error()); \
  } while (false)
