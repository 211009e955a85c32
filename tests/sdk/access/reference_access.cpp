// SPDX-License-Identifier: Apache-2.0
#include "sdk/access/reference_access.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace saki::reference {
namespace {

// An address as the digits of its bits; an IPv4 address that is mapped into IPv6 as the IPv4 address.
std::optional<std::string> bits_of(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  std::size_t size = 0;
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) size = 4;
  if (size == 0 && inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) size = 16;
  if (size == 0) return std::nullopt;
  std::string bits;
  for (std::size_t index = 0; index < size * 8; ++index) bits += (bytes[index / 8] >> (7 - index % 8) & 1) != 0 ? '1' : '0';
  const std::string mapped = std::string(80, '0') + std::string(16, '1');
  return size == 16 && bits.starts_with(mapped) ? bits.substr(96) : bits;
}

// The bits of a network that the implementation takes, so that both know the same rules; how it reads networks is tested elsewhere.
struct Bits {
  std::string prefix;
  std::size_t whole;  // Of an address of its family.
};

Bits bits_of_network(const std::string& text) {
  const std::string plain = Network::parse(text)->text();
  const std::size_t slash = plain.find('/');
  const std::string bits = *bits_of(plain.substr(0, slash));
  return {bits.substr(0, std::stoul(plain.substr(slash + 1))), bits.size()};
}

bool comes_from(const std::string& client, const std::string& network) {
  if (network == "unix:") return false;
  const std::string bits = *bits_of(client);
  const Bits expected = bits_of_network(network);
  return bits.size() == expected.whole && bits.starts_with(expected.prefix);
}

std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> segments;
  std::istringstream in(path.substr(1));
  for (std::string segment; std::getline(in, segment, '/');) {
    if (!segment.empty()) segments.push_back(segment);
  }
  return segments;
}

// Segment by segment; a slash behind another or behind the path means nothing.
bool lies_below(const std::string& path, const std::string& prefix) {
  const auto whole = segments_of(path);
  const auto start = segments_of(prefix);
  return whole.size() >= start.size() && std::equal(start.begin(), start.end(), whole.begin());
}

bool has_method(const Asked& asked, const std::vector<std::string>& methods) {
  for (const std::string& each : methods) {
    if (each == asked.method || (each == "GET" && asked.method == "HEAD")) return true;
  }
  return methods.empty();
}

template <class Fits>
bool one_of(const std::vector<std::string>& list, Fits fits) {
  return list.empty() || std::ranges::any_of(list, fits);
}

bool is_good(const std::string& key, const std::string& value) {
  if (key == "from") return Network::parse(value).has_value();
  if (key == "path") return value.starts_with('/');
  if (key == "method") return http::method_of(value) != Method::Other;
  return key == "user" || key == "role";
}

bool add_word(TextRule& rule, const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == word.npos || equals + 1 == word.size()) return false;
  const std::string key = word.substr(0, equals);
  const std::string value = word.substr(equals + 1);
  if (!is_good(key, value)) return false;
  (key == "from"     ? rule.from
   : key == "path"   ? rule.paths
   : key == "method" ? rule.methods
   : key == "user"   ? rule.users
                     : rule.roles)
      .push_back(value);
  return true;
}

std::optional<TextRule> read_rule(const std::string& line) {
  std::istringstream in(line);
  std::string word;
  if (!(in >> word) || (word != "allow" && word != "deny")) return std::nullopt;
  TextRule rule{.allows = word == "allow"};
  while (in >> word) {
    if (!add_word(rule, word)) return std::nullopt;
  }
  return rule;
}

AccessRule real_rule(const TextRule& text) {
  AccessRule rule;
  rule.action = text.allows ? AccessAction::Allow : AccessAction::Deny;
  for (const std::string& each : text.from) rule.from.push_back(*Network::parse(each));
  for (const std::string& each : text.methods) rule.methods.push_back(http::method_of(each));
  rule.paths = text.paths;
  rule.users = text.users;
  rule.roles = text.roles;
  return rule;
}

}  // namespace

std::vector<TextRule> read_rules(std::string_view text) {
  std::vector<TextRule> rules;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    if (auto rule = read_rule(line)) rules.push_back(std::move(*rule));
  }
  return rules;
}

std::string decide(const std::vector<TextRule>& rules, bool allows_otherwise, const Asked& asked) {
  for (std::size_t index = 0; index < rules.size(); ++index) {
    const TextRule& rule = rules[index];
    if (!one_of(rule.from, [&](const std::string& each) { return comes_from(asked.client, each); })) continue;
    if (!one_of(rule.paths, [&](const std::string& each) { return lies_below(asked.path, each); })) continue;
    if (!has_method(asked, rule.methods)) continue;
    const bool asks_who = !rule.users.empty() || !rule.roles.empty();
    if (asks_who && asked.caller == nullptr) return "who " + std::to_string(index);
    const auto is_user = [&](const std::string& each) {
      return !asked.caller->subject.empty() && (each == "*" || each == asked.caller->subject);
    };
    if (asks_who && !one_of(rule.users, is_user)) continue;
    if (asks_who && !one_of(rule.roles, [&](const std::string& each) { return std::ranges::count(asked.caller->roles, each) > 0; }))
      continue;
    return (rule.allows ? "allow " : "deny ") + std::to_string(index);
  }
  return allows_otherwise ? "allow default" : "deny default";
}

std::string decide_with_the_real_one(const std::vector<TextRule>& rules, bool allows_otherwise, const Asked& asked) {
  std::vector<AccessRule> real;
  for (const TextRule& each : rules) real.push_back(real_rule(each));
  const AccessRules access(std::move(real), allows_otherwise ? AccessAction::Allow : AccessAction::Deny);
  const Address client = Address::from_host(asked.client, 0).value();
  const AccessAnswer answer = access.decide({client, asked.path, http::method_of(asked.method), asked.caller});
  constexpr const char* kWords[] = {"allow ", "deny ", "who "};
  return kWords[static_cast<std::size_t>(answer.outcome)] + (answer.rule ? std::to_string(*answer.rule) : "default");
}

}  // namespace saki::reference
