// SPDX-License-Identifier: Apache-2.0
//
// KeptExchange: what is left of an exchange once its connection has gone over to another protocol: the head, and who asked.
//
// It is packed when the exchange ends, and unfolded from that where somebody asks for something of it. The fields that were about the
// handshake are left out: of no use to anybody, they would be half of it. So are zeros at the end of addresses.
#pragma once

#include <memory>
#include <string>

#include "saki/http/exchange.h"
#include "saki/http_words.h"
#include "saki/router.h"
#include "socket/text_packer.h"

namespace saki {

class Request;

// What a KeptExchange refers its base to; a base of its own, so that it is there first.
struct KeptHead {
  http::RequestHead head;
  Arena arena;
};

class KeptExchange final : private KeptHead, public http::Exchange {  // Affinity: loop.
 public:
  [[nodiscard]] static std::string pack(const Request& asked);

  // From what was packed, which outlives it.
  KeptExchange(TextUnpacker packed, Loop& loop);
  ~KeptExchange();

  using http::Exchange::arena;
  using http::Exchange::head;

  [[nodiscard]] const RouteMatch& match() const noexcept;  // Its parameters.

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
  [[nodiscard]] http::Outcome outcome() const noexcept override { return {http::Status::SwitchingProtocols, 0, true}; }
  void abort() noexcept override {}

 private:
  struct Connection;

  void unpack_head(TextUnpacker& in);
  void unpack_match(TextUnpacker& in);
  void unpack_forwarded(TextUnpacker& in);

  Loop& loop_;
  std::unique_ptr<Field[]> fields_;
  std::unique_ptr<RouteMatch> match_;                       // Of a route with parameters: it has room for many.
  std::unique_ptr<const http::Forwarded> forwarded_;        // What trusted proxies said, if anything.
  mutable std::unique_ptr<const Connection> connection_;    // Once it was asked for.
  TextUnpacker packed_connection_;
};

}  // namespace saki
