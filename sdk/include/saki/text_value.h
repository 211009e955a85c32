// SPDX-License-Identifier: Apache-2.0
//
// The text forms of single values, as path and query parameters, form fields, header fields and cookies carry them.
//
// parse_text() is strict: the whole text must be the value, without blanks around it. It leaves `into` alone when it returns false.
// append_text() writes what parse_text() reads. Generated code adds overloads for the enumerations of a manifest.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "saki/bytes.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

// Affinity: any (all of this header).
[[nodiscard]] bool parse_text(std::string_view text, bool& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::int32_t& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::int64_t& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::uint32_t& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::uint64_t& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, double& into) noexcept;  // JSON's grammar; finite.
[[nodiscard]] bool parse_text(std::string_view text, std::string& into);      // Any well-formed UTF-8.
[[nodiscard]] bool parse_text(std::string_view text, Bytes& into);
[[nodiscard]] bool parse_text(std::string_view text, Timestamp& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::chrono::year_month_day& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, std::chrono::microseconds& into) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, Uuid& into) noexcept;

void append_text(std::string& text, bool value);
void append_text(std::string& text, std::int32_t value);
void append_text(std::string& text, std::int64_t value);
void append_text(std::string& text, std::uint32_t value);
void append_text(std::string& text, std::uint64_t value);
void append_text(std::string& text, double value);  // The shortest that reads back as the same; `nan`, `inf` for what is no number.
void append_text(std::string& text, std::string_view value);
void append_text(std::string& text, const char* value);  // Else a literal would become a bool.
void append_text(std::string& text, const Bytes& value);
void append_text(std::string& text, const Timestamp& value);
void append_text(std::string& text, std::chrono::year_month_day value);
void append_text(std::string& text, std::chrono::microseconds value);
void append_text(std::string& text, const Uuid& value);

}  // namespace saki
