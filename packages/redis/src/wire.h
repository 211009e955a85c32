// SPDX-License-Identifier: Apache-2.0
//
// RedisWire: one connection to a server: its stream, and the reader of what comes on it.
#pragma once

#include <expected>
#include <memory>
#include <utility>

#include "reply_reader.h"
#include "saki/net/buffer.h"
#include "saki/net/stream.h"

namespace saki {

class RedisWire {  // Affinity: loop.
 public:
  RedisWire(std::unique_ptr<Stream> stream, const RedisOptions& options, BufferPool& buffers)
      : stream_(std::move(stream)), reader_(options), buffers_(buffers) {}

  // Waits for more to come, for read_deadline at most, and takes it. Errors: Lost, Timeout, Protocol, TooLarge.
  [[nodiscard]] Task<std::expected<void, RedisError>> receive();

  [[nodiscard]] std::expected<bool, RedisError> next(RedisReply& reply) { return reader_.next(reply); }  // As RedisReplyReader.
  [[nodiscard]] Stream& stream() noexcept { return *stream_; }

 private:
  std::unique_ptr<Stream> stream_;
  RedisReplyReader reader_;
  BufferPool& buffers_;
};

}  // namespace saki
