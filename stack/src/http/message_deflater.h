// SPDX-License-Identifier: Apache-2.0
//
// MessageDeflater: puts messages into permessage-deflate (RFC 7692 section 7.2.1), as much at a time as there is room for.
#pragma once

#include <zlib.h>

#include "saki/base/bytes.h"

namespace saki::http {

class MessageDeflater {  // Affinity: loop.
 public:
  // `window_bits` is 8 to 15, `level` 1 to 9. Throws std::bad_alloc.
  MessageDeflater(unsigned window_bits, int level);
  ~MessageDeflater();
  MessageDeflater(const MessageDeflater&) = delete;
  MessageDeflater& operator=(const MessageDeflater&) = delete;

  // Deflates the front of `content` into `room`, which has more than 16 bytes: drops it from `content`, and returns how many bytes were
  // placed. The message is whole once is_whole(); until then it is called again with what is left of the content, be it nothing.
  [[nodiscard]] std::size_t deflate(ByteView& content, MutableBytes room) noexcept;
  [[nodiscard]] bool is_whole() const noexcept { return !within_; }

  void restart() noexcept;  // What follows refers to nothing before it.

 private:
  z_stream stream_{};
  bool within_ = false;  // Of a message.
};

}  // namespace saki::http
