// SPDX-License-Identifier: Apache-2.0
//
// Http1Body: how much of a request's content has come and how much is still to come. Knows framing, not sockets.
#pragma once

#include <cstdint>
#include <optional>

#include "http/chunked_decoder.h"
#include "http/head_rules.h"
#include "saki/base/bytes.h"

namespace saki::http {

class Http1Body {  // Affinity: loop.
 public:
  void begin() noexcept;  // There is none, unless:
  // `limits` outlives the body.
  void expect(const Framing& framing, Expectation expectation, const Limits& limits) noexcept;

  [[nodiscard]] BodyKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept;  // Nothing for a chunked body.
  [[nodiscard]] std::uint64_t left_bytes() const noexcept { return left_bytes_; }  // Of a sized body.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  [[nodiscard]] Refusal refusal() const noexcept { return refusal_; }
  void refuse(Refusal refusal) noexcept { refusal_ = refusal; }

  // Of a chunked body, before any of it is taken: its trailers are kept in `text`, which outlives this.
  void keep_trailers(std::string& text) noexcept { decoder_->keep_trailers(text); }

  void set_limit(std::uint64_t limit_bytes) noexcept;

  // Whether the client waits for 100 (Continue) before it sends.
  [[nodiscard]] bool awaits_continue() const noexcept { return awaits_continue_; }
  void forget_continue() noexcept { awaits_continue_ = false; }

  struct Taken {
    std::size_t consumed_bytes;  // Of the input, framing included.
    std::size_t placed_bytes;
  };
  // Moves content from the front of `input` into `into`. Sets at_end or refusal as it finds them.
  [[nodiscard]] Taken take(std::string_view input, MutableBytes into) noexcept;

  // All that is left of a sized body, where it is at the front of `input`; it counts as taken.
  [[nodiscard]] std::optional<ByteView> take_whole(std::string_view input) noexcept;

  // The rest will never come.
  void note_cut_off() noexcept { left_bytes_ = UINT64_MAX; }

  // So many bytes of a sized body were received where they are wanted, past all buffers.
  void note_received(std::size_t count_bytes) noexcept;

 private:
  [[nodiscard]] Taken take_sized(std::string_view input, MutableBytes into) noexcept;
  [[nodiscard]] Taken take_chunked(std::string_view input, MutableBytes into) noexcept;

  const Limits* limits_ = nullptr;
  std::optional<ChunkedDecoder> decoder_;
  std::uint64_t length_ = 0;
  std::uint64_t left_bytes_ = 0;
  BodyKind kind_ = BodyKind::None;
  Refusal refusal_ = Refusal::None;
  bool at_end_ = true;
  bool awaits_continue_ = false;
};

inline void Http1Body::begin() noexcept {
  length_ = left_bytes_ = 0;
  kind_ = BodyKind::None;
  refusal_ = Refusal::None;
  at_end_ = true;
  awaits_continue_ = false;
}

}  // namespace saki::http
