// SPDX-License-Identifier: Apache-2.0
#include "http/head_parser.h"

#include <algorithm>
#include <cstring>

#include "http/blanks.h"
#include "http/planted_bug.h"
#include "http/scan.h"

namespace saki::http {
namespace {

constexpr std::string_view kVersionPattern = "HTTP/0.0";  // A zero stands for any digit.

// Whether the line goes on with "HTTP/1.1" and ends there.
constexpr std::ptrdiff_t kHttp11LineBytes = 10;
[[gnu::always_inline]] inline bool is_http11_line_end(const char* at, const char* end) noexcept {
  return end - at >= kHttp11LineBytes && std::memcmp(at, "HTTP/1.1", 8) == 0 && std::memcmp(at + 8, "\r\n", 2) == 0;
}

constexpr bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }

[[gnu::always_inline]] inline std::string_view without_blanks(const char* from, const char* end) noexcept {
  while (from != end && is_blank(*from)) ++from;
  while (from != end && is_blank(end[-1])) --end;
  return {from, end};
}

}  // namespace

ParseOutcome HeadParser::parse(std::string_view input) noexcept {
  if (start_ == nullptr) start_ = mark_ = at_ = input.data();
  input_end_ = input.data() + input.size();
  set_end(phase_ < Phase::FieldName ? limits_.request_line_bytes : limits_.head_bytes);
  if (phase_ == Phase::EmptyLine && at_ == start_ && whole_request_line() && whole_field_lines()) return ParseOutcome::Complete;
  if (refusal_ == Refusal::None && request_line() && fields()) return ParseOutcome::Complete;
  return refusal_ == Refusal::None ? ParseOutcome::Incomplete : ParseOutcome::Refused;
}

bool HeadParser::whole_request_line() noexcept {
  const char* const end = end_;
  const bool is_get = end - at_ >= 4 && std::memcmp(at_, "GET ", 4) == 0;
  const char* const method_end = is_get ? at_ + 3 : scan::token(at_, end, start_);
  if (method_end == at_ || method_end == end || *method_end != ' ') return false;
  const char* const target = method_end + 1;
  const char* const path_end = scan::plain_path(target, end, start_);
  if (path_end == end) return false;
  const char* const target_end = *path_end == ' ' ? path_end : scan::target(path_end, end, start_);
  if (target_end == target || target_end == end || *target_end != ' ') return false;
  if (!is_http11_line_end(target_end + 1, end)) return false;

  head_.method_token = {at_, method_end};
  head_.method = is_get ? Method::Get : method_of(head_.method_token);
  head_.version = HttpVersion::Http11;
  set_target({target, target_end}, path_end);
  at_ = mark_ = target_end + 1 + kHttp11LineBytes;
  phase_ = Phase::FieldName;
  if (end_ != input_end_) set_end(limits_.head_bytes);
  return true;
}

// A path of letters, digits and the like is in normal form as it stands: nothing is left to be decided about such a target.
void HeadParser::set_target(std::string_view target, const char* plain_end) noexcept {
  const char* const end = target.data() + target.size();
  head_.target = target;
  head_.path = {};
  if (target.front() != '/' || (plain_end != end && *plain_end != '?')) return;
  head_.form = TargetForm::Origin;
  head_.path = head_.raw_path = {target.data(), plain_end};
  head_.query = plain_end == end ? std::string_view() : std::string_view(plain_end + 1, end);
}

bool HeadParser::request_line() noexcept {
  switch (phase_) {
    case Phase::EmptyLine:
      if (!empty_line()) return false;
      phase_ = Phase::Method;
      [[fallthrough]];
    case Phase::Method:
      if (!method()) return false;
      phase_ = Phase::Target;
      [[fallthrough]];
    case Phase::Target:
      if (!target()) return false;
      phase_ = Phase::Version;
      [[fallthrough]];
    case Phase::Version:
      if (!version()) return false;
      phase_ = Phase::VersionEnd;
      [[fallthrough]];
    case Phase::VersionEnd:
      if (!line_end()) return false;
      phase_ = Phase::FieldName;
      set_end(limits_.head_bytes);
      return true;
    default: return true;
  }
}

// At most one, for old clients that send it after a body (RFC 9112 section 2.2).
bool HeadParser::empty_line() noexcept {
  if (!need_byte()) return false;
  return *at_ != '\r' || line_end();
}

bool HeadParser::method() noexcept {
  at_ = scan::token(at_, end_, start_);
  if (!need_byte()) return false;
  if (*at_ != ' ' || at_ == mark_) return refuse(Refusal::MalformedRequestLine);
  head_.method_token = token();
  head_.method = method_of(head_.method_token);
  mark_ = ++at_;
  return true;
}

