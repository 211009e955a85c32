// SPDX-License-Identifier: Apache-2.0
//
// RedisSetup: what all workers need to know of a server, read once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "saki/base/diagnostics.h"
#include "saki/log.h"
#include "saki/net/address.h"
#include "saki/redis/options.h"

namespace saki {

class TlsClientContext;

using RedisPlaceOf = std::function<SourcePlace(std::string_view setting)>;  // Where it was written: of "redis.tls_ca".

class RedisSetup {  // Affinity: frozen.
 public:
  // Checks the options, and reads the files they name; what is wrong goes to `diagnostics`.
  RedisSetup(RedisOptions options_of, LogStream* log_of, const RedisPlaceOf& place_of, Diagnostics& diagnostics);

  RedisOptions options;
  LogStream* log;                  // Null: nothing is logged.
  std::optional<Address> address;  // Unless the server is a name:
  std::string host;                // A name, or what the address says.
  std::uint16_t port = 0;
  std::shared_ptr<const TlsClientContext> tls;  // Null: connections are not encrypted.

 private:
  [[nodiscard]] bool read_server(const std::string& server);
  void check_greeting(const RedisPlaceOf& place_of, Diagnostics& diagnostics) const;
  void check_tls(const RedisPlaceOf& place_of, Diagnostics& diagnostics) const;
  void open_tls(const RedisPlaceOf& place_of, Diagnostics& diagnostics);
};

}  // namespace saki
