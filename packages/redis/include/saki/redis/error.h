// SPDX-License-Identifier: Apache-2.0
//
// RedisError: why Redis did not do what it was asked, in a form that a handler can decide by. Left alone it is answered 503.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "saki/dependency_error.h"

namespace saki {

enum class RedisErrorKind : std::uint8_t {
  Unavailable,  // There is no connection, and the last attempt to make one failed. Nothing was sent.
  Lost,         // The connection was lost after the command had been sent: whether it was carried out is not known.
  Timeout,      // No reply came within the call's limit; the command may still be carried out.
  Cancelled,    // Nobody waits for it any more.
  Exhausted,    // A bound was reached: calls that wait, connections that are lent.
  Closed,       // The package has stopped, or the connection that was lent has ended.
  Refused,      // The server said no; code() is its word for why.
  Protocol,     // What came was no reply, or one that nobody had asked for.
  TooLarge,     // The command is beyond command_bytes, the reply beyond reply_bytes or reply_elements.
  Mismatch,     // The reply has another form than the call wants.
  Misuse,       // The command does not belong on a connection that others share.
  Aborted,      // A watched key was changed by somebody else: nothing of the transaction was carried out.
};

// "unavailable": for logs and metrics. Affinity: any.
[[nodiscard]] const char* to_string(RedisErrorKind kind) noexcept;

class RedisError final : public DependencyError {  // Affinity: any.
 public:
  using Kind = RedisErrorKind;

  explicit RedisError(Kind kind, const std::string& text, std::string code = {})
      : DependencyError("redis", text, to_string(kind)), code_(std::move(code)), kind_(kind) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& code() const noexcept { return code_; }  // Of Refused: "WRONGTYPE", "NOSCRIPT", "BUSYGROUP".

 private:
  std::string code_;
  Kind kind_;
};

}  // namespace saki
