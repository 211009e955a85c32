// SPDX-License-Identifier: Apache-2.0
//
// Upgrade: what the connection goes on with behind an answer 101 (Switching Protocols).
#pragma once

#include <span>

#include "saki/http_words.h"

namespace saki {

class Request;

class Upgrade {  // Affinity: loop.
 public:
  virtual ~Upgrade() = default;

  // Answers 101 with `fields` besides its own, and takes the connection over once the exchange has ended. False, and nothing was sent,
  // where the connection cannot be had.
  [[nodiscard]] virtual bool begin(Request& request, std::span<const Field> fields) = 0;
};

}  // namespace saki
