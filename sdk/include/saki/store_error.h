// SPDX-License-Identifier: Apache-2.0
//
// StoreError: why a store did not do what it was asked, in a form that a handler can decide by. The plain calls throw it, which becomes
// 503 where a handler leaves it alone; the `try_` ones carry it.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "saki/dependency_error.h"

namespace saki {

enum class StoreErrorKind : std::uint8_t {
  Unavailable,  // It cannot be reached, read or written.
  Timeout,      // StoreOptions::call_timeout passed. Whether it was done is not known.
  Cancelled,    // Nobody waits for it any more.
  Closed,       // The store has stopped.
  Exhausted,    // Too many calls wait already, or too many watch.
  Full,         // No bytes are left, and none may be evicted.
  TooLarge,     // The key, the batch, or what the value would become is beyond what StoreOptions allow.
  Invalid,      // The key is empty; or the value is no number, or would not fit 64 bits, or is not the state of a rate.
  Other,
};

// "too-large": for logs and metrics. Affinity: any.
[[nodiscard]] const char* to_string(StoreErrorKind kind) noexcept;

class StoreError final : public DependencyError {  // Affinity: any. Copying shares the text.
 public:
  // As `using enum StoreErrorKind`, which GCC 12 cannot compile where a template names them.
  static constexpr StoreErrorKind Unavailable = StoreErrorKind::Unavailable;
  static constexpr StoreErrorKind Timeout = StoreErrorKind::Timeout;
  static constexpr StoreErrorKind Cancelled = StoreErrorKind::Cancelled;
  static constexpr StoreErrorKind Closed = StoreErrorKind::Closed;
  static constexpr StoreErrorKind Exhausted = StoreErrorKind::Exhausted;
  static constexpr StoreErrorKind Full = StoreErrorKind::Full;
  static constexpr StoreErrorKind TooLarge = StoreErrorKind::TooLarge;
  static constexpr StoreErrorKind Invalid = StoreErrorKind::Invalid;
  static constexpr StoreErrorKind Other = StoreErrorKind::Other;

  // `dependency` as of every DependencyError: "redis", where the store is kept there.
  explicit StoreError(StoreErrorKind kind, const std::string& text, const char* dependency = "store")
      : DependencyError(dependency, text, to_string(kind)), kind_(kind) {}

  [[nodiscard]] StoreErrorKind kind() const noexcept { return kind_; }

 private:
  StoreErrorKind kind_;
};

template <class T>
using StoreResult = std::expected<T, StoreError>;

}  // namespace saki
