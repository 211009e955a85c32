// SPDX-License-Identifier: Apache-2.0
#include "saki/formats.h"

#include <algorithm>
#include <cstdint>

#include "text/ascii.h"

namespace saki {

using namespace text;

namespace {

constexpr std::size_t kEmailBytes = 254;
constexpr std::size_t kLocalPartBytes = 64;
constexpr std::size_t kLabelBytes = 63;
constexpr std::size_t kUriBytes = 8000;
constexpr std::size_t kPathBytes = 4096;

bool contains(std::string_view set, char c) noexcept { return set.find(c) != std::string_view::npos; }

// Cuts `text` at `at`: returns what stands before, leaves what stands behind; without a place to cut, all and nothing.
std::string_view cut(std::string_view& text, std::size_t at) noexcept {
  const std::string_view head = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return head;
}

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kLabelBytes && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || c == '-'; });
}

bool is_domain(std::string_view text) noexcept {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

// `pchar` of RFC 3986 plus `extra`, with each `%` leading two hexadecimal digits.
bool is_uri_text(std::string_view text, std::string_view extra) noexcept {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '%') {
      if (text.size() - at < 3 || !is_ascii_hex(text[at + 1]) || !is_ascii_hex(text[at + 2])) return false;
      at += 2;
    } else if (!is_ascii_alnum(c) && !contains("-._~!$&'()*+,;=", c) && !contains(extra, c)) {
      return false;
    }
  }
  return true;
}

bool is_scheme(std::string_view text) noexcept {
  return !text.empty() && is_ascii_alpha(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || contains("+-.", c); });
}

// IPv6address or IPvFuture, as far as their characters tell.
bool is_ip_literal(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || contains(":.", c); });
}

// `[userinfo@]host[:port]`, RFC 3986 section 3.2.
bool is_authority(std::string_view text) noexcept {
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (!is_uri_text(cut(text, at), ":")) return false;
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || !is_ip_literal(text.substr(1, close - 1))) return false;
    text.remove_prefix(close + 1);
    if (!text.empty() && text.front() != ':') return false;
    port = text.substr(std::min<std::size_t>(1, text.size()));
  } else {
    if (!is_uri_text(cut(text, text.find(':')), "")) return false;
    port = text;
  }
  return std::all_of(port.begin(), port.end(), is_ascii_digit);
}

}  // namespace

bool is_email(std::string_view text) noexcept {
  const std::size_t at = text.find('@');
  if (text.size() > kEmailBytes || at == std::string_view::npos || at == 0 || at > kLocalPartBytes) return false;
  const std::string_view local = text.substr(0, at);
  const auto allowed = [](char c) { return is_ascii_alnum(c) || contains(".!#$%&'*+/=?^_`{|}~-", c); };
  return std::all_of(local.begin(), local.end(), allowed) && is_domain(text.substr(at + 1));
}

bool is_uri(std::string_view text) noexcept {
  if (text.size() > kUriBytes || !contains(text, ':') || !is_scheme(cut(text, text.find(':')))) return false;
  const std::string_view before_fragment = cut(text, text.find('#'));
  if (!is_uri_text(text, ":@/?")) return false;
  std::string_view rest = before_fragment;
  std::string_view path = cut(rest, rest.find('?'));
  if (!is_uri_text(rest, ":@/?")) return false;
  if (path.starts_with("//")) {
    path.remove_prefix(2);
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (!is_authority(path.substr(0, slash))) return false;
    path.remove_prefix(slash);
  }
  return is_uri_text(path, ":@/");
}

bool is_path(std::string_view text) noexcept {
  if (text.empty() || text.size() > kPathBytes || std::any_of(text.begin(), text.end(), is_ascii_control)) return false;
  while (true) {
    const std::size_t slash = text.find('/');
    if (text.substr(0, slash) == "..") return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace saki
