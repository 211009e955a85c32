// SPDX-License-Identifier: Apache-2.0
#include "net/proxy_line.h"

#include <algorithm>
#include <optional>

#include "net/port.h"

namespace saki {
namespace {

// Takes a word and the one space in front of it.
std::optional<std::string_view> take_word(std::string_view& rest) noexcept {
  if (!rest.starts_with(' ')) return std::nullopt;
  rest.remove_prefix(1);
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

// Without leading zeros, which might be taken for octal numbers.
std::optional<std::uint16_t> read_plain_port(std::string_view text) noexcept {
  return text.size() == 1 || !text.starts_with('0') ? read_port(text) : std::nullopt;
}

std::optional<Address> make_address(int family, std::optional<std::string_view> host, std::optional<std::string_view> port_text) noexcept {
  if (!host || !port_text) return std::nullopt;
  const std::optional<std::uint16_t> port = read_plain_port(*port_text);
  if (!port) return std::nullopt;
  const Result<Address> address = Address::from_host(*host, *port);
  return address && address->family() == family ? std::optional(*address) : std::nullopt;
}

// What follows the protocol: two addresses and two ports.
bool read_ends(int family, std::string_view rest, ProxyHeader& into) noexcept {
  const auto source = take_word(rest);
  const auto destination = take_word(rest);
  const auto source_port = take_word(rest);
  const auto destination_port = take_word(rest);
  const auto client_end = make_address(family, source, source_port);
  const auto server_end = make_address(family, destination, destination_port);
  if (!client_end || !server_end || !rest.empty()) return false;
  into = {*client_end, *server_end, false};
  return true;
}

// `line` is without its signature, save the space at the end of that, and without its end.
bool read_line(std::string_view line, ProxyHeader& into) noexcept {
  const auto protocol = take_word(line);
  if (protocol == "TCP4") return read_ends(AF_INET, line, into);
  if (protocol == "TCP6") return read_ends(AF_INET6, line, into);
  into = {};
  return protocol == "UNKNOWN";
}

}  // namespace

Result<std::size_t> decode_proxy_line(std::string_view received, ProxyHeader& into) noexcept {
  const std::string_view reach = received.substr(0, kProxyLineBytes);
  const std::size_t end = reach.find('\n');
  if (end == reach.npos) {
    if (reach.size() == kProxyLineBytes) return fail(ProxyFault::LineTooLong);
    return std::size_t{0};
  }
  if (reach.find('\r') != end - 1) return fail(ProxyFault::MalformedLineEnd);
  const std::size_t space = kProxyLineSignature.size() - 1;
  if (!read_line(reach.substr(space, end - 1 - space), into)) return fail(ProxyFault::MalformedLine);
  return end + 1;
}

}  // namespace saki
