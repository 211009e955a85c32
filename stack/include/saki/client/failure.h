// SPDX-License-Identifier: Apache-2.0
//
// Failure: why there is no answer, or no more of it: what was being done, with whom, and what happened.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "saki/base/error.h"

namespace saki::client {

enum class Phase : std::uint8_t {
  Preparing,   // The request itself is at fault: nobody was asked.
  Waiting,     // For a connection that others use.
  Resolving,   // The host's name.
  Connecting,
  Tunnelling,  // Asking a proxy for a way through.
  Securing,    // The TLS handshake.
  Sending,
  Answering,   // From the end of the request to the end of the answer's head.
  Reading,     // The answer's content.
};

[[nodiscard]] std::string_view phase_text(Phase phase) noexcept;  // "connecting to"

struct Failure {
  Failure(Phase in, Error what, std::string where, bool sent) : phase(in), error(what), place(std::move(where)), may_be_processed(sent) {}

  Phase phase;
  Error error;
  std::string place;      // "https://example.org", or a proxy's and whom it was to lead to.
  bool may_be_processed;  // Some of the request may have been read by the server; false where it certainly was not.

  [[nodiscard]] std::string text() const;  // "connecting to https://example.org: Connection refused"
};

template <class T = void>
using Outcome = std::expected<T, Failure>;

}  // namespace saki::client
