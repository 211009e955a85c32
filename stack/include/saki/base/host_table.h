// SPDX-License-Identifier: Apache-2.0
//
// HostTable: from the name that a request gives its host to the virtual host that answers.
//
// A name is found by one look-up in a hash table; `*.example.org`, which stands for one label, by a second, and only where a name of that
// kind was added. The exact name comes first. A client cannot fill or degrade the table: all its keys are the configuration's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace saki {

class HostTable {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // `name` is one that check_host_name lets pass. Returns the host that has the name already, else kNone.
  std::uint32_t add(std::string_view name, std::uint32_t host);

  // `host` as HostName takes it; kNone where no host has the name.
  [[nodiscard]] std::uint32_t find(std::string_view host) const noexcept;

 private:
  struct Hash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
  };

  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> hosts_;  // `*.example.org` as `.example.org`.
  bool has_any_label_ = false;
};

}  // namespace saki
