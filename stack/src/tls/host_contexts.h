// SPDX-License-Identifier: Apache-2.0
//
// HostContexts: from the name that a client asks for (SNI, RFC 6066 section 3) to the context that meets it.
//
// The choice is made before anything else of the client's greeting is looked at: a ticket of another host, or one that was given to a
// client without certificate, is then no ticket at all (CVE-2025-23419).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/host_table.h"
#include "tls/openssl.h"

namespace saki {

class HostContexts {  // Affinity: frozen once in use; one thread before.
 public:
  // The names of the main context are its own although a wildcard of another would fit them; all others that nobody has are its as well.
  HostContexts(SSL_CTX& main, std::span<const std::string> names) : main_(main) { add_names(names, kMain); }

  void add(OpenSslOwner<SSL_CTX> context, std::span<const std::string> names) {
    add_names(names, static_cast<std::uint32_t>(contexts_.size()));
    contexts_.push_back(std::move(context));
  }

  // `name` as HostName takes it; the main context where no host has the name.
  [[nodiscard]] SSL_CTX& find(std::string_view name) const noexcept;

 private:
  static constexpr std::uint32_t kMain = HostTable::kNone - 1;

  void add_names(std::span<const std::string> names, std::uint32_t context);

  SSL_CTX& main_;
  HostTable names_;
  std::vector<OpenSslOwner<SSL_CTX>> contexts_;
};

// Makes sessions of `context` choose by name as their greeting comes in.
void choose_by_name(SSL_CTX& context);

}  // namespace saki
