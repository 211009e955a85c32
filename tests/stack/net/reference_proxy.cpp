// SPDX-License-Identifier: Apache-2.0
#include "stack/net/reference_proxy.h"

#include <arpa/inet.h>

#include <cstdint>
#include <vector>

#include "net/proxy_header.h"
#include "saki/base/check.h"

namespace saki::reference {
namespace {

struct Incomplete {};
struct Refused {};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  unsigned take() {
    if (at_ == text_.size()) throw Incomplete();
    return static_cast<unsigned char>(text_[at_++]);
  }
  unsigned take_short() {
    const unsigned high = take();
    return high * 256 + take();
  }
  std::string take(std::size_t count) {
    std::string taken;
    while (taken.size() < count) taken += static_cast<char>(take());
    return taken;
  }
  void expect(std::string_view text) {
    for (const char c : text) {
      if (take() != static_cast<unsigned char>(c)) throw Refused();
    }
  }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string host_text(int family, const std::string& bytes) {
  char text[INET6_ADDRSTRLEN];
  inet_ntop(family, bytes.data(), text, sizeof text);
  return family == AF_INET6 ? "[" + std::string(text) + "]" : text;
}

// A host of version 1 as Address::text would put it, with its port.
std::string end_text(int family, const std::string& host, const std::string& port) {
  char bytes[16];
  if (host.find('\0') != host.npos || inet_pton(family, host.c_str(), bytes) != 1) throw Refused();
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != port.npos) throw Refused();
  if (std::stoul(port) > 65535 || std::to_string(std::stoul(port)) != port) throw Refused();
  return host_text(family, std::string(bytes, sizeof bytes)) + ":" + port;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> words{""};
  for (const char c : line) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

Proxy decode_line(Reader reader) {
  std::string line;
  while (line.empty() || line.back() != '\n') {
    if (line.size() == kProxyLineBytes) throw Refused();
    line += static_cast<char>(reader.take());
  }
  if (line.size() < 2 || line.find('\r') != line.size() - 2) throw Refused();
  line.resize(line.size() - 2);
  const std::vector<std::string> words = split(line);
  Proxy proxy{ProxyState::Complete, reader.at(), "", "", false};
  if (words.at(1) == "UNKNOWN") return proxy;
  const int family = words[1] == "TCP4" ? AF_INET : words[1] == "TCP6" ? AF_INET6 : AF_UNSPEC;
  if (family == AF_UNSPEC || words.size() != 6) throw Refused();
  proxy.client = end_text(family, words[2], words[4]);
  proxy.destination = end_text(family, words[3], words[5]);
  return proxy;
}

// Bit by bit.
std::uint32_t crc32c(const std::string& bytes) {
  std::uint32_t state = 0xffffffff;
  for (const char c : bytes) {
    state ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) state = state & 1 ? state >> 1 ^ 0x82f63b78 : state >> 1;
  }
  return ~state;
}

// Values to the end of `text`: type, and where the value begins and ends.
struct Value {
  unsigned type;
  std::size_t begin;
  std::size_t end;
};
std::vector<Value> read_values(const std::string& text, std::size_t at) {
  std::vector<Value> values;
  try {
    while (at < text.size()) {
      Reader reader(std::string_view(text).substr(at));
      const unsigned type = reader.take();
      const unsigned size_bytes = reader.take_short();
      static_cast<void>(reader.take(size_bytes));
      values.push_back({type, at + 3, at + 3 + size_bytes});
      at += 3 + size_bytes;
    }
  } catch (const Incomplete&) {
    throw Refused();
  }
  return values;
}

void check_sum(const std::string& header, const Value& value) {
  if (value.end - value.begin != 4) throw Refused();
  std::string without = header;
  without.replace(value.begin, 4, 4, '\0');
  std::uint32_t stated = 0;
  for (std::size_t at = value.begin; at < value.end; ++at) stated = stated * 256 + static_cast<unsigned char>(header[at]);
  if (crc32c(without) != stated) throw Refused();
}

void apply_values(const std::string& header, std::size_t at, Proxy& proxy) {
  int sums = 0;
  for (const Value& value : read_values(header, at)) {
    if (value.type == 0x03) {
      check_sum(header, value);
      if (++sums > 1) throw Refused();
    }
    if (value.type == 0x20) {
      if (value.end - value.begin < 5) throw Refused();
      static_cast<void>(read_values(header.substr(0, value.end), value.begin + 5));
      proxy.secure = header[value.begin] % 2 != 0;
    }
  }
}

std::string ip_end(int family, const std::string& host, const std::string& port) {
  const unsigned number = static_cast<unsigned char>(port[0]) * 256U + static_cast<unsigned char>(port[1]);
  return host_text(family, host) + ":" + std::to_string(number);
}

Proxy decode_block(Reader reader, std::string_view received, std::size_t limit_bytes) {
  reader.expect(std::string_view("\r\n\r\n\0\r\nQUIT\n", 12));
  const unsigned command = reader.take();
  if (command != 0x20 && command != 0x21) throw Refused();
  const bool local = command == 0x20;
  const unsigned family = reader.take();
  if (!local && (family >> 4 > 3 || (family & 15) > 2)) throw Refused();
  const std::size_t rest_bytes = reader.take_short();
  const std::size_t size_bytes = 16 + rest_bytes;
  if (size_bytes > limit_bytes) throw Refused();

  const bool tells = !local && (family & 15) == 1 && family >> 4 != 0;
  const std::size_t host_bytes = !tells ? 0 : family >> 4 == 1 ? 4 : family >> 4 == 2 ? 16 : 108;
  const std::size_t port_bytes = !tells || host_bytes == 108 ? 0 : 2;
  if (rest_bytes < 2 * (host_bytes + port_bytes)) throw Refused();
  const std::string rest = reader.take(rest_bytes);
  Proxy proxy{ProxyState::Complete, size_bytes, "", "", false};
  if (!tells) return proxy;

  const std::string from = rest.substr(0, host_bytes);
  const std::string to = rest.substr(host_bytes, host_bytes);
  if (host_bytes == 108) {
    proxy.client = "unix:" + from.substr(0, from.find('\0'));
    proxy.destination = "unix:" + to.substr(0, to.find('\0'));
  } else {
    const int kernel_family = host_bytes == 4 ? AF_INET : AF_INET6;
    proxy.client = ip_end(kernel_family, from, rest.substr(2 * host_bytes, 2));
    proxy.destination = ip_end(kernel_family, to, rest.substr(2 * host_bytes + 2, 2));
  }
  apply_values(std::string(received.substr(0, size_bytes)), 16 + 2 * (host_bytes + port_bytes), proxy);
  return proxy;
}

Proxy decode(std::string_view received, std::size_t limit_bytes) {
  Reader first(received);
  if (first.take() == '\r') return decode_block(Reader(received), received, limit_bytes);
  Reader(received).expect("PROXY ");
  return decode_line(Reader(received));
}

}  // namespace

Proxy decode_proxy(std::string_view received, std::size_t limit_bytes) {
  try {
    return decode(received, limit_bytes);
  } catch (const Incomplete&) {
    return {};
  } catch (const Refused&) {
    return {ProxyState::Refused, 0, "", "", false};
  }
}

Proxy decode_proxy_with_the_real_one(std::string_view received, std::size_t limit_bytes) {
  ProxyHeader header;
  const Result<std::size_t> taken = decode_proxy_header(as_bytes(received), limit_bytes, header);
  if (!taken) SAKI_CHECK(!taken.error().text().empty(), "a refusal says why");
  if (!taken) return {ProxyState::Refused, 0, "", "", false};
  if (*taken == 0) return {};
  return {ProxyState::Complete, *taken, header.client.text(), header.destination.text(), header.secure};
}

}  // namespace saki::reference
