// SPDX-License-Identifier: Apache-2.0
#include "saki/bytes.h"

#include "text/base64_reader.h"

namespace saki {

using text::Base64Kind;

std::string Bytes::base64() const {
  std::string text;
  append_base64(text, content_);
  return text;
}

Result<Bytes> Bytes::from_base64(std::string_view text) {
  Bytes bytes;
  bytes.content_.resize(text::base64_size(text, Base64Kind::Standard));
  if (!text::read_base64(text, Base64Kind::Standard, bytes.content_)) return fail(Error::Invalid);
  return bytes;
}

}  // namespace saki
