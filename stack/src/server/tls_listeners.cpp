// SPDX-License-Identifier: Apache-2.0
#include "saki/server/tls_listeners.h"

#include <algorithm>

namespace saki {

bool serves_tls(const ServerOptions& options) noexcept { return std::ranges::any_of(options.listen, &ListenPlace::tls); }

void check_tls_listeners(const ServerOptions& options, Diagnostics& diagnostics) {
  if (options.tls.configured()) return;
  const auto listener = std::ranges::find_if(options.listen, &ListenPlace::tls);
  if (listener == options.listen.end()) return;
  diagnostics.add(listener->place, "tls-certificate", "tls://" + listener->address.text() + " has no certificate to show",
                  "name one: --tls-cert FILE --tls-key FILE, or server.tls.certificate and server.tls.key; for development: saki cert dev");
}

}  // namespace saki
