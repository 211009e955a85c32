// SPDX-License-Identifier: Apache-2.0
//
// HostContexts: from the name that a client asks for (SNI, RFC 6066 section 3) to the context that meets it.
//
// The choice is made before anything else of the client's greeting is looked at: a ticket of another host, or one that was given to a
// client without certificate, is then no ticket at all (CVE-2025-23419).
#pragma once

#include <string_view>
#include <vector>

#include "saki/base/host_table.h"
#include "tls/openssl.h"

namespace saki {

class HostContexts {  // Affinity: frozen once in use; one thread before.
 public:
  explicit HostContexts(SSL_CTX& main) noexcept : main_(main) {}

  // The host that has the name already, else HostTable::kNone.
  std::uint32_t add_name(std::string_view name) { return names_.add(name, static_cast<std::uint32_t>(contexts_.size())); }
  void add(OpenSslOwner<SSL_CTX> context) { contexts_.push_back(std::move(context)); }  // Of the names since the last one.

  // `name` as HostName takes it; the main context where no host has the name.
  [[nodiscard]] SSL_CTX& find(std::string_view name) const noexcept;

 private:
  SSL_CTX& main_;
  HostTable names_;
  std::vector<OpenSslOwner<SSL_CTX>> contexts_;
};

// Makes sessions of `context` choose by name as their greeting comes in.
void choose_by_name(SSL_CTX& context);

}  // namespace saki
