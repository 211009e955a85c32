// SPDX-License-Identifier: Apache-2.0
#include "http/forwarded_node.h"

#include <algorithm>

#include "http/lower_case.h"
#include "net/port.h"

namespace saki::http {
namespace {

constexpr bool is_obfuscated_byte(char byte) noexcept {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' ||
         byte == '-';
}

bool is_obfuscated(std::string_view text) noexcept {
  return text.size() > 1 && text.front() == '_' && std::ranges::all_of(text, is_obfuscated_byte);
}

// A name and the port behind it, which is nothing where there is no colon.
struct Parts {
  std::string_view name;
  std::optional<std::string_view> port;
};

Parts take_apart(std::string_view text) noexcept {
  const std::size_t bracket = text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0;
  const std::size_t colon = text.find(':', bracket);
  if (colon == text.npos) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

enum class Ports : std::uint8_t { Digits, DigitsOrObfuscated };

std::optional<std::uint16_t> settle_port(const std::optional<std::string_view>& text, Ports ports) noexcept {
  if (!text) return 0;
  if (ports == Ports::DigitsOrObfuscated && is_obfuscated(*text)) return 0;
  constexpr std::size_t kMostDigits = 5;
  return text->size() <= kMostDigits ? read_port(*text) : std::nullopt;
}

std::optional<ForwardedNode> parse_address(const Parts& parts, Ports ports) noexcept {
  const std::optional<std::uint16_t> port = settle_port(parts.port, ports);
  const bool bracketed = parts.name.size() > 2 && parts.name.starts_with('[') && parts.name.ends_with(']');
  const std::string_view host = bracketed ? parts.name.substr(1, parts.name.size() - 2) : parts.name;
  if (!port) return std::nullopt;
  const Result<Address> address = Address::from_host(host, *port);
  if (!address || (address->family() == AF_INET6) != bracketed) return std::nullopt;
  return ForwardedNode{false, *address};
}

}  // namespace

std::optional<ForwardedNode> parse_forwarded_node(std::string_view text) noexcept {
  const Parts parts = take_apart(text);
  const bool hidden = is_word(parts.name, "unknown") || is_obfuscated(parts.name);
  if (!hidden) return parse_address(parts, Ports::DigitsOrObfuscated);
  return settle_port(parts.port, Ports::DigitsOrObfuscated) ? std::optional(ForwardedNode{true, {}}) : std::nullopt;
}

std::optional<ForwardedNode> parse_x_forwarded_node(std::string_view text) noexcept {
  if (is_word(text, "unknown")) return ForwardedNode{true, {}};
  const bool is_bare_ip6 = !text.starts_with('[') && std::ranges::count(text, ':') > 1;
  if (!is_bare_ip6) return parse_address(take_apart(text), Ports::Digits);
  const Result<Address> address = Address::from_host(text, 0);
  return address ? std::optional(ForwardedNode{false, *address}) : std::nullopt;
}

}  // namespace saki::http
