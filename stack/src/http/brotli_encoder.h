// SPDX-License-Identifier: Apache-2.0
//
// BrotliEncoder: RFC 7932, by Google's library.
#pragma once

#include <brotli/encode.h>

#include "http/brotli_memory.h"
#include "saki/http/content_encoder.h"

namespace saki::http {

class BrotliEncoder final : public ContentEncoder {  // Affinity: one thread at a time.
 public:
  explicit BrotliEncoder(int quality);
  ~BrotliEncoder() override;

  void encode(ByteView content, Then then, std::string& into) override;
  void restart() override;

  [[nodiscard]] std::size_t held_bytes() const noexcept { return memory_.held_bytes(); }

 private:
  int quality_;
  BrotliMemory memory_;
  BrotliEncoderState* state_ = nullptr;
};

}  // namespace saki::http