bool HeadParser::target() noexcept {
  at_ = scan::target(at_, end_, start_);
  if (!need_byte()) return false;
  if (*at_ != ' ' || at_ == mark_) return refuse(at_ == mark_ || is_blank(*at_) ? Refusal::MalformedRequestLine : Refusal::MalformedTarget);
  set_target(token(), mark_);
  mark_ = ++at_;
  return true;
}

bool HeadParser::version() noexcept {
  while (static_cast<std::size_t>(at_ - mark_) < kVersionPattern.size()) {
    if (!need_byte()) return false;
    const char expected = kVersionPattern[static_cast<std::size_t>(at_ - mark_)];
    if (expected == '0' ? !is_digit(*at_) : *at_ != expected) return refuse(Refusal::MalformedVersion);
    ++at_;
  }
  const char major = mark_[5];
  const char minor = mark_[7];
  if (major != '1') return refuse(Refusal::UnsupportedVersion);
  head_.version = minor == '0' ? HttpVersion::Http10 : HttpVersion::Http11;  // A higher minor is spoken to as 1.1 (RFC 9110 section 2.5).
  return true;
}

bool HeadParser::fields() noexcept {
  for (;;) {
    if (phase_ == Phase::FieldName) {
      if (at_ == mark_ && whole_field_lines()) return true;
      if (!need_byte()) return false;
      if (*at_ == '\r' && at_ == mark_) return line_end();
      if (!field_name()) return false;
      phase_ = Phase::FieldValue;
    }
    if (!field_value()) return false;
    phase_ = Phase::FieldName;
  }
}

bool HeadParser::whole_field_lines() noexcept {
  const char* line = at_;
  const char* const end = end_;
  while (line != end && *line != '\r' && (!head_.fields.full() || kBugPlanted)) {
    const char* const name_end = scan::token(line, end, start_);
    if (name_end == line || name_end == end || *name_end != ':') break;
    const char* const value_end = scan::field_value(name_end + 1, end, start_);
    if (end - value_end < 2 || value_end[0] != '\r' || value_end[1] != '\n') break;
    head_.fields.add({line, name_end}, without_blanks(name_end + 1, value_end));
    line = value_end + 2;
  }
  const bool is_last = end - line >= 2 && line[0] == '\r' && line[1] == '\n';
  at_ = mark_ = is_last ? line + 2 : line;
  return is_last;
}

bool HeadParser::field_name() noexcept {
  at_ = scan::token(at_, end_, start_);
  if (!need_byte()) return false;
  if (*at_ != ':' || at_ == mark_) {
    if (at_ == mark_ && is_blank(*at_)) return refuse(Refusal::FoldedField);
    return refuse(at_ == mark_ && *at_ == '\n' ? Refusal::MalformedLineEnd : Refusal::MalformedFieldName);
  }
  name_ = token();
  mark_ = ++at_;
  return true;
}

bool HeadParser::field_value() noexcept {
  at_ = scan::field_value(at_, end_, start_);
  if (!need_byte()) return false;
  if (*at_ != '\r' && *at_ != '\n') return refuse(Refusal::MalformedFieldValue);
  const std::string_view value = without_blanks(mark_, at_);
  if (!line_end()) return false;
  if (head_.fields.full()) return refuse(Refusal::TooManyFields);
  head_.fields.add(name_, value);
  return true;
}

bool HeadParser::line_end() noexcept {
  if (!need_byte()) return false;
  if (*at_ != '\r') return refuse(Refusal::MalformedLineEnd);
  if (at_ + 1 == end_) return out_of_bytes();
  if (at_[1] != '\n') return refuse(Refusal::MalformedLineEnd);
  mark_ = at_ += 2;
  return true;
}

bool HeadParser::need_byte() noexcept { return at_ != end_ || out_of_bytes(); }

bool HeadParser::out_of_bytes() noexcept {
  if (end_ == input_end_) return false;
  if (phase_ >= Phase::FieldName) return refuse(Refusal::HeadTooLarge);
  return refuse(phase_ < Phase::Target ? Refusal::MethodTooLong : Refusal::TargetTooLong);
}

bool HeadParser::refuse(Refusal refusal) noexcept {
  refusal_ = refusal;
  return false;
}

void HeadParser::set_end(std::uint64_t limit_bytes) noexcept {
  const auto arrived = static_cast<std::uint64_t>(input_end_ - start_);
  end_ = start_ + std::min({arrived, limit_bytes, limits_.head_bytes});
}

}  // namespace saki::http
