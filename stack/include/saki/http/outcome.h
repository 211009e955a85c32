// SPDX-License-Identifier: Apache-2.0
//
// Outcome: how an exchange ended.
#pragma once

#include <cstdint>

#include "saki/http/status.h"

namespace saki::http {

struct Outcome {
  static constexpr Status kNoAnswer{499};  // As other servers' logs have it.

  Status status = kNoAnswer;  // kNoAnswer where no head was given.
  std::uint64_t bytes = 0;    // Of content that were sent, without framing.
  bool complete = false;      // False where the answer broke off, or was never given. True says that all of it was handed to the system.
};

}  // namespace saki::http
