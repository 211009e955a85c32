// SPDX-License-Identifier: Apache-2.0
//
// What the slow reference parsers read with: one byte at a time, an exception where the text ends or is refused. Nothing here is
// shared with the parsers that are tested.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "saki/http/refusal.h"

namespace saki::http::reference {

struct Incomplete {};

inline bool is_tchar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}
inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool is_value_char(char c) {
  const unsigned value = static_cast<unsigned char>(c);
  return c == '\t' || (value >= 0x20 && value != 0x7f);
}
inline bool is_target_char(char c) {
  const unsigned value = static_cast<unsigned char>(c);
  return value > 0x20 && value < 0x7f && std::strchr("\"#<>\\", c) == nullptr;
}

inline std::string trimmed(std::string text) {
  while (!text.empty() && is_blank(text.front())) text.erase(0, 1);
  while (!text.empty() && is_blank(text.back())) text.pop_back();
  return text;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // Past `bytes` from the start of the text there is only `refusal`.
  void set_limit(std::uint64_t bytes, Refusal refusal) {
    limit_ = bytes;
    at_limit_ = refusal;
  }

  [[nodiscard]] char peek() const {
    if (at_ >= limit_ && at_ < text_.size()) throw at_limit_;
    if (at_ >= text_.size()) throw Incomplete();
    return text_[at_];
  }
  char take() {
    const char c = peek();
    ++at_;
    return c;
  }
  void expect(char c, Refusal otherwise) {
    if (peek() != c) throw otherwise;
    ++at_;
  }
  void line_end(Refusal otherwise) {
    expect('\r', otherwise);
    expect('\n', otherwise);
  }

  template <class Predicate>
  std::string run_of(Predicate belongs) {
    std::string run;
    while (belongs(peek())) run += take();
    return run;
  }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t limit_ = UINT64_MAX;
  Refusal at_limit_ = Refusal::None;
};

}  // namespace saki::http::reference
