// SPDX-License-Identifier: Apache-2.0
//
// PROXY headers as proxies send them, and what differs from one in something that matters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/crc32c.h"

namespace saki::samples {

using namespace std::string_literals;

inline const std::string kSignature = "\r\n\r\n\0\r\nQUIT\n"s;

inline std::string number(std::size_t value, int bytes) {
  std::string text;
  while (bytes-- > 0) text += static_cast<char>(value >> (8 * bytes));
  return text;
}

inline std::string block(char command, char family, const std::string& rest) {
  return kSignature + command + family + number(rest.size(), 2) + rest;
}

inline std::string value(char type, const std::string& bytes) { return type + number(bytes.size(), 2) + bytes; }

inline const std::string kIp4Ends = "\xcb\x00\x71\x07\xc0\x00\x02\x01\xc8\x22\x01\xbb"s;  // 203.0.113.7:51234 to 192.0.2.1:443.
inline const std::string kIp6Ends =
    "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x01"s + "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x02\xc8\x22\x01\xbb"s;
inline const std::string kUnixEnds = "/run/client"s + std::string(97, '\0') + "/run/server"s + std::string(97, '\0');

// With its checksum, `wrong` by so much.
inline std::string with_checksum(char family, const std::string& ends, const std::string& before, const std::string& behind,
                                 std::uint32_t wrong = 0) {
  const std::string header = block('\x21', family, ends + before + value('\x03', std::string(4, '\0')) + behind);
  Crc32c checksum;
  checksum.add(as_bytes(header));
  return block('\x21', family, ends + before + value('\x03', number(checksum.value() + wrong, 4)) + behind);
}

inline std::string tls(char client, const std::string& rest) { return value('\x20', client + std::string(4, '\0') + rest); }

inline std::vector<std::string> good_proxy_headers() {
  return {
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n",
      "PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n",
      "PROXY TCP6 2001:db8::1 2001:DB8::2 51234 443\r\n",
      "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
      "PROXY TCP6 ::ffff:203.0.113.7 ::ffff:192.0.2.1 1 2\r\n",
      "PROXY UNKNOWN\r\n",
      "PROXY UNKNOWN \r\n",
      "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
      "PROXY UNKNOWN " + std::string(91, 'x') + "\r\n",
      block('\x20', '\0', ""),
      block('\x20', '\xff', "anything"),  // LOCAL: what follows is skipped, the family too.
      block('\x20', '\x11', kIp4Ends),
      block('\x21', '\0', ""),
      block('\x21', '\0', "anything"),
      block('\x21', '\x11', kIp4Ends),
      block('\x21', '\x12', kIp4Ends),  // A datagram: nothing that a stream could come from.
      block('\x21', '\x10', ""),
      block('\x21', '\x01', ""),
      block('\x21', '\x21', kIp6Ends),
      block('\x21', '\x31', kUnixEnds),
      block('\x21', '\x31', std::string(216, 'x')),  // Paths without an end.
      block('\x21', '\x31', std::string(216, '\0')),
      block('\x21', '\x11', kIp4Ends + value('\x04', "")),
      block('\x21', '\x11', kIp4Ends + value('\x02', "example.org") + value('\xe0', std::string(300, '\xff'))),
      block('\x21', '\x11', kIp4Ends + tls('\x01', value('\x21', "TLSv1.3") + value('\x22', "client"))),
      block('\x21', '\x21', kIp6Ends + tls('\x07', "")),
      block('\x21', '\x11', kIp4Ends + tls('\0', "")),
      with_checksum('\x11', kIp4Ends, "", ""),
      with_checksum('\x21', kIp6Ends, value('\x04', "pad"), tls('\x01', "")),
      with_checksum('\x31', kUnixEnds, "", value('\x05', "an id")),
  };
}

inline std::vector<std::string> bad_proxy_headers() {
  return {
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "PROXY\r\n",
      "PROXY \r\n",
      "proxy TCP4 203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY  TCP4 203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY TCP4  203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443 \r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443 1\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 65536\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 051234 443\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 00 443\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 -1 443\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1  443\r\n",
      "PROXY TCP4 203.0.113.07 192.0.2.1 51234 443\r\n",
      "PROXY TCP4 203.0.113 192.0.2.1 51234 443\r\n",
      "PROXY TCP4 ::1 ::1 51234 443\r\n",
      "PROXY TCP6 203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY TCP6 [::1] ::1 51234 443\r\n",
      "PROXY TCP6 ::1%lo ::1 51234 443\r\n",
      "PROXY UDP4 203.0.113.7 192.0.2.1 51234 443\r\n",
      "PROXY UNKNOWNX\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\r\n",
      "PROXY UNKNOWN \r x\r\n",
      "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\0\r\n"s,
      "PROXY UNKNOWN " + std::string(92, 'x') + "\r\n",
      "PROXY UNKNOWN " + std::string(200, 'x'),
      "\r\n\r\n\0\r\nQUIX\n"s,
      block('\x22', '\x11', kIp4Ends),
      block('\x11', '\x11', kIp4Ends),
      block('\x31', '\x11', kIp4Ends),
      block('\x21', '\x13', kIp4Ends),
      block('\x21', '\x41', kIp4Ends),
      block('\x21', '\xf0', kIp4Ends),
      block('\x21', '\x11', kIp4Ends.substr(1)),
      block('\x21', '\x21', kIp6Ends.substr(1)),
      block('\x21', '\x31', kUnixEnds.substr(1)),
      block('\x21', '\x11', ""),
      block('\x21', '\x11', kIp4Ends + "\x04"s),
      block('\x21', '\x11', kIp4Ends + "\x04\x00"s),
      block('\x21', '\x11', kIp4Ends + "\x04\x00\x01"s),
      block('\x21', '\x11', kIp4Ends + value('\x04', "a") + "\x04\xff\xff"s),
      block('\x21', '\x11', kIp4Ends + value('\x20', std::string(4, '\0'))),
      block('\x21', '\x11', kIp4Ends + tls('\x01', "\x21\x00\x09TLSv1.3"s)),
      block('\x21', '\x11', kIp4Ends + value('\x03', "")),
      block('\x21', '\x11', kIp4Ends + value('\x03', std::string(5, '\0'))),
      with_checksum('\x11', kIp4Ends, "", "", 1),
      with_checksum('\x21', kIp6Ends, value('\x04', "pad"), "", 0x01000000),
      with_checksum('\x11', kIp4Ends, "", value('\x03', std::string(4, '\0'))),
      block('\x21', '\x11', kIp4Ends + std::string(4096, '\0')),  // Above the bound of these tests.
      block('\x20', '\0', std::string(4096, '\0')),
  };
}

}  // namespace saki::samples
