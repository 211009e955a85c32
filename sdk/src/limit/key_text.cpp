// SPDX-License-Identifier: Apache-2.0
#include "limit/key_text.h"

#include <algorithm>
#include <optional>

#include "saki/identity.h"
#include "saki/request.h"

namespace saki {
namespace {

// What the client itself tells; nothing where it tells none of it.
std::optional<std::string_view> told(const Request& request, const LimitKey& key) {
  switch (key.kind()) {
    case LimitKey::Kind::Identity: return request.identity().subject;
    case LimitKey::Kind::Header: return request.header(key.name());
    case LimitKey::Kind::Cookie: return request.cookie(key.name());
    case LimitKey::Kind::PathParameter: return request.path_parameter(key.name());
    default: return std::nullopt;
  }
}

}  // namespace

std::string network_text(const Address& address, std::uint32_t ipv6_prefix) {
  const ByteView host = address.host_bytes();
  std::string text(reinterpret_cast<const char*>(host.data()), host.size());
  if (text.size() != 16 || ipv6_prefix >= 128) return text;
  const std::size_t whole = ipv6_prefix / 8;
  const unsigned rest = ipv6_prefix % 8;
  if (rest != 0) text[whole] = static_cast<char>(static_cast<unsigned char>(text[whole]) & (0xFFU << (8 - rest)));
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(whole + (rest != 0 ? 1 : 0)), text.end(), '\0');
  return text;
}

std::string key_text(const Request& request, const LimitKey& key, std::uint32_t ipv6_prefix) {
  if (key.kind() == LimitKey::Kind::Everyone) return "e";
  if (const std::optional<std::string_view> text = told(request, key); text && !text->empty()) return "k" + std::string(*text);
  return "a" + network_text(request.client(), ipv6_prefix);
}

}  // namespace saki
