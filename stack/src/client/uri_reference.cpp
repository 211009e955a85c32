// SPDX-License-Identifier: Apache-2.0
#include "saki/client/uri_reference.h"

#include <algorithm>

#include "base/ascii.h"
#include "http/scan.h"

namespace saki::client {
namespace {

using http::scan::is;
using http::scan::kHex;
using http::scan::kHost;

// Whether `text` is made of unreserved characters, sub-delims, sound percent-encodings and those of `more`.
bool is_made_of(std::string_view text, std::string_view more) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is(kHost, text[i]) && more.find(text[i]) == more.npos) return false;
    if (text[i] != '%') continue;
    if (text.size() - i < 3 || !is(kHex, text[i + 1]) || !is(kHex, text[i + 2])) return false;
  }
  return true;
}

bool is_scheme(std::string_view text) noexcept {
  const auto is_scheme_byte = [](char byte) { return is_letter(byte) || is_digit(byte) || byte == '+' || byte == '-' || byte == '.'; };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_scheme_byte);
}

// Cuts off `text` from the first `mark` on, and gives what is behind that.
std::optional<std::string_view> cut_off(std::string_view& text, char mark) noexcept {
  const std::size_t at = text.find(mark);
  if (at == text.npos) return std::nullopt;
  const std::string_view behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

// Cuts off a scheme; a colon in the first segment of a path is none (RFC 3986 section 4.2).
std::optional<std::string_view> cut_scheme(std::string_view& text) noexcept {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || text.find('/') < colon) return std::nullopt;
  const std::string_view scheme = text.substr(0, colon);
  text.remove_prefix(colon + 1);
  return scheme;
}

std::optional<std::string_view> cut_authority(std::string_view& text) noexcept {
  if (!text.starts_with("//")) return std::nullopt;
  const std::size_t end = std::min(text.find('/', 2), text.size());
  const std::string_view authority = text.substr(2, end - 2);
  text.remove_prefix(end);
  return authority;
}

bool is_sound(const UriReference& reference) noexcept {
  return (!reference.scheme || is_scheme(*reference.scheme)) && (!reference.authority || is_made_of(*reference.authority, ":@[]")) &&
         is_made_of(reference.path, ":@/") && (!reference.query || is_made_of(*reference.query, ":@/?")) &&
         (!reference.fragment || is_made_of(*reference.fragment, ":@/?"));
}

}  // namespace

Result<UriReference> UriReference::parse(std::string_view text) noexcept {
  UriReference reference;
  reference.fragment = cut_off(text, '#');
  reference.query = cut_off(text, '?');
  reference.scheme = cut_scheme(text);
  reference.authority = cut_authority(text);
  reference.path = text;
  if (!is_sound(reference)) return fail(Error::Invalid);
  return reference;
}

}  // namespace saki::client
