// SPDX-License-Identifier: Apache-2.0
#include "saki/http/content_encoder.h"

#include "http/brotli_encoder.h"
#include "http/gzip_encoder.h"

namespace saki::http {

std::unique_ptr<ContentEncoder> ContentEncoder::make(ContentCoding coding, const EncoderOptions& options) {
  SAKI_CHECK(coding != ContentCoding::Identity, "the identity needs no encoder");
  if (coding == ContentCoding::Brotli) return std::make_unique<BrotliEncoder>(options.brotli_quality);
  return std::make_unique<GzipEncoder>(options.gzip_level);
}

}  // namespace saki::http
