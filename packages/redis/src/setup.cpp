// SPDX-License-Identifier: Apache-2.0
#include "setup.h"

#include <charconv>
#include <utility>

#include "hiredis/hiredis.h"
#include "saki/client_tls.h"

namespace saki {

RedisSetup::RedisSetup(RedisOptions options_of, LogStream* log_of, const RedisPlaceOf& place_of, Diagnostics& diagnostics)
    : options(std::move(options_of)), log(log_of) {
  if (!read_server(options.server)) {
    diagnostics.add(place_of("redis.server"), "redis-server", "\"" + shown_text(options.server) + "\" is no address of a server",
                    "write HOST:PORT, [V6]:PORT or unix:/PATH");
  }
  check_greeting(place_of, diagnostics);
  check_tls(place_of, diagnostics);
  if (options.tls != RedisTls::Off && diagnostics.empty()) open_tls(place_of, diagnostics);
}

void RedisSetup::check_greeting(const RedisPlaceOf& place_of, Diagnostics& diagnostics) const {
  if (!options.user.empty() && options.password.empty()) {
    diagnostics.add(place_of("redis.user"), "redis-password", "redis.user has no redis.password", "set redis.password");
  }
  if (options.client_name.find_first_of(" \r\n\t") != std::string::npos) {
    diagnostics.add(place_of("redis.client_name"), "redis-client-name", "redis.client_name has a blank in it", "join its words with '-'");
  }
  if (options.protocol == 3 && HIREDIS_MAJOR < 1) {
    diagnostics.add(place_of("redis.protocol"), "redis-protocol",
                    "version 3 of the protocol needs hiredis 1.0; this service was built with " + std::to_string(HIREDIS_MAJOR) + "." +
                        std::to_string(HIREDIS_MINOR),
                    "set redis.protocol to 2, or build with a newer hiredis");
  }
}

// Files that nobody reads would let one believe that connections are encrypted.
void RedisSetup::check_tls(const RedisPlaceOf& place_of, Diagnostics& diagnostics) const {
  if (options.tls != RedisTls::Off && address && address->is_unix()) {
    diagnostics.add(place_of("redis.tls"), "redis-tls", "a Unix socket carries no TLS",
                    "set redis.tls to off, or redis.server to HOST:PORT");
  }
  if (options.tls_cert.empty() && !options.tls_key.empty()) {
    diagnostics.add(place_of("redis.tls_key"), "redis-tls", "redis.tls_key has no certificate beside it", "set redis.tls_cert");
  }
  if (options.tls != RedisTls::Verified && !options.tls_ca.empty()) {
    diagnostics.add(place_of("redis.tls_ca"), "redis-tls", "redis.tls_ca is read by nobody, as redis.tls stands",
                    "set redis.tls to verified");
  }
  if (options.tls == RedisTls::Off && !options.tls_cert.empty()) {
    diagnostics.add(place_of("redis.tls_cert"), "redis-tls", "redis.tls_cert is shown to nobody while redis.tls is off",
                    "set redis.tls to verified");
  }
}

void RedisSetup::open_tls(const RedisPlaceOf& place_of, Diagnostics& diagnostics) {
  const bool by_authority = !options.tls_ca.empty();
  tls = open_client_tls({.verify = options.tls == RedisTls::Verified,
                         .authorities = options.tls_ca,
                         .certificate = options.tls_cert,
                         .key = options.tls_key,
                         .place = place_of(by_authority ? "redis.tls_ca" : "redis.tls_cert")},
                        diagnostics);
}

bool RedisSetup::read_server(const std::string& server) {
  const Result<Address> literal = Address::parse(server);
  if (literal) {
    address = *literal;
    host = literal->host();
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
