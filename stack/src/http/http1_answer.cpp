// SPDX-License-Identifier: Apache-2.0
#include "http/http1_answer.h"

namespace saki::http {

void Http1Answer::begin(const RequestHead& request) noexcept {
  state_ = State::None;
  is_head_request_ = request.method == Method::Head;
  is_http10_ = request.version == HttpVersion::Http10;
}

void Http1Answer::frame(Status status, std::optional<std::uint64_t> length) noexcept {
  const bool empty = status == Status::ResetContent;  // It says so by its length (RFC 9110 section 15.3.6).
  if (empty) length = 0;
  left_bytes_ = length.value_or(0);
  sends_content_ = !is_head_request_ && !empty && may_have_content(status);
  if (!may_have_content(status)) {
    framing_ = ContentFraming::None;
  } else if (length) {
    framing_ = ContentFraming::Length;
  } else {
    framing_ = is_http10_ ? ContentFraming::UntilClose : ContentFraming::Chunked;
  }
}

bool Http1Answer::count(std::uint64_t count_bytes) noexcept {
  if (framing_ != ContentFraming::Length || !sends_content_) return true;
  if (count_bytes > left_bytes_) return false;
  left_bytes_ -= count_bytes;
  return true;
}

}  // namespace saki::http
