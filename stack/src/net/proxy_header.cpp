// SPDX-License-Identifier: Apache-2.0
#include "net/proxy_header.h"

#include <algorithm>

#include "net/proxy_block.h"
#include "net/proxy_line.h"

namespace saki {
namespace {

const char* fault_text(std::uint16_t code) noexcept {
  switch (static_cast<ProxyFault>(code)) {
    case ProxyFault::NoSignature: return "it does not begin with a PROXY header";
    case ProxyFault::LineTooLong: return "the PROXY line is longer than 107 bytes";
    case ProxyFault::MalformedLineEnd: return "the PROXY line does not end in CR LF";
    case ProxyFault::MalformedLine: return "the PROXY line is not PROXY, protocol, two addresses and two ports";
    case ProxyFault::UnknownCommand: return "the PROXY header has another version than 2, or an unknown command";
    case ProxyFault::UnknownFamily: return "the PROXY header has an unknown family or protocol";
    case ProxyFault::TooLarge: return "the PROXY header is larger than limits.proxy_header_bytes";
    case ProxyFault::TooShort: return "the PROXY header is too short for its addresses";
    case ProxyFault::MalformedValues: return "the values in the PROXY header do not fill it";
    case ProxyFault::WrongChecksum: return "the PROXY header has a wrong checksum";
  }
  return "the PROXY header is malformed";
}

constexpr ErrorRoom kProxyRoom{"proxy", fault_text};

// As much of `signature` as may be there already.
bool may_begin_with(std::string_view received, std::string_view signature) noexcept {
  return signature.starts_with(received.substr(0, signature.size()));
}

}  // namespace

const ErrorRoom& error_room(ProxyFault) noexcept { return kProxyRoom; }

Result<std::size_t> decode_proxy_header(ByteView received, std::size_t limit_bytes, ProxyHeader& into) noexcept {
  const std::string_view text = as_text(received);
  if (may_begin_with(text, kProxyLineSignature)) return decode_proxy_line(text, into);
  if (may_begin_with(text, kProxyBlockSignature)) return decode_proxy_block(received, limit_bytes, into);
  return fail(ProxyFault::NoSignature);
}

}  // namespace saki
