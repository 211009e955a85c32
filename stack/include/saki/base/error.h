// SPDX-License-Identifier: Apache-2.0
//
// Error: what went wrong, in 16 bytes.
//
// Each room has an enum of its ordinary failures and one `ErrorRoom` that names them. An Error carries the enumerator, the room and
// a 32-bit detail (errno, a protocol's code). It is trivially copyable, costs nothing to return, and becomes text only when printed.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

namespace saki {

// Names one room's errors. Instances are constants with static storage; identity is the address.
struct ErrorRoom {
  const char* name;                                 // "base", "http"
  const char* (*text)(std::uint16_t code) noexcept;  // One clause, lower case, no full stop.
};

// Failures that every room shares.
enum class BasicError : std::uint16_t {
  System = 1,  // A system call failed; the detail is its errno.
  Cancelled,   // The task that waited was cancelled.
  Timeout,     // A deadline passed.
  Closed,      // The other side, or the object itself, is closed.
  Exhausted,   // A bound was reached (queue, pool, table).
  Invalid,     // An argument or a text is outside its grammar.
};

const ErrorRoom& error_room(BasicError) noexcept;

template <class E>
concept ErrorCode = std::is_enum_v<E> && requires(E code) {
  { error_room(code) } -> std::same_as<const ErrorRoom&>;
};

class Error {  // Affinity: any.
 public:
  // As `using enum BasicError`, which GCC 12 cannot compile where a template names them.
  static constexpr BasicError System = BasicError::System;
  static constexpr BasicError Cancelled = BasicError::Cancelled;
  static constexpr BasicError Timeout = BasicError::Timeout;
  static constexpr BasicError Closed = BasicError::Closed;
  static constexpr BasicError Exhausted = BasicError::Exhausted;
  static constexpr BasicError Invalid = BasicError::Invalid;

  template <ErrorCode E>
  Error(E code, std::int32_t detail = 0) noexcept  // NOLINT(google-explicit-constructor): an enumerator is an error.
      : room_(&error_room(code)), code_(static_cast<std::uint16_t>(code)), detail_(detail) {}

  // The failure of the system call that just returned, from `errno`, or from an errno at hand.
  [[nodiscard]] static Error last_system() noexcept;
  [[nodiscard]] static Error system(int error_number) noexcept { return {BasicError::System, error_number}; }

  [[nodiscard]] const ErrorRoom& room() const noexcept { return *room_; }
  [[nodiscard]] std::uint16_t code() const noexcept { return code_; }
  [[nodiscard]] std::int32_t detail() const noexcept { return detail_; }

  // "connection reset by peer", "request head too large (16384)".
  [[nodiscard]] std::string text() const;

  template <ErrorCode E>
  friend bool operator==(const Error& error, E code) noexcept {
    return error.room_ == &error_room(code) && error.code_ == static_cast<std::uint16_t>(code);
  }

 private:
  const ErrorRoom* room_;
  std::uint16_t code_;
  std::int32_t detail_;
};

static_assert(std::is_trivially_copyable_v<Error>);

}  // namespace saki
