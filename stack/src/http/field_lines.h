// SPDX-License-Identifier: Apache-2.0
//
// Fields outside the head of an answer: those of an interim answer, and trailers.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "saki/http/field.h"

namespace saki::http {

// `first`, the fields and the empty line behind them.
[[nodiscard]] std::string with_field_lines(std::string_view first, std::span<const Field> fields);

[[nodiscard]] bool are_sendable(std::span<const Field> fields) noexcept;

[[nodiscard]] bool are_trailers(std::span<const Field> fields) noexcept;

}  // namespace saki::http
