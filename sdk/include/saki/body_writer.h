// SPDX-License-Identifier: Apache-2.0
//
// BodyWriter: where a streamed response puts its content.
#pragma once

#include <string_view>

#include "saki/base/bytes.h"
#include "saki/task/task.h"

namespace saki {

namespace http {
class Exchange;
}

class CodedContent;

class BodyWriter {  // Affinity: loop. Lives until the streaming task has ended.
 public:
  // With `coded` the content goes through an encoder.
  explicit BodyWriter(http::Exchange& exchange, CodedContent* coded = nullptr) noexcept : exchange_(exchange), coded_(coded) {}
  BodyWriter(const BodyWriter&) = delete;
  BodyWriter& operator=(const BodyWriter&) = delete;

  // Sends `content`, which stays valid until the task has ended; waits while the client does not take it. Empty content sends nothing.
  //
  // Throws Cancelled when the client is gone or takes nothing for too long, and std::length_error past the length announced.
  [[nodiscard]] Task<> write(std::string_view content);
  [[nodiscard]] Task<> write(ByteView content);

 private:
  http::Exchange& exchange_;
  CodedContent* coded_;
};

}  // namespace saki
