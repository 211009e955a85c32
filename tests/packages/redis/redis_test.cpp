// SPDX-License-Identifier: Apache-2.0
#include "redis_test.h"

#include "saki/measures.h"

namespace saki {
namespace {

void tell(void*, const char*, std::exception_ptr error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& thrown) {
    ADD_FAILURE() << thrown.what();
  }
}

}  // namespace

RedisLoopTest::RedisLoopTest() : loop(*Loop::open()), binding(*loop), scope(*loop, "test") {
  scope.on_error(&tell, nullptr);
  options.call_timeout = kPatience;  // A slow machine is no failure.
  options.connect_timeout = kPatience;
  options.reconnect_first = std::chrono::milliseconds(5);
  options.reconnect_longest = std::chrono::milliseconds(50);
}

RedisLoopTest::~RedisLoopTest() {
  scope.drop();
  close();
}

void RedisLoopTest::open() {
  const Diagnostics diagnostics = client.open(options);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.text();
  client.start_worker(*loop);
  open_ = true;
}

void RedisLoopTest::close() {
  if (!std::exchange(open_, false)) return;
  client.stop_worker(*loop);
  client.stop();
}

void RedisLoopTest::finish() {
  const auto end = std::chrono::steady_clock::now() + 2 * kPatience;
  while (scope.running() > 0) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "the test hangs";
    loop->run_once(std::chrono::milliseconds(100));
  }
}

double RedisLoopTest::value(const std::string& name) const {
  Measures measures;
  client.measure(measures);
  return measures.find(name + "{loop=\"0\"}").value_or(-1);
}

RedisTest::RedisTest(std::vector<std::string> server_options) : server(std::move(server_options)) { options.server = server.address(); }

}  // namespace saki
