// SPDX-License-Identifier: Apache-2.0
//
// GzipEncoder: RFC 1952, by zlib.
#pragma once

#include <zlib.h>

#include "saki/http/content_encoder.h"

namespace saki::http {

class GzipEncoder final : public ContentEncoder {  // Affinity: one thread at a time.
 public:
  explicit GzipEncoder(int level);
  ~GzipEncoder() override;

  void encode(ByteView content, Then then, std::string& into) override;
  void restart() override;

 private:
  z_stream stream_{};
};

}  // namespace saki::http
