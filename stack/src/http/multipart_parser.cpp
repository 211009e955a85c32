// SPDX-License-Identifier: Apache-2.0
#include "saki/http/multipart_parser.h"

#include <algorithm>

#include "base/planted_bug.h"
#include "http/blanks.h"
#include "saki/base/check.h"
#include "saki/http/content_disposition.h"
#include "saki/http/field.h"

namespace saki::http {
namespace {

constexpr std::size_t kMostBoundary = 70;
constexpr std::string_view kLineEnd = "\r\n";

// Content-Transfer-Encoding is gone from forms (RFC 7578 section 4.7); those that encode nothing do no harm.
bool encodes_nothing(std::string_view value) noexcept {
  return same_field_name(value, "binary") || same_field_name(value, "8bit") || same_field_name(value, "7bit");
}

}  // namespace

bool MultipartParser::is_boundary(std::string_view text) noexcept {
  constexpr std::string_view kMarks = "'()+_,-./:=? ";
  const auto allowed = [kMarks](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= kMostBoundary && text.back() != ' ' && std::ranges::all_of(text, allowed);
}

MultipartParser::MultipartParser(std::string_view boundary, const MultipartLimits& limits)
    : delimiter_("\r\n--" + std::string(boundary)), limits_(limits) {
  SAKI_CHECK(is_boundary(boundary), "a boundary outside RFC 2046");
}

MultipartParser::Step MultipartParser::next(ByteView input, bool whole) {
  text_ = as_text(input);
  at_ = 0;
  content_bytes_ = 0;
  whole_ = whole;
  for (;;) {
    const std::optional<Event> event = advance();
    if (event) return {*event, at_, input.subspan(at_ - content_bytes_, content_bytes_)};
  }
}

std::optional<MultipartEvent> MultipartParser::advance() {
  switch (state_) {
    case State::Start: return begin();
    case State::Preamble: return skip_preamble();
    case State::Delimiter: return end_delimiter();
    case State::Closing: return close();
    case State::Head: return read_line();
    case State::Content: return read_content();
    case State::Done: return Event::End;
    case State::Failed: break;
  }
  return failure_;
}

MultipartEvent MultipartParser::fail(Event reason) noexcept {
  state_ = State::Failed;
  failure_ = reason;
  return reason;
}

// The first delimiter needs no line end before it.
std::optional<MultipartEvent> MultipartParser::begin() {
  const std::string_view first = std::string_view(delimiter_).substr(kLineEnd.size());
  if (left().size() < first.size() && first.starts_with(left())) return wait();
  if (left().starts_with(first)) {
    at_ += first.size();
    state_ = State::Delimiter;
  } else {
    state_ = State::Preamble;
  }
  return std::nullopt;
}

std::optional<MultipartEvent> MultipartParser::skip_preamble() {
  const std::size_t found = left().find(delimiter_);
  if (found == std::string_view::npos) {
    at_ += left().size() - std::min(left().size(), delimiter_.size() - 1);
    return wait();
  }
  at_ += found + delimiter_.size();
  state_ = State::Delimiter;
  return std::nullopt;
}

std::optional<MultipartEvent> MultipartParser::end_delimiter() {
  if (left().starts_with("--")) {
    at_ += 2;
    state_ = State::Closing;
    return std::nullopt;
  }
  std::size_t blanks = 0;
  while (blanks < left().size() && is_blank(left()[blanks])) ++blanks;
  const std::string_view end = left().substr(blanks);
  if (blanks == 0 && end == "-") return wait();
  if (end.empty() || end == "\r") {
    at_ += blanks > 0 ? blanks - 1 : 0;  // One blank is kept: behind it no "--" can follow.
    return wait();
  }
  const std::size_t line_end = kBugPlanted && end.starts_with('\n') ? 1 : end.starts_with(kLineEnd) ? 2 : 0;
  if (line_end == 0) return fail(Event::Malformed);
  at_ += blanks + line_end;
  if (++parts_ > limits_.parts) return fail(Event::TooManyParts);
  part_ = {};
  named_ = false;
  head_bytes_ = 0;
  part_bytes_ = 0;
  state_ = State::Head;
  return std::nullopt;
}

std::optional<MultipartEvent> MultipartParser::close() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (left().starts_with(kLineEnd) || (left().empty() && whole_)) {
    state_ = State::Done;
    return std::nullopt;
  }
  return left().empty() || left() == "\r" ? wait() : fail(Event::Malformed);
}

std::optional<MultipartEvent> MultipartParser::read_line() {
  const std::size_t room = limits_.head_bytes - head_bytes_;
  const std::string_view line = left().substr(0, left().find(kLineEnd));
  if (line.empty() && left().starts_with(kLineEnd)) {
    at_ += kLineEnd.size();
    return begin_part();
  }
  const bool complete = line.size() < left().size();
  if (line.size() + kLineEnd.size() > room && (complete || (line.size() > room && line != "\r"))) return fail(Event::HeadTooLarge);
  if (!complete) return wait();
  if (!take_field(line)) return fail(Event::Malformed);
  head_bytes_ += line.size() + kLineEnd.size();
  at_ += line.size() + kLineEnd.size();
  return std::nullopt;
}

bool MultipartParser::take_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim(line.substr(colon + 1));
  if (!is_token(name) || !is_field_value(value)) return false;
  if (same_field_name(name, "Content-Transfer-Encoding")) return encodes_nothing(value);
  if (same_field_name(name, "Content-Type")) {
    if (!part_.media_type.empty() || value.empty()) return false;
    part_.media_type = value;
    return true;
  }
  if (!same_field_name(name, "Content-Disposition")) return true;
  std::optional<FormDisposition> disposition = parse_form_disposition(value);
  if (!disposition || named_) return false;
  part_.name = std::move(disposition->name);
  part_.file_name = std::move(disposition->file_name);
  named_ = true;
  return true;
}

MultipartEvent MultipartParser::begin_part() {
  if (!named_) return fail(Event::Malformed);
  state_ = State::Content;
  return Event::Part;
}

std::optional<MultipartEvent> MultipartParser::read_content() {
  const std::size_t found = left().find(delimiter_);
  if (found == 0) {
    at_ += delimiter_.size();
    state_ = State::Delimiter;
    return Event::PartEnd;
  }
  // Of content without an end what may be the beginning of a delimiter is held back.
  const bool ends = found != std::string_view::npos;
  content_bytes_ = ends ? found : left().size() - std::min(left().size(), delimiter_.size() - 1);
  if (content_bytes_ == 0) return wait();
  at_ += content_bytes_;
  part_bytes_ += content_bytes_;
  return part_bytes_ > limits_.part_bytes ? fail(Event::PartTooLarge) : Event::Content;
}

}  // namespace saki::http
