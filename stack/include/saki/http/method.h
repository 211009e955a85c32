// SPDX-License-Identifier: Apache-2.0
//
// Method: what a request asks to be done (RFC 9110 section 9). The registered ones are told apart here; every other token is Other
// and keeps its spelling in RequestHead::method_token.
#pragma once

#include <cstdint>
#include <string_view>

namespace saki::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Connect, Options, Trace, Patch, Other };

// The method that `token` names; methods are case-sensitive.
[[nodiscard]] Method method_of(std::string_view token) noexcept;

// "GET"; empty for Other.
[[nodiscard]] std::string_view method_text(Method method) noexcept;

// Whether the method asks for nothing but an answer (RFC 9110 section 9.2.1): GET, HEAD, OPTIONS, TRACE.
[[nodiscard]] constexpr bool is_safe(Method method) noexcept {
  return method == Method::Get || method == Method::Head || method == Method::Options || method == Method::Trace;
}

}  // namespace saki::http
