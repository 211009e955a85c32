// SPDX-License-Identifier: Apache-2.0
#include "http/trailer_section.h"

#include "http/scan.h"

namespace saki::http {

bool TrailerSection::take(char byte) noexcept {
  const bool in_name = scan::is(scan::kToken, byte);
  const bool in_value = byte == '\t' || (static_cast<unsigned char>(byte) >= ' ' && byte != '\x7f');
  if (state_ != State::LastReturn && !(state_ == State::LineStart && byte == '\r') && ++bytes_ > limits_.trailer_bytes) {
    return refuse(Refusal::TrailersTooLarge);
  }
  switch (state_) {
    case State::LineStart:
      if (byte == '\r') return go(State::LastReturn);
      if (!in_name) break;
      if (++count_ > limits_.field_count) return refuse(Refusal::TrailersTooLarge);
      return go(State::Name);
    case State::Name:
      if (byte == ':') return go(State::Value);
      if (in_name) return true;
      break;
    case State::Value:
      if (byte == '\r') return go(State::Return);
      if (in_value) return true;
      break;
    case State::Return:
      if (byte == '\n') return go(State::LineStart);
      break;
    case State::LastReturn:
      if (byte == '\n') return go(State::Done);
      break;
    case State::Done: break;
  }
  return refuse(Refusal::MalformedTrailer);
}

}  // namespace saki::http
