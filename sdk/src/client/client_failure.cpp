// SPDX-License-Identifier: Apache-2.0
#include "client/client_failure.h"

#include "saki/client/client_fault.h"
#include "saki/net/resolver.h"

namespace saki {
namespace {

using client::ClientFault;
using client::Phase;

bool is_break(const Error& error) noexcept { return error == Error::System || error == Error::Closed || error == ClientFault::CutShort; }

}  // namespace

ClientErrorKind kind_of(const client::Failure& failure) noexcept {
  switch (failure.phase) {
    case Phase::Preparing: return ClientErrorKind::Invalid;
    case Phase::Waiting: return failure.error == Error::Timeout ? ClientErrorKind::Timeout : ClientErrorKind::Exhausted;
    case Phase::Resolving:
    case Phase::Connecting:
    case Phase::Tunnelling:
    case Phase::Securing: return failure.error == Error::Timeout ? ClientErrorKind::Timeout : ClientErrorKind::Unreachable;
    case Phase::Sending:
    case Phase::Answering:
    case Phase::Reading: break;
  }
  if (failure.error == Error::Timeout) return ClientErrorKind::Timeout;
  return is_break(failure.error) ? ClientErrorKind::Broken : ClientErrorKind::Malformed;
}

bool is_passing(const client::Failure& failure) noexcept {
  if (failure.phase == Phase::Preparing || failure.phase == Phase::Waiting) return false;
  return failure.error == Error::Timeout || failure.error == ResolverFault::TryAgain || is_break(failure.error);
}

}  // namespace saki
