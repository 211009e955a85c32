// SPDX-License-Identifier: Apache-2.0
//
// RequestMemory: a request's head, what was allocated for it, and the exchange that hands them out.
#pragma once

#include <vector>

#include "http/head_parser.h"
#include "http/http1_exchange.h"

namespace saki::http {

struct RequestMemory {
  explicit RequestMemory(const Limits& limits);
  RequestMemory(const RequestMemory&) = delete;
  RequestMemory& operator=(const RequestMemory&) = delete;

  void reset() noexcept {  // Ready for the next head.
    arena.reset();  // First: what ends with it may look at the head.
    parser.restart();
  }

  std::vector<Field> fields;
  RequestHead head;
  HeadParser parser;
  Arena arena;
  Http1Exchange exchange;
  ConnectionInfo connection;  // Of the connection whose id it has, once it was asked for.
};

}  // namespace saki::http
