// SPDX-License-Identifier: Apache-2.0
//
// ConfigTree::load_environment: variables such as NOTES__SERVER__WORKERS=2.
#include <algorithm>
#include <compare>

#include "base/ascii.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

struct Variable {
  std::string_view name;
  std::string_view value;

  auto operator<=>(const Variable&) const = default;
};

char upper(char letter) noexcept { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

std::string prefix_of(std::string_view service_name) {
  std::string prefix;
  for (const char letter : service_name) prefix += letter == '-' ? '_' : upper(letter);
  return prefix + "__";
}

// Those of the service, in the order of their names: the environment's own order means nothing.
std::vector<Variable> variables_of(std::string_view prefix, const char* const* environment) {
  std::vector<Variable> found;
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos || !entry.starts_with(prefix)) continue;
    found.push_back({entry.substr(0, equals), entry.substr(equals + 1)});
  }
  std::sort(found.begin(), found.end());
  return found;
}

// "SERVER__LIMITS__HEAD_BYTES" is "server.limits.head_bytes"; "" when a part is empty.
std::string path_of(std::string_view name) {
  std::string path;
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find("__", start), name.size());
    if (end == start) return {};
    if (!path.empty()) path += '.';
    path += in_lower_case(name.substr(start, end - start));
    start = end + 2;
  }
  return path;
}

}  // namespace

bool ConfigTree::load_environment(std::string_view service_name, const char* const* environment, Diagnostics& diagnostics) {
  const std::string prefix = prefix_of(service_name);
  bool good = true;
  for (const Variable& variable : variables_of(prefix, environment)) {
    const std::string source = "environment " + std::string(variable.name);
    const std::string path = path_of(variable.name.substr(prefix.size()));
    if (path.empty()) {
      diagnostics.add({source, 0, 0}, "bad-assignment", "the name has an empty part", "for example: " + prefix + "SERVER__WORKERS=2");
      good = false;
    } else {
      good &= set_yaml(path, variable.value, source, diagnostics);
    }
  }
  return good;
}

}  // namespace saki
