// SPDX-License-Identifier: Apache-2.0
//
// HttpClientCore: what the requests of one client share.
#pragma once

#include <memory>
#include <random>

#include "saki/client/client.h"
#include "saki/cookie_jar.h"
#include "saki/http_client_options.h"
#include "saki/net/buffer.h"
#include "saki/net/resolver.h"

namespace saki {

class HttpClientCore {  // Affinity: loop.
 public:
  static constexpr std::size_t kSpareBlocks = 4;

  HttpClientCore(Loop& loop_of, BlockingPool& blocking, const HttpClientOptions& options_of, std::shared_ptr<const TlsClientContext> tls);

  [[nodiscard]] std::uint32_t chance() noexcept { return dice(); }
  [[nodiscard]] WallTime wall() const noexcept { return loop.clock().wall(); }

  Loop& loop;
  HttpClientOptions options;
  BufferPool buffers{BufferPool::kDefaultBlockBytes, kSpareBlocks};  // Of WebSockets.
  Resolver resolver;
  client::Client client;
  std::unique_ptr<CookieJar> jar;
  std::independent_bits_engine<std::minstd_rand, 32, std::uint32_t> dice{std::random_device{}()};  // Spreads retries; nobody's secret.
};

}  // namespace saki
