// SPDX-License-Identifier: Apache-2.0
//
// MessageInflater: takes messages out of permessage-deflate, piece by piece (RFC 7692 section 7.2.2), within a bound.
#pragma once

#include <zlib.h>

#include "http/message_buffer.h"

namespace saki::http {

class MessageInflater {  // Affinity: loop.
 public:
  MessageInflater();  // Throws std::bad_alloc.
  ~MessageInflater();
  MessageInflater(const MessageInflater&) = delete;
  MessageInflater& operator=(const MessageInflater&) = delete;

  enum class Outcome : std::uint8_t { Sound, Malformed, TooLarge };

  // Inflates the next piece of a message behind what `into` holds, which grows to `most_bytes` at most. Throws std::bad_alloc.
  [[nodiscard]] Outcome inflate(ByteView piece, MessageBuffer& into, std::size_t most_bytes);
  // The message's last piece was inflated: what is left of it.
  [[nodiscard]] Outcome end_message(MessageBuffer& into, std::size_t most_bytes);

  void restart() noexcept;  // Forgets the messages before.

 private:
  z_stream stream_{};
};

}  // namespace saki::http
