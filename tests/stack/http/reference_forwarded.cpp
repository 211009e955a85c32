// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_forwarded.h"

#include <arpa/inet.h>

#include <algorithm>
#include <map>
#include <optional>

#include "http/head_rules.h"
#include "stack/http/reference_reader.h"

namespace saki::http::reference {
namespace {

struct Malformed {};

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool has_only(const std::string& text, std::string_view allowed) { return text.find_first_not_of(allowed) == std::string::npos; }

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const std::string kObfuscated = std::string(kDigits) + std::string(kLetters) + "._-";
const std::string kScheme = std::string(kDigits) + std::string(kLetters) + "+-.";

// --- One element of Forwarded

class ElementReader {
 public:
  explicit ElementReader(const std::string& text) : text_(text) {}

  std::map<std::string, std::string> pairs() {
    std::map<std::string, std::string> pairs;
    for (;;) {
      if (!at_end() && text_[at_] != ';') pair(pairs);
      if (at_end()) return pairs;
      if (text_[at_++] != ';') throw Malformed();
    }
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  std::string token() {
    std::string token;
    while (!at_end() && is_tchar(text_[at_])) token += text_[at_++];
    if (token.empty()) throw Malformed();
    return token;
  }
  char text_byte() {
    if (at_end() || !is_value_char(text_[at_])) throw Malformed();
    return text_[at_++];
  }
  std::string value() {
    if (at_end() || text_[at_] != '"') return token();
    ++at_;
    std::string value;
    for (char c = text_byte(); c != '"'; c = text_byte()) value += c == '\\' ? text_byte() : c;
    return value;
  }
  void pair(std::map<std::string, std::string>& pairs) {
    const std::string name = lower(token());
    if (at_end() || text_[at_++] != '=') throw Malformed();
    const std::string text = value();
    const bool known = name == "for" || name == "by" || name == "host" || name == "proto";
    if (known && (text.empty() || pairs.contains(name))) throw Malformed();
    pairs[name] = text;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

bool is_element(const std::string& text) {
  try {
    ElementReader(text).pairs();
    return true;
  } catch (const Malformed&) {
    return false;
  }
}

// --- Lists, their last element first

std::vector<std::string> plain_elements(const std::string& line) {
  std::vector<std::string> elements{""};
  for (const char c : line) {
    if (c == ',')
      elements.emplace_back();
    else
      elements.back() += c;
  }
  std::ranges::reverse(elements);
  for (std::string& element : elements) element = trimmed(element);
  return elements;
}

// Takes the shortest end of `line` that begins behind a comma, or at the front, and is an element.
std::optional<std::string> take_last_element(std::string& line, bool& at_front) {
  for (std::size_t begin = line.size();; --begin) {
    if (begin == 0 || line[begin - 1] == ',') {
      const std::string element = trimmed(line.substr(begin));
      if (is_element(element)) {
        at_front = begin == 0;
        line.resize(at_front ? 0 : begin - 1);
        return element;
      }
    }
    if (begin == 0) return std::nullopt;
  }
}

constexpr std::string_view kBroken = "=";  // In place of what holds no element.

std::vector<std::string> quoted_elements(std::string line) {
  std::vector<std::string> elements;
  bool at_front = false;
  while (!at_front) {
    const auto element = take_last_element(line, at_front);
    elements.push_back(element.value_or(std::string(kBroken)));
    if (!element) break;
  }
  return elements;
}

std::vector<std::string> elements_of(const FieldLines& lines, const std::string& name, bool quotes) {
  std::vector<std::string> all;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (lower(line->first) != lower(name)) continue;
    for (std::string& element : quotes ? quoted_elements(line->second) : plain_elements(line->second)) all.push_back(std::move(element));
  }
  return all;
}

// --- Nodes

struct Node {
  bool hidden = false;
  std::string host;
  unsigned port = 0;
};

int family_of(const std::string& host) {
  char bytes[16];
  if (inet_pton(AF_INET, host.c_str(), bytes) == 1) return AF_INET;
  return inet_pton(AF_INET6, host.c_str(), bytes) == 1 ? AF_INET6 : AF_UNSPEC;
}

bool is_obfuscated(const std::string& text) { return text.size() > 1 && text[0] == '_' && has_only(text, kObfuscated); }

unsigned port_of(const std::string& text, bool may_hide) {
  if (may_hide && is_obfuscated(text)) return 0;
  if (text.empty() || text.size() > 5 || !has_only(text, kDigits) || std::stoul(text) > 65535) throw Malformed();
  return static_cast<unsigned>(std::stoul(text));
}

Node address_of(const std::string& text, bool may_hide_port) {
  const std::size_t close = text.rfind(']');
  const std::size_t colon = text.find(':', close == text.npos ? 0 : close);
  const std::string name = text.substr(0, colon);
  Node node{false, name, colon == text.npos ? 0 : port_of(text.substr(colon + 1), may_hide_port)};
  if (family_of(name) == AF_INET) return node;
  if (name.size() < 2 || name.front() != '[' || name.back() != ']') throw Malformed();
  node.host = name.substr(1, name.size() - 2);
  if (family_of(node.host) != AF_INET6) throw Malformed();
  return node;
}

Node standard_node(const std::string& text) {
  const std::string name = text.substr(0, text.find(':'));
  if (lower(name) != "unknown" && !is_obfuscated(name)) return address_of(text, true);
  if (name.size() < text.size()) static_cast<void>(port_of(text.substr(name.size() + 1), true));
  return {true, "", 0};
}

Node x_node(const std::string& text) {
  if (lower(text) == "unknown") return {true, "", 0};
  if (family_of(text) == AF_INET6) return {false, text, 0};
  return address_of(text, false);
}

// --- The walk

void tell_scheme(const std::string& text, Told& told) {
  if (!text.empty() && (!has_only(text.substr(0, 1), kLetters) || !has_only(text, kScheme))) throw Malformed();
  told.scheme = lower(text) == "http" || lower(text) == "https" ? lower(text) : "";
}

void tell_host(const std::string& text, Told& told) {
  if (!text.empty() && !is_host(text)) throw Malformed();  // The same grammar as that of Host, which has a reference of its own.
  told.host = text;
}

Node standard_hop(const std::string& element, Told& told) {
  auto pairs = ElementReader(element).pairs();
  tell_scheme(pairs["proto"], told);
  tell_host(pairs["host"], told);
  return pairs["for"].empty() ? Node{true, "", 0} : standard_node(pairs["for"]);
}

std::string in_step(const FieldLines& lines, const std::string& name, std::size_t hops) {
  const std::vector<std::string> elements = elements_of(lines, name, false);
  return elements.empty() ? "" : elements[std::min(std::max<std::size_t>(hops, 1), elements.size()) - 1];
}

Told walk(const FieldLines& lines, Address client, const TrustedProxies& proxies, std::size_t limit_hops) {
  const bool standard = proxies.fields == ForwardedFields::Forwarded;
  Told told;
  std::size_t hops = 0;
  for (const std::string& element : elements_of(lines, standard ? "Forwarded" : "X-Forwarded-For", standard)) {
    if (!contains(proxies.networks, client)) break;
    if (++hops > limit_hops) throw Malformed();
    if (element.empty()) continue;
    const Node node = standard ? standard_hop(element, told) : x_node(element);
    if (node.hidden) break;
    client = Address::from_host(node.host, static_cast<std::uint16_t>(node.port)).value();
  }
  if (!standard) tell_scheme(in_step(lines, "X-Forwarded-Proto", hops), told);
  if (!standard) tell_host(in_step(lines, "X-Forwarded-Host", hops), told);
  if (hops == 0 && told.scheme.empty() && told.host.empty()) return {};
  told.outcome = ForwardedOutcome::Told;
  told.client = client.text();
  return told;
}

}  // namespace

Told read_forwarded(const FieldLines& lines, const Address& peer, const TrustedProxies& proxies, std::size_t limit_hops) {
  if (proxies.fields == ForwardedFields::Off || !contains(proxies.networks, peer)) return {};
  try {
    return walk(lines, peer, proxies, limit_hops);
  } catch (const Malformed&) {
    return {ForwardedOutcome::Ignored, "", "", ""};
  }
}

Told read_forwarded_with_the_real_one(const FieldLines& lines, const Address& peer, const TrustedProxies& proxies, std::size_t limit_hops) {
  std::vector<Field> storage(lines.size());
  FieldTable fields(storage);
  for (const auto& [name, value] : lines) fields.add(name, value);
  Arena arena;
  Forwarded told;
  const ForwardedOutcome outcome = http::read_forwarded(fields, peer, proxies, limit_hops, arena, told);
  return {outcome, told.client.text(), std::string(told.scheme), std::string(told.host)};
}

}  // namespace saki::http::reference
