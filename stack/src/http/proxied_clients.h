// SPDX-License-Identifier: Apache-2.0
//
// ProxiedClients: what PROXY headers said of a worker's connections, by the ids of these. Apart from them, so that connections without a
// header hold nothing for it.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "net/proxy_header.h"

namespace saki::http {

class ProxiedClients {  // Affinity: loop.
 public:
  void add(std::uint64_t connection_id, const ProxyHeader& header) { headers_.insert_or_assign(connection_id, header); }
  void remove(std::uint64_t connection_id) noexcept {
    if (!headers_.empty()) headers_.erase(connection_id);
  }

  // Null for a connection without one.
  [[nodiscard]] const ProxyHeader* find(std::uint64_t connection_id) const noexcept {
    const auto found = headers_.empty() ? headers_.end() : headers_.find(connection_id);
    return found == headers_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::size_t size() const noexcept { return headers_.size(); }

 private:
  std::unordered_map<std::uint64_t, ProxyHeader> headers_;
};

}  // namespace saki::http
