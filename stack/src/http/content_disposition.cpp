// SPDX-License-Identifier: Apache-2.0
#include "saki/http/content_disposition.h"

#include <algorithm>

#include "saki/base/utf8.h"
#include "saki/http/field.h"

namespace saki::http {
namespace {

constexpr std::size_t kMostNameBytes = 255;

void skip_blanks(std::string_view& text) noexcept { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

std::string_view take_until(std::string_view& text, std::string_view ends) noexcept {
  const std::string_view taken = text.substr(0, text.find_first_of(ends));
  text.remove_prefix(taken.size());
  return taken;
}

// Takes a quoted string off `text`, which begins with the quote.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      text.remove_prefix(at + 1);
      return value;
    }
    if (text.substr(at, 2) == "\\\"") {
      ++at;
      value.push_back('"');
    } else if (text.substr(at, 3) == "%22") {
      at += 2;
      value.push_back('"');
    } else {
      value.push_back(text[at]);
    }
  }
  return std::nullopt;
}

std::optional<std::string> take_value(std::string_view& text) {
  if (text.starts_with('"')) return take_quoted(text);
  const std::string_view token = take_until(text, "; \t");
  return is_token(token) ? std::optional(std::string(token)) : std::nullopt;
}

// Takes `; name=value` off `text` and keeps what it knows. False outside the grammar.
bool take_parameter(std::string_view& text, std::optional<std::string>& name, std::optional<std::string>& file_name) {
  if (!text.starts_with(';')) return false;
  text.remove_prefix(1);
  skip_blanks(text);
  const std::string_view key = take_until(text, "=");
  if (!is_token(key) || text.empty()) return false;
  text.remove_prefix(1);
  std::optional<std::string> value = take_value(text);
  skip_blanks(text);
  if (!value || !is_utf8(*value)) return false;
  std::optional<std::string>* const kept = same_field_name(key, "name") ? &name : same_field_name(key, "filename") ? &file_name : nullptr;
  if (kept == nullptr) return true;
  if (*kept) return false;
  *kept = std::move(value);
  return true;
}

bool is_harmless(char c) noexcept {
  constexpr std::string_view kHarmful = "<>:\"|?*";
  return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && kHarmful.find(c) == std::string_view::npos;
}

}  // namespace

std::optional<FormDisposition> parse_form_disposition(std::string_view value) {
  if (!same_field_name(take_until(value, "; \t"), "form-data")) return std::nullopt;
  skip_blanks(value);
  std::optional<std::string> name;
  std::optional<std::string> file_name;
  while (!value.empty()) {
    if (!take_parameter(value, name, file_name)) return std::nullopt;
  }
  if (!name) return std::nullopt;
  return FormDisposition{std::move(*name), std::move(file_name)};
}

std::string safe_file_name(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);  // All of it where there is neither.
  std::string safe(name);
  std::ranges::replace_if(safe, [](char c) { return !is_harmless(c); }, '_');
  if (safe.size() > kMostNameBytes) {
    std::size_t end = kMostNameBytes;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0U) == 0x80) --end;  // Not within a character.
    safe.resize(end);
  }
  safe.erase(0, std::min(safe.find_first_not_of(" ."), safe.size()));
  safe.erase(safe.find_last_not_of(" .") + 1);
  return safe;
}

}  // namespace saki::http
