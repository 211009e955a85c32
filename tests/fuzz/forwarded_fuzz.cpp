// SPDX-License-Identifier: Apache-2.0
//
// Lines of Forwarded (`f`), X-Forwarded-For (`a`), -Proto (`p`) and -Host (`h`), each a letter and what it holds, against the slow
// reference. The last bytes choose the family of fields and how many hops are walked over.
#include "fuzz/controls.h"
#include "stack/http/reference_forwarded.h"

namespace saki::http {
namespace {

constexpr std::string_view kLetters = "faph";
constexpr std::array<const char*, 4> kNames{"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"};

// What a parser of heads would let through.
reference::FieldLines read_lines(std::string_view text) {
  reference::FieldLines lines;
  while (!text.empty() && lines.size() < 8) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t letter = line.empty() ? kLetters.npos : kLetters.find(line.front());
    if (letter != kLetters.npos && is_field_value(line.substr(1))) lines.emplace_back(kNames[letter], line.substr(1));
  }
  return lines;
}

TrustedProxies proxies(ForwardedFields fields) {
  TrustedProxies proxies;
  for (const char* text : {"10.0.0.0/8", "2001:db8:10::/48"}) proxies.networks.push_back(Network::parse(text).value());
  proxies.fields = fields;
  return proxies;
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  static const std::array kProxies{proxies(ForwardedFields::Forwarded), proxies(ForwardedFields::XForwarded)};
  static const saki::Address kPeer = saki::Address::from_host("10.0.0.1", 4000).value();
  Controls controls(data, size);
  const TrustedProxies& trusted = kProxies[controls.number() % 2];
  const std::size_t hops = 1 + controls.number() % 8;
  const reference::FieldLines lines = read_lines(controls.rest());
  require(reference::read_forwarded_with_the_real_one(lines, kPeer, trusted, hops) ==
          reference::read_forwarded(lines, kPeer, trusted, hops));
  return 0;
}
