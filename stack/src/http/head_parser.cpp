// SPDX-License-Identifier: Apache-2.0
#include "http/head_parser.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"
#include "base/planted_bug.h"
#include "http/blanks.h"
#include "http/scan.h"

namespace saki::http {
namespace {

constexpr std::string_view kVersionPattern = "HTTP/0.0";  // A zero stands for any digit.

// Whether the line goes on with " HTTP/1.1" and ends there.
constexpr std::ptrdiff_t kHttp11LineBytes = 11;
[[gnu::always_inline]] inline bool is_http11_line_end(const char* at, const char* end) noexcept {
  return end - at >= kHttp11LineBytes && std::memcmp(at, " HTTP/1.", 8) == 0 && std::memcmp(at + 7, ".1\r\n", 4) == 0;
}

[[gnu::always_inline]] inline std::string_view without_blanks(const char* from, const char* end) noexcept {
  while (from != end && is_blank(*from)) ++from;
  while (from != end && is_blank(end[-1])) --end;
  return {from, end};
}

// The same where there are none, as nearly always behind the first space. `from` may be the line's end.
[[gnu::always_inline]] inline std::string_view without_rare_blanks(const char* from, const char* end) noexcept {
  const auto is_dark = [](char byte) { return static_cast<unsigned char>(byte) > ' '; };
  if (is_dark(*from) && is_dark(end[-1])) [[likely]]
    return {from, end};
  return without_blanks(from, end);
}

constexpr std::ptrdiff_t kLineEndBytes = 2;
[[gnu::always_inline]] inline bool is_line_end(const char* at) noexcept { return std::memcmp(at, "\r\n", 2) == 0; }

// The end of ASCII text in an input of a block at least, whose last whole block begins at `last_block`. `from` is not behind the end.
[[gnu::always_inline]] inline const char* end_of_plain_text(const char* from, const char* end, const char* last_block) noexcept {
  for (; from < last_block; from += ByteBlock::kBytes) {
    if (const auto hits = scan::kNoPlainText<ByteBlock>(ByteBlock::load(from)); hits.any()) return from + hits.first();
  }
  const auto hits = scan::kNoPlainText<ByteBlock>(ByteBlock::load(last_block)).behind(static_cast<std::size_t>(from - last_block));
  return hits.any() ? from + hits.first() : end;
}

// Of what the first looks do not tell, kept out of their way.
[[gnu::noinline]] const char* end_of_name(const char* from, const char* end, const char* floor) noexcept {
  return scan::token(from, end, floor);
}
[[gnu::noinline]] const char* end_of_value(const char* from, const char* end, const char* floor) noexcept {
  return scan::field_value(from, end, floor);
}
[[gnu::noinline]] const char* end_of_target(const char* from, const char* end, const char* floor) noexcept {
  return scan::target(from, end, floor);
}

}  // namespace

inline void HeadParser::set_end(std::uint64_t limit_bytes) noexcept {
  const auto arrived = static_cast<std::uint64_t>(input_end_ - start_);
  end_ = start_ + std::min({arrived, limit_bytes, limits_.head_bytes});
}

ParseOutcome HeadParser::parse(std::string_view input) noexcept {
  if (start_ == nullptr) start_ = mark_ = at_ = input.data();
  input_end_ = input.data() + input.size();
  set_end(phase_ < Phase::FieldName ? limits_.request_line_bytes : limits_.head_bytes);
  if (phase_ == Phase::EmptyLine && at_ == start_ && whole_request_line() && whole_field_lines()) return ParseOutcome::Complete;
  if (refusal_ == Refusal::None && request_line() && fields()) return ParseOutcome::Complete;
  return refusal_ == Refusal::None ? ParseOutcome::Incomplete : ParseOutcome::Refused;
}

inline bool HeadParser::whole_request_line() noexcept {
  const char* const end = end_;
  const bool is_get = end - at_ >= 4 && std::memcmp(at_, "GET ", 4) == 0;
  const char* const method_end = is_get ? at_ + 3 : end_of_name(at_, end, start_);
  if (!is_get && (method_end == at_ || method_end == end || *method_end != ' ')) return false;
  const char* const target = method_end + 1;
  const char* const path_end = scan::plain_path(target, end, start_);
  if (path_end == end) return false;
  const char* const target_end = *path_end == ' ' ? path_end : end_of_target(path_end, end, start_);
  if (target_end == target || !is_http11_line_end(target_end, end)) return false;

  head_.method_token = {at_, method_end};
  head_.method = is_get ? Method::Get : method_of(head_.method_token);
  head_.version = HttpVersion::Http11;
  set_target({target, target_end}, path_end);
  at_ = mark_ = target_end + kHttp11LineBytes;
  phase_ = Phase::FieldName;
  if (end_ != input_end_) set_end(limits_.head_bytes);
  return true;
}

// A path of letters, digits and the like is in normal form as it stands: nothing is left to be decided about such a target.
inline void HeadParser::set_target(std::string_view target, const char* plain_end) noexcept {
  const char* const end = target.data() + target.size();
  const bool is_settled = target.front() == '/' && (plain_end == end || *plain_end == '?');
  const std::string_view path = is_settled ? std::string_view(target.data(), plain_end) : std::string_view();
  head_.target = target;
  head_.path = path;
  if (!is_settled) return;
  head_.form = TargetForm::Origin;
  head_.raw_path = path;
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

inline bool HeadParser::whole_field_lines() noexcept {
  if (end_ - start_ < ByteBlock::kBytes || end_ - at_ < kLineEndBytes) return false;
  const char* line = at_;
  while (!is_line_end(line)) {
    const char* const next = whole_field_line(line);
    if (next == nullptr) {
      at_ = mark_ = line;
      return false;
    }
    line = next;
  }
  at_ = mark_ = line + kLineEndBytes;
  return true;
}

// Names of letters and hyphens, shorter than a block, and values of ASCII text are told by their first looks; others take a second. Each
// line is followed by another, be it the empty one: where less than that is behind it yet, it is left for later.
inline const char* HeadParser::whole_field_line(const char* line) noexcept {
  const char* const end = end_;
  const char* const last_block = end - ByteBlock::kBytes;
  const char* const last_line_end = end - 2 * kLineEndBytes;
  if (head_.fields.full() && !kBugPlanted) return nullptr;

  const auto name_hits = hits_at<ByteBlock>(line, last_block, scan::kNoPlainName<ByteBlock>);
  const char* name_end = name_hits.any() ? line + name_hits.first() : line;
  if (*name_end != ':') [[unlikely]] {
    name_end = end_of_name(name_end, end, start_);
    if (name_end == end || *name_end != ':') return nullptr;
  }
  if (name_end == line || name_end >= last_line_end) return nullptr;

  const char* const value = name_end + (name_end[1] == ' ' ? 2 : 1);
  const char* value_end = end_of_plain_text(value, end, last_block);
  if (value_end > last_line_end) return nullptr;
  if (!is_line_end(value_end)) [[unlikely]] {
    value_end = end_of_value(value_end, end, start_);
    if (value_end > last_line_end || !is_line_end(value_end)) return nullptr;
  }
  head_.fields.add({line, name_end}, without_rare_blanks(value, value_end));
  return value_end + kLineEndBytes;
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

}  // namespace saki::http
