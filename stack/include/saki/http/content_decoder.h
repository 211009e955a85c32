// SPDX-License-Identifier: Apache-2.0
//
// ContentDecoder: takes content out of a coding, piece by piece, into room that is given.
//
// Its memory comes from an arena and is forgotten with it: for content of requests, whose arena ends with them. It grows with what is
// decoded, at most to the coding's window: 32 KB for gzip, 16 MB for brotli.
#pragma once

#include "saki/base/arena.h"
#include "saki/base/bytes.h"
#include "saki/http/content_coding.h"

namespace saki::http {

class ContentDecoder {  // Affinity: loop. Needs no destruction.
 public:
  enum class State : std::uint8_t {
    Open,       // More may come.
    Whole,      // The coded content is complete; more after it may only be a further gzip member.
    Malformed,  // It is outside the coding; for good.
  };

  struct Progress {
    std::size_t consumed_bytes = 0;
    std::size_t placed_bytes = 0;
  };

  // `coding` is not Identity. Throws std::bad_alloc.
  [[nodiscard]] static ContentDecoder& make(ContentCoding coding, Arena& arena);

  ContentDecoder(const ContentDecoder&) = delete;
  ContentDecoder& operator=(const ContentDecoder&) = delete;

  // Decodes from `coded` into `room`, which is not empty, until one of them is used up. Nothing consumed and nothing placed: it needs more
  // of `coded`, or the state tells why not.
  [[nodiscard]] virtual Progress decode(ByteView coded, MutableBytes room) noexcept = 0;

  [[nodiscard]] State state() const noexcept { return state_; }

 protected:
  ContentDecoder() noexcept = default;
  ~ContentDecoder() = default;
  void set_state(State state) noexcept { state_ = state; }

 private:
  State state_ = State::Open;
};

}  // namespace saki::http
