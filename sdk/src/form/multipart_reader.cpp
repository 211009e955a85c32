// SPDX-License-Identifier: Apache-2.0
#include "saki/multipart_reader.h"

#include <cstring>

#include "saki/http_error.h"
#include "saki/media_type.h"
#include "saki/request.h"

namespace saki {
namespace {

using http::MultipartEvent;

constexpr std::size_t kPieceBytes = 16 * 1024;

std::string boundary_of(const Request& request) {
  request.require_media_type("multipart/form-data");
  std::string boundary = MediaType::parse(request.header("Content-Type").value_or(""))->parameter("boundary");
  if (!http::MultipartParser::is_boundary(boundary)) throw BadRequest("The form's boundary is missing or malformed");
  return boundary;
}

void raise_on_failure(MultipartEvent event) {
  switch (event) {
    case MultipartEvent::Malformed: throw BadRequest("The form is not well-formed");
    case MultipartEvent::TooManyParts: throw ContentTooLarge("The form has more parts than this service takes");
    case MultipartEvent::HeadTooLarge: throw ContentTooLarge("A part of the form has more fields than this service takes");
    case MultipartEvent::PartTooLarge: throw ContentTooLarge("A part of the form is larger than this service takes");
    default: break;
  }
}

}  // namespace

MultipartReader::MultipartReader(Request& request, const MultipartLimits& limits)
    : request_(request), parser_(boundary_of(request), limits), buffer_(http::MultipartParser::window_bytes(limits) + kPieceBytes) {}

Task<bool> MultipartReader::next() {
  while (in_part_) {
    const MultipartEvent event = co_await advance();
    in_part_ = event != MultipartEvent::PartEnd;
  }
  const MultipartEvent event = co_await advance();
  in_part_ = event == MultipartEvent::Part;
  co_return in_part_;
}

Task<std::string_view> MultipartReader::read() {
  if (!in_part_) co_return std::string_view();
  const MultipartEvent event = co_await advance();
  in_part_ = event == MultipartEvent::Content;
  co_return in_part_ ? content_ : std::string_view();
}

Task<MultipartEvent> MultipartReader::advance() {
  for (;;) {
    const ByteView unread(buffer_.data() + begin_, end_ - begin_);
    const http::MultipartParser::Step step = parser_.next(unread, whole_);
    begin_ += step.consumed_bytes;
    content_ = as_text(step.content);
    raise_on_failure(step.event);
    if (step.event != MultipartEvent::NeedMore) co_return step.event;
    co_await fill();
  }
}

Task<> MultipartReader::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t count = co_await request_.read(MutableBytes(buffer_).subspan(end_));
  end_ += count;
  whole_ = count == 0;
}

}  // namespace saki
