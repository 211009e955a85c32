// SPDX-License-Identifier: Apache-2.0
//
// Sessions that are kept on a server: what all sessions must do.
#include "redis_server.h"
#include "saki/redis.h"
#include "support/session_conformance.h"

namespace saki {
namespace {

class OnRedis {
 public:
  static std::unique_ptr<Package> keeper() { return std::make_unique<Redis>(); }
  std::string config() const {
    return "store: {backend: redis}\nredis: {server: '" + server_.address() + "', call_timeout: 20s, connect_timeout: 20s}\n";
  }

 private:
  RedisServer server_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Redis, SessionConformance, OnRedis);

}  // namespace
}  // namespace saki
