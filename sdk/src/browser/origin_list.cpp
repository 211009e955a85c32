// SPDX-License-Identifier: Apache-2.0
#include "browser/origin_list.h"

#include <algorithm>

#include "saki/base/check.h"

namespace saki {
namespace {

constexpr std::string_view kAnyLabel = "*.";
constexpr std::string_view kLabelCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 63 && text.find_first_not_of(kLabelCharacters) == text.npos;
}

bool are_labels(std::string_view host) noexcept {
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == host.npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool is_bracketed(std::string_view host) noexcept {
  return host.size() > 2 && host.starts_with('[') && host.ends_with(']') &&
         host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == host.npos;
}

// Digits without a zero in front, and not the scheme's own, which browsers leave out.
bool is_port(std::string_view port, std::string_view scheme) noexcept {
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos && port[0] != '0';
  return digits && port != (scheme == "https" ? "443" : "80");
}

struct Parts {
  std::string_view scheme;
  std::string_view host;
  std::string_view port;  // With its colon; may be empty.
};

Parts split(std::string_view origin) noexcept {
  const std::size_t mark = origin.find("://");
  if (mark == origin.npos) return {};
  const std::string_view rest = origin.substr(mark + 3);
  const std::size_t colon = rest.find(':', rest.starts_with('[') ? rest.find(']') : 0);
  return {origin.substr(0, mark), rest.substr(0, colon), colon != rest.npos ? rest.substr(colon) : std::string_view()};
}

}  // namespace

OriginList::OriginList(const std::vector<std::string>& origins) {
  for (const std::string& origin : origins) add(origin);
}

bool OriginList::fits(std::string_view text) noexcept {
  if (text == "*") return true;
  auto [scheme, host, port] = split(text);
  if (scheme != "https" && scheme != "http") return false;
  if (!port.empty() && !is_port(port.substr(1), scheme)) return false;
  if (!host.starts_with(kAnyLabel)) return is_bracketed(host) || are_labels(host);
  host.remove_prefix(kAnyLabel.size());
  return host.find('.') != host.npos && are_labels(host);  // `*.org` would be half the world.
}

void OriginList::add(const std::string& origin) {
  SAKI_CHECK(fits(origin), "an origin reads https://example.org, https://*.example.org or *");
  const std::size_t star = origin.find('*');
  if (origin == "*")
    any_ = true;
  else if (star == origin.npos)
    exact_.push_back(origin);
  else
    patterns_.push_back({origin.substr(0, star), origin.substr(star + 1)});
}

bool OriginList::has(std::string_view origin) const noexcept {
  if (any_ || std::ranges::find(exact_, origin) != exact_.end()) return true;
  return std::ranges::any_of(patterns_, [origin](const Pattern& pattern) {
    const std::size_t around = pattern.before.size() + pattern.after.size();
    return origin.size() > around && origin.starts_with(pattern.before) && origin.ends_with(pattern.after) &&
           is_label(origin.substr(pattern.before.size(), origin.size() - around));
  });
}

}  // namespace saki
