// SPDX-License-Identifier: Apache-2.0
//
// JsonAnswer: an answer's JSON in the making, in the memory of its request while there is little of it, else in a string.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "saki/base/arena.h"
#include "saki/json_writer.h"
#include "saki/response.h"

namespace saki {

class JsonAnswer {  // Affinity: loop.
 public:
  // `arena` lives until the answer is sent.
  explicit JsonAnswer(Arena& arena) : writer_({static_cast<char*>(arena.allocate(kSmallBytes, 1)), kSmallBytes}, large_) {}

  [[nodiscard]] JsonWriter& writer() noexcept { return writer_; }

  // Once the document is whole.
  [[nodiscard]] Response response(Status status) && noexcept {
    if (!large_.empty()) return Response::holding(status, Response::kJson, std::move(large_));
    return Response::borrowing(status, Response::kJson, writer_.in_buffer());
  }

 private:
  static constexpr std::size_t kSmallBytes = 1536;  // A block of an arena holds two, and the rest of a request.

  std::string large_;
  JsonWriter writer_;
};

}  // namespace saki
