// SPDX-License-Identifier: Apache-2.0
//
// Why answers are not whole, in access logs.
#pragma once

#include <string_view>

#include "saki/base/error.h"
#include "saki/tls/tls_fault.h"

namespace saki::http::unfinished {

inline constexpr std::string_view kClientGone = "the client closed the connection";
inline constexpr std::string_view kSlowReader = "the client did not take the answer in time";
inline constexpr std::string_view kHandlerFailed = "the handler failed";
inline constexpr std::string_view kTookTooLong = "the request took too long";
inline constexpr std::string_view kStopped = "the service stopped";

[[nodiscard]] inline bool is_tls(Error error) noexcept { return &error.room() == &error_room(TlsFault::CutOff); }

// Of an answer that could not be sent.
[[nodiscard]] inline std::string_view reason(Error error) noexcept {
  if (error == Error::Timeout) return kSlowReader;
  if (is_tls(error)) return error.room().text(error.code());
  return error == Error::Cancelled ? kStopped : kClientGone;
}

}  // namespace saki::http::unfinished
