// SPDX-License-Identifier: Apache-2.0
//
// LogField: a name and a value that go with a log line. Both are views: they live as long as the call that logs them.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "saki/base/error.h"
#include "saki/base/secret.h"

namespace saki {

// A truth value, a number, a text, or an Error whose text is made by the writer. A Secret is `***`.
class LogValue {
 public:
  using Held = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string_view, Error>;

  // NOLINTBEGIN(google-explicit-constructor): whatever can be logged is a value.
  LogValue() noexcept = default;
  LogValue(bool value) noexcept : held_(value) {}
  template <std::signed_integral T>
  LogValue(T value) noexcept : held_(std::int64_t{value}) {}
  template <std::unsigned_integral T>
  LogValue(T value) noexcept : held_(std::uint64_t{value}) {}
  LogValue(double value) noexcept : held_(value) {}
  LogValue(std::string_view text) noexcept : held_(text) {}
  LogValue(const std::string& text) noexcept : held_(std::string_view(text)) {}
  LogValue(const char* text) noexcept {
    if (text != nullptr) held_ = std::string_view(text);
  }
  LogValue(const Error& error) noexcept : held_(error) {}
  LogValue(const Secret&) noexcept : held_(Secret::kShown) {}
  // NOLINTEND(google-explicit-constructor)
  LogValue(const void*) = delete;  // No pointer becomes a truth value by accident.

  [[nodiscard]] const Held& held() const noexcept { return held_; }

 private:
  Held held_;
};

struct LogField {
  // `word` is a plain one such as `bytes_sent`.
  LogField(std::string_view word, LogValue shown) noexcept : name(word), value(shown) {}

  std::string_view name;
  LogValue value;
};

}  // namespace saki
