// SPDX-License-Identifier: Apache-2.0
#include "setup.h"

#include <charconv>
#include <utility>

#include "hiredis/hiredis.h"

namespace saki {

RedisSetup::RedisSetup(RedisOptions options_of, LogStream* log_of, const SourcePlace& place, Diagnostics& diagnostics)
    : options(std::move(options_of)), log(log_of) {
  if (!read_server(options.server)) {
    diagnostics.add(place, "redis-server", "\"" + shown_text(options.server) + "\" is no address of a server",
                    "write HOST:PORT, [V6]:PORT or unix:/PATH");
  }
  if (!options.user.empty() && options.password.empty()) {
    diagnostics.add(place, "redis-password", "redis.user has no redis.password", "set redis.password");
  }
  if (options.client_name.find_first_of(" \r\n\t") != std::string::npos) {
    diagnostics.add(place, "redis-client-name", "redis.client_name has a blank in it", "join its words with '-'");
  }
  if (options.protocol == 3 && HIREDIS_MAJOR < 1) {
    diagnostics.add(place, "redis-protocol",
                    "version 3 of the protocol needs hiredis 1.0; this service was built with " + std::to_string(HIREDIS_MAJOR) + "." +
                        std::to_string(HIREDIS_MINOR),
                    "set redis.protocol to 2, or build with a newer hiredis");
  }
}

bool RedisSetup::read_server(const std::string& server) {
  const Result<Address> literal = Address::parse(server);
  if (literal) {
    address = *literal;
    return literal->is_unix() || literal->port() != 0;
  }
  const std::size_t colon = server.rfind(':');
  if (colon == 0 || colon == std::string::npos) return false;
  host = server.substr(0, colon);
  const char* const end = server.data() + server.size();
  const auto [read, error] = std::from_chars(server.data() + colon + 1, end, port);
  return error == std::errc() && read == end && port != 0 && host.find_first_of(":/[] ") == std::string::npos;
}

}  // namespace saki
