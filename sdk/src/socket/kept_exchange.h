// SPDX-License-Identifier: Apache-2.0
//
// KeptExchange: what is left of an exchange once its connection has gone over to another protocol: the head, and who asked.
//
// Fields, addresses and texts lie in one piece of memory, in that order. The fields that were about the handshake are left out: of no use
// to anybody, they would be half of it. Addresses are kept as the kernel has them and unfolded when somebody asks.
#pragma once

#include <array>
#include <memory>

#include "saki/http/exchange.h"
#include "saki/http_words.h"

namespace saki {

// What a KeptExchange refers its base to; a base of its own, so that it is there first.
struct KeptHead {
  http::RequestHead head;
  Arena arena;
};

class KeptExchange final : private KeptHead, public http::Exchange {  // Affinity: loop.
 public:
  // How many bytes it needs beside itself, aligned as a Field.
  [[nodiscard]] static std::size_t memory_for(http::Exchange& asked);

  KeptExchange(http::Exchange& asked, std::byte* memory);  // Which outlives it.
  ~KeptExchange() = default;

  using http::Exchange::arena;
  using http::Exchange::head;

  [[nodiscard]] const http::ConnectionInfo& connection() const noexcept override;
  [[nodiscard]] Loop& loop() const noexcept override { return loop_; }
  [[nodiscard]] const http::Forwarded* forwarded() override { return forwarded_.get(); }

  // There is no content, and nothing to be answered.
  [[nodiscard]] bool has_body() const noexcept override { return false; }
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept override { return 0; }
  void set_body_limit(std::uint64_t /*limit_bytes*/) noexcept override {}
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes into) override;
  [[nodiscard]] std::optional<ByteView> take_content_at_hand() noexcept override { return ByteView(); }
  [[nodiscard]] Task<Result<>> hint(std::span<const Field> fields) override;
  [[nodiscard]] bool try_respond(const http::ResponseHead& /*head*/, ByteView /*content*/) override { return false; }
  [[nodiscard]] Task<Result<>> respond(const http::ResponseHead& head, ByteView content) override;
  [[nodiscard]] Task<Result<>> start(const http::ResponseHead& head, std::optional<std::uint64_t> length) override;
  [[nodiscard]] Task<Result<>> write(ByteView content) override;
  [[nodiscard]] Task<Result<>> write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) override;
  [[nodiscard]] Task<Result<>> finish(std::span<const http::Field> trailers) override;
  [[nodiscard]] bool started() const noexcept override { return true; }
  [[nodiscard]] bool finished() const noexcept override { return true; }
  void abort() noexcept override {}

 private:
  class Copier;

  Loop& loop_;
  std::unique_ptr<const http::Forwarded> forwarded_;  // What trusted proxies said, if anything.
  std::uint64_t connection_id_;
  std::array<std::uint8_t, 3> address_bytes_{};  // Of the peer, our own and the client; 0 where that is the peer.
  bool secure_;
  std::unique_ptr<const TlsInfo> tls_;  // Null where the connection is not encrypted.
  mutable std::unique_ptr<const http::ConnectionInfo> connection_;  // Once it was asked for.
};

}  // namespace saki
