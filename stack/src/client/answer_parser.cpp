// SPDX-License-Identifier: Apache-2.0
#include "client/answer_parser.h"

#include "base/ascii.h"
#include "base/planted_bug.h"
#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

using http::ParseOutcome;

constexpr std::string_view kFixed = "HTTP/0.0 000";  // A zero stands for any digit.
constexpr std::size_t kMajorAt = 5;
constexpr std::size_t kMinorAt = 7;
constexpr std::size_t kStatusAt = 9;

constexpr bool is_text(char byte) noexcept { return byte == '\t' || (static_cast<unsigned char>(byte) >= ' ' && byte != '\x7f'); }

std::uint16_t status_of(std::string_view line) noexcept {
  const auto digit = [&](std::size_t at) { return static_cast<std::uint16_t>(line[kStatusAt + at] - '0'); };
  return static_cast<std::uint16_t>(digit(0) * 100 + digit(1) * 10 + digit(2));
}

}  // namespace

void AnswerParser::restart() noexcept {
  fields_.restart_at_fields();
  limits_.head_bytes = head_bytes_;
  line_bytes_ = 0;
  stage_ = Stage::Fixed;
}

ParseOutcome AnswerParser::parse(std::string_view input) noexcept {
  if (stage_ != Stage::Fields) {
    if (const ParseOutcome outcome = status_line(input); outcome != ParseOutcome::Complete) return outcome;
  }
  const ParseOutcome outcome = fields_.parse(input.substr(line_bytes_));
  if (outcome == ParseOutcome::Refused) error_ = fields_.refusal();
  return outcome;
}

ParseOutcome AnswerParser::status_line(std::string_view input) noexcept {
  while (stage_ != Stage::Fields) {
    if (line_bytes_ == input.size()) return ParseOutcome::Incomplete;
    if (line_bytes_ == head_bytes_) {
      error_ = http::Refusal::HeadTooLarge;
      return ParseOutcome::Refused;
    }
    if (!take(input[line_bytes_])) return ParseOutcome::Refused;
    ++line_bytes_;
  }
  end_line(input.substr(0, line_bytes_ - 2));
  return ParseOutcome::Complete;
}

bool AnswerParser::take(char byte) noexcept {
  switch (stage_) {
    case Stage::Fixed: return take_fixed(byte);
    case Stage::Reason:
      if (byte == '\r') stage_ = Stage::LineFeed;
      if (byte == '\n' && kBugPlanted) stage_ = Stage::Fields;
      return byte == '\r' || is_text(byte) || stage_ == Stage::Fields || refuse(ClientFault::MalformedStatusLine);
    case Stage::LineFeed: stage_ = Stage::Fields; return byte == '\n' || refuse(ClientFault::MalformedStatusLine);
    case Stage::Fields: break;
  }
  return refuse(ClientFault::MalformedStatusLine);
}

bool AnswerParser::take_fixed(char byte) noexcept {
  const std::size_t at = line_bytes_;
  if (at == kFixed.size()) {
    stage_ = byte == '\r' ? Stage::LineFeed : Stage::Reason;
    return byte == '\r' || byte == ' ' || refuse(ClientFault::MalformedStatusLine);
  }
  if (kFixed[at] == '0' ? !is_digit(byte) : byte != kFixed[at]) return refuse(ClientFault::MalformedStatusLine);
  if (at == kMajorAt && byte != '1') return refuse(ClientFault::UnsupportedVersion);
  return at != kStatusAt || byte != '0' || refuse(ClientFault::MalformedStatusLine);
}

// A higher minor version is spoken to as 1.1 (RFC 9110 section 2.5).
void AnswerParser::end_line(std::string_view line) noexcept {
  head_.lines.version = line[kMinorAt] == '0' ? http::HttpVersion::Http10 : http::HttpVersion::Http11;
  head_.status = static_cast<http::Status>(status_of(line));
  head_.reason = line.size() > kFixed.size() ? line.substr(kFixed.size() + 1) : std::string_view();
  limits_.head_bytes = head_bytes_ - line_bytes_;
}

bool AnswerParser::refuse(Error error) noexcept {
  error_ = error;
  return false;
}

}  // namespace saki::client
