// SPDX-License-Identifier: Apache-2.0
#include "auth/credential_lines.h"

#include <algorithm>
#include <set>

#include "saki/base/utf8.h"

namespace saki {
namespace {

constexpr const char* kCode = "credentials";
constexpr const char* kHint = "a line is NAME:HASH or NAME:HASH:ROLE,ROLE; `saki passwd` writes them";
constexpr std::size_t kMostNameBytes = 255;

std::string_view take_until(std::string_view& text, char end) noexcept {
  const std::size_t size = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return taken;
}

bool is_name(std::string_view name) noexcept {
  const auto is_control = [](char each) { return static_cast<unsigned char>(each) < 0x20 || each == 0x7F; };
  return !name.empty() && name.size() <= kMostNameBytes && is_utf8(name) && std::ranges::none_of(name, is_control);
}

}  // namespace

std::vector<std::string> split_roles(std::string_view text) {
  std::vector<std::string> roles;
  while (!text.empty()) {
    const std::string_view role = take_until(text, ',');
    if (!role.empty()) roles.emplace_back(role);
  }
  return roles;
}

std::vector<CredentialLine> read_credential_lines(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  std::vector<CredentialLine> lines;
  std::set<std::string_view> names;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_until(text, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const SourcePlace place{file, number, 1};
    const std::string_view name = take_until(line, ':');
    const std::string_view secret = take_until(line, ':');
    if (!is_name(name) || secret.empty()) {
      diagnostics.add(place, kCode, "the line is none of a name and what is kept of its secret", kHint);
    } else if (!names.insert(name).second) {
      diagnostics.add(place, kCode, "\"" + std::string(name) + "\" stands there twice", "drop one of the lines");
    } else {
      lines.push_back({std::string(name), std::string(secret), split_roles(line), place});
    }
  }
  return lines;
}

}  // namespace saki
