// SPDX-License-Identifier: Apache-2.0
#include "saki/client/failure.h"

#include "saki/tls/tls_fault.h"

namespace saki::client {

std::string_view phase_text(Phase phase) noexcept {
  switch (phase) {
    case Phase::Preparing: return "preparing a request to";
    case Phase::Waiting: return "waiting for a connection to";
    case Phase::Resolving: return "resolving the name of";
    case Phase::Connecting: return "connecting to";
    case Phase::Tunnelling: return "asking for a tunnel by";
    case Phase::Securing: return "agreeing on encryption with";
    case Phase::Sending: return "sending to";
    case Phase::Answering: return "waiting for the answer of";
    case Phase::Reading: return "reading the answer of";
  }
  return "asking";
}

std::string Failure::text() const {
  std::string text = std::string(phase_text(phase)).append(" ").append(place).append(": ").append(error.text());
  if (error == TlsFault::Untrusted) text.append(": ").append(distrust_reason(error));
  return text;
}

}  // namespace saki::client
