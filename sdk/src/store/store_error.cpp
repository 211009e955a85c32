// SPDX-License-Identifier: Apache-2.0
#include "saki/store_error.h"

#include <utility>

#include "saki/store_call.h"
#include "saki/task/wait.h"

namespace saki {

const char* to_string(StoreErrorKind kind) noexcept {
  switch (kind) {
    case StoreErrorKind::Unavailable: return "unavailable";
    case StoreErrorKind::Timeout: return "timeout";
    case StoreErrorKind::Cancelled: return "cancelled";
    case StoreErrorKind::Closed: return "closed";
    case StoreErrorKind::Exhausted: return "exhausted";
    case StoreErrorKind::Full: return "full";
    case StoreErrorKind::TooLarge: return "too-large";
    case StoreErrorKind::Invalid: return "invalid";
    case StoreErrorKind::Other: break;
  }
  return "other";
}

void throw_store_error(StoreError error) {
  if (error.kind() == StoreErrorKind::Cancelled) throw Cancelled();
  throw StoreError(std::move(error));
}

}  // namespace saki
