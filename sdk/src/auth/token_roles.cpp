// SPDX-License-Identifier: Apache-2.0
#include "auth/token_roles.h"

namespace saki {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t start = text.find_first_not_of(' '); start != text.npos; start = text.find_first_not_of(' ', start)) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    words.push_back(text.substr(start, end - start));
    start = end;
  }
  return words;
}

}  // namespace

std::vector<std::string> token_roles(const Json& claims, const std::string& claim) {
  const auto found = claims.find(claim);
  if (found == claims.end()) return {};
  if (found->is_string()) return words_of(found->get<std::string>());
  std::vector<std::string> roles;
  for (const Json& each : found->is_array() ? *found : Json::array()) {
    if (each.is_string()) roles.push_back(each.get<std::string>());
  }
  return roles;
}

}  // namespace saki
