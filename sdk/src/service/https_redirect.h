// SPDX-License-Identifier: Apache-2.0
//
// HttpsRedirect: sends those who come without TLS to the same place by https, before anything else looks at what they ask.
//
// It stands in front of the dispatcher of a worker, and only where it is configured: by listener, or for everybody. Behind a trusted proxy
// that carries TLS itself nobody is sent in a circle, for the proxy says how the client came.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/http/exchange.h"

namespace saki {

struct HttpsRedirectSettings {
  bool everywhere = false;
  std::vector<Address> listeners{};  // Otherwise: on these of server.listen.
  std::uint16_t port = 443;          // Where https is found, as clients see it.

  [[nodiscard]] bool covers(const Address& local) const noexcept;  // Whether who came to that address is redirected.
};

void declare_https_redirect_settings(ConfigSchema& schema);
// Null where nobody is redirected. An address that nothing without TLS listens on goes to `diagnostics`.
[[nodiscard]] std::shared_ptr<const HttpsRedirectSettings> read_https_redirect_settings(const Config& config, Diagnostics& diagnostics);

class HttpsRedirect final : public http::Handler {  // Affinity: loop. The settings outlive it.
 public:
  HttpsRedirect(const HttpsRedirectSettings& settings, std::unique_ptr<http::Handler> inner) noexcept
      : settings_(settings), inner_(std::move(inner)) {}

  [[nodiscard]] Task<> handle(http::Exchange& exchange) override;

 private:
  const HttpsRedirectSettings& settings_;
  const std::unique_ptr<http::Handler> inner_;
};

}  // namespace saki
