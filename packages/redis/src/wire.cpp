// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include <string>

namespace saki {

Task<std::expected<void, RedisError>> RedisWire::receive() {
  Buffer buffer;
  const Result<std::size_t> received = co_await stream_->receive(buffer, buffers_);
  if (!received) {
    const auto kind = received.error() == Error::Timeout ? RedisErrorKind::Timeout : RedisErrorKind::Lost;
    co_return std::unexpected(RedisError(kind, received.error().text()));
  }
  if (*received == 0) co_return std::unexpected(RedisError(RedisErrorKind::Lost, "the server closed the connection"));
  co_return reader_.feed(buffer.bytes());
}

}  // namespace saki
