// SPDX-License-Identifier: Apache-2.0
#include "http/http1_answer.h"

namespace saki::http {

bool Http1Answer::count(std::uint64_t count_bytes) noexcept {
  if (framing_ != ContentFraming::Length || !sends_content_) return true;
  if (count_bytes > left_bytes_) return false;
  left_bytes_ -= count_bytes;
  return true;
}

}  // namespace saki::http
