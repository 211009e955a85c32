// SPDX-License-Identifier: Apache-2.0
//
// RedisDialer: makes connections of one worker: finds the address, connects, encrypts where that is wanted, and greets, which is where the
// password, the database and the name go.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "saki/net/resolver.h"
#include "setup.h"
#include "wire.h"

namespace saki {

class RedisDialer {  // Affinity: loop.
 public:
  RedisDialer(Loop& loop, const RedisSetup& setup, BlockingPool& names) : loop_(loop), setup_(setup), resolver_(loop, names) {}

  // A connection that is ready for commands. Errors: Unavailable, whose text says where to and why not.
  [[nodiscard]] Task<std::expected<std::unique_ptr<RedisWire>, RedisError>> dial();

 private:
  [[nodiscard]] Task<Result<HostAddresses>> addresses();
  [[nodiscard]] Task<Result<>> secure(Stream& stream);
  [[nodiscard]] Task<std::expected<void, RedisError>> greet(RedisWire& wire);
  [[nodiscard]] RedisError unavailable(const std::string& reason) const;
  [[nodiscard]] const char* tls_hint(const RedisError& refusal) const noexcept;

  Loop& loop_;
  const RedisSetup& setup_;
  Resolver resolver_;
  BufferPool buffers_{BufferPool::kDefaultBlockBytes, 2};
};

}  // namespace saki
