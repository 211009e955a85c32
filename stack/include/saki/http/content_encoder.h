// SPDX-License-Identifier: Apache-2.0
//
// ContentEncoder: puts content into a coding, piece by piece.
//
// Its state is bounded: about 270 KB for gzip, 2 MB for brotli at the defaults. It is worth keeping: restart() makes an encoder new without
// giving its memory back; see EncoderPool.
#pragma once

#include <memory>
#include <string>

#include "saki/base/bytes.h"
#include "saki/http/content_coding.h"

namespace saki::http {

struct EncoderOptions {
  int gzip_level = 6;  // 1 to 9.
  int brotli_quality = 4;  // 0 to 11; from 10 on it costs many times as much.
};

class ContentEncoder {  // Affinity: one thread at a time.
 public:
  enum class Then {
    More,  // Further content follows; the encoder may keep what it has.
    Flush,  // The reader can decode everything so far.
    End,  // That was the last.
  };

  // `coding` is not Identity. Throws std::bad_alloc.
  [[nodiscard]] static std::unique_ptr<ContentEncoder> make(ContentCoding coding, const EncoderOptions& options = {});

  ContentEncoder(const ContentEncoder&) = delete;
  ContentEncoder& operator=(const ContentEncoder&) = delete;
  virtual ~ContentEncoder() = default;

  // Appends to `into` what `content` comes to, as much of it as `then` asks for. After End only restart(). Throws std::bad_alloc.
  virtual void encode(ByteView content, Then then, std::string& into) = 0;

  // As newly made. Throws std::bad_alloc.
  virtual void restart() = 0;

  [[nodiscard]] ContentCoding coding() const noexcept { return coding_; }

 protected:
  explicit ContentEncoder(ContentCoding coding) noexcept : coding_(coding) {}

 private:
  ContentCoding coding_;
};

}  // namespace saki::http
