// SPDX-License-Identifier: Apache-2.0
//
// RedisSetup: what all workers need to know of a server, read once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "saki/base/diagnostics.h"
#include "saki/log.h"
#include "saki/net/address.h"
#include "saki/redis/options.h"

namespace saki {

class RedisSetup {  // Affinity: frozen.
 public:
  // Checks the options; what is wrong goes to `diagnostics` at `place`.
  RedisSetup(RedisOptions options_of, LogStream* log_of, const SourcePlace& place, Diagnostics& diagnostics);

  RedisOptions options;
  LogStream* log;                  // Null: nothing is logged.
  std::optional<Address> address;  // Unless the server is a name:
  std::string host;
  std::uint16_t port = 0;

 private:
  bool read_server(const std::string& server);
};

}  // namespace saki
