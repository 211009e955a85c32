// SPDX-License-Identifier: Apache-2.0
#include "http/extension_list.h"

#include "http/blanks.h"
#include "http/scan.h"
#include "saki/http/field.h"

namespace saki::http {

void ExtensionList::skip_blanks() noexcept {
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
}

std::nullopt_t ExtensionList::break_off() noexcept {
  is_malformed_ = true;
  rest_ = {};
  within_ = false;
  return std::nullopt;
}

std::string_view ExtensionList::take_token() noexcept {
  const char* const begin = rest_.data();
  const char* const end = scan::token(begin, begin + rest_.size(), begin);
  const std::string_view token(begin, static_cast<std::size_t>(end - begin));
  rest_.remove_prefix(token.size());
  return token;
}

// With the white space around it.
bool ExtensionList::take(char byte) noexcept {
  skip_blanks();
  if (!rest_.starts_with(byte)) return false;
  rest_.remove_prefix(1);
  skip_blanks();
  return true;
}

// Behind its first quote. What it holds must be a token as well.
std::optional<std::string> ExtensionList::take_quoted() {
  std::string value;
  while (!rest_.empty() && rest_.front() != '"') {
    if (rest_.front() == '\\') rest_.remove_prefix(1);
    if (rest_.empty()) return std::nullopt;
    value += rest_.front();
    rest_.remove_prefix(1);
  }
  if (rest_.empty() || !is_token(value)) return std::nullopt;
  rest_.remove_prefix(1);
  return value;
}

std::optional<std::string_view> ExtensionList::next() {
  while (within_) static_cast<void>(next_parameter());
  if (is_malformed_) return std::nullopt;
  skip_blanks();
  while (take(',')) {
  }
  if (rest_.empty()) return std::nullopt;
  const std::string_view name = take_token();
  if (name.empty()) return break_off();
  within_ = true;
  return name;
}

std::optional<ExtensionList::Parameter> ExtensionList::next_parameter() {
  if (!within_) return std::nullopt;
  if (!take(';')) {
    within_ = false;
    if (!rest_.empty() && rest_.front() != ',') return break_off();
    return std::nullopt;
  }
  Parameter parameter{take_token(), std::nullopt};
  if (parameter.name.empty()) return break_off();
  if (!take('=')) return parameter;
  const bool is_quoted = rest_.starts_with('"');
  if (is_quoted) rest_.remove_prefix(1);
  parameter.value = is_quoted ? take_quoted() : std::optional<std::string>(take_token());
  if (!parameter.value || parameter.value->empty()) return break_off();
  return parameter;
}

}  // namespace saki::http
