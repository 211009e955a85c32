// SPDX-License-Identifier: Apache-2.0
//
// RequestMemory: all that a connection needs while a request is on its way, and only then. The connections of a worker share a few, last
// in first out; a connection between two requests has none.
#pragma once

#include <memory>
#include <vector>

#include "http/head_parser.h"
#include "http/http1_exchange.h"

namespace saki::http {

struct RequestMemory {
  explicit RequestMemory(const Limits& limits);
  RequestMemory(const RequestMemory&) = delete;
  RequestMemory& operator=(const RequestMemory&) = delete;

  void reset() noexcept {  // Ready for the next head.
    parser.restart();
    arena.reset();
  }

  std::vector<Field> fields;
  RequestHead head;
  HeadParser parser;
  Arena arena;
  Http1Exchange exchange;
  ConnectionInfo connection;  // Of the connection whose id it has, once it was asked for.
};

class RequestMemoryPool {  // Affinity: loop.
 public:
  explicit RequestMemoryPool(const Limits& limits) noexcept : limits_(limits) {}

  [[nodiscard]] std::unique_ptr<RequestMemory> take() {
    if (free_.empty()) return std::make_unique<RequestMemory>(limits_);
    auto memory = std::move(free_.back());
    free_.pop_back();
    return memory;
  }
  void give_back(std::unique_ptr<RequestMemory> memory) {  // Must have been reset.
    if (free_.size() < kKeptCount) free_.push_back(std::move(memory));
  }

  void give_up_spare(std::size_t kept_count) noexcept {  // Keeps so many, at most.
    if (free_.size() > kept_count) free_.resize(kept_count);
  }

 private:
  static constexpr std::size_t kKeptCount = 64;

  const Limits& limits_;
  std::vector<std::unique_ptr<RequestMemory>> free_;
};

}  // namespace saki::http
