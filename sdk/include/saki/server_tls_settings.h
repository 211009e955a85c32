// SPDX-License-Identifier: Apache-2.0
//
// add_server_tls_settings: how a package reaches its server over TLS, with the same words in the section of each.
#pragma once

#include "saki/server_tls.h"
#include "saki/setting_fields.h"

namespace saki {

// `Options` has members of these names: tls, which is a ServerTls, and the texts tls_ca, tls_cert, tls_key. `fields` have its defaults.
template <class Options>
void add_server_tls_settings(SettingFields<Options>& fields) {
  fields.add(&Options::tls,
             {.path = "tls",
              .words = {"off", "verified", "unverified"},
              .description = "verified: encrypted, and the server's certificate is good for this host; unverified: encrypted only."});
  fields.add(&Options::tls_ca, {.path = "tls_ca", .description = "The authorities to believe, in PEM; empty: the system's."});
  fields.add(&Options::tls_cert, {.path = "tls_cert", .description = "A certificate of one's own, in PEM."});
  fields.add(&Options::tls_key, {.path = "tls_key", .description = "Its key, in PEM; empty: in the same file."});
}

}  // namespace saki
