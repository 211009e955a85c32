// SPDX-License-Identifier: Apache-2.0
//
// TestExchange: an exchange made of memory. The request's content is at hand, the answer is kept.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "saki/http/exchange.h"
#include "saki/http/limits.h"
#include "saki/test_response.h"

namespace saki {

// A request head in the making, with the storage that its views need.
class TestHead {  // Affinity: loop.
 public:
  static constexpr std::size_t kFields = 100;

  TestHead() noexcept { head_.fields = http::FieldTable(fields_); }
  TestHead(const TestHead&) = delete;
  TestHead& operator=(const TestHead&) = delete;

  // False for what no server would take. All texts outlive this.
  [[nodiscard]] bool fill(Method method, std::string_view target, const TestResponse::Headers& headers, Arena& arena);

  [[nodiscard]] http::RequestHead& head() noexcept { return head_; }

 private:
  std::array<Field, kFields> fields_;
  http::RequestHead head_;
};

class TestExchange final : public http::Exchange {  // Affinity: loop.
 public:
  TestExchange(http::RequestHead& head, Arena& arena, Loop& loop, std::string_view body) noexcept
      : Exchange(head, arena), loop_(loop), body_(body), is_head_(head.method == Method::Head) {}
  ~TestExchange() { arena().end_objects(); }

  [[nodiscard]] const http::ConnectionInfo& connection() const noexcept override { return connection_; }
  [[nodiscard]] Loop& loop() const noexcept override { return loop_; }

  [[nodiscard]] const http::Forwarded* forwarded() override { return told_ ? &*told_ : nullptr; }

  void set_secure(bool secure) noexcept { connection_.secure = secure; }  // As if it had come by TLS.
  void set_connection(const http::ConnectionInfo& connection) noexcept { connection_ = connection; }
  void set_forwarded(const http::Forwarded& told) noexcept { told_ = told; }  // As if a trusted proxy had said so.

  [[nodiscard]] bool has_body() const noexcept override { return !body_.empty(); }
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept override { return body_.size(); }
  void set_body_limit(std::uint64_t limit_bytes) noexcept override { body_limit_ = limit_bytes; }
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes into) override;
  [[nodiscard]] std::optional<ByteView> take_content_at_hand() noexcept override;

  [[nodiscard]] Task<Result<>> hint(std::span<const http::Field> fields) override;
  [[nodiscard]] bool try_respond(const http::ResponseHead& head, ByteView content) override;
  [[nodiscard]] Task<Result<>> respond(const http::ResponseHead& head, ByteView content) override;
  [[nodiscard]] Task<Result<>> start(const http::ResponseHead& head, std::optional<std::uint64_t> length) override;
  [[nodiscard]] Task<Result<>> write(ByteView content) override;
  [[nodiscard]] Task<Result<>> write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) override;
  [[nodiscard]] Task<Result<>> finish(std::span<const http::Field> trailers) override;

  [[nodiscard]] bool started() const noexcept override { return response_.status_ != 0; }
  [[nodiscard]] bool finished() const noexcept override { return finished_; }
  [[nodiscard]] http::Outcome outcome() const noexcept override;
  [[nodiscard]] bool client_gone() const noexcept override { return client_gone_; }
  void set_client_gone() noexcept { client_gone_ = true; }
  void abort() noexcept override { response_.broken_off_ = true; }

  [[nodiscard]] TestResponse take_response();
  [[nodiscard]] const TestResponse& response_so_far() const noexcept { return response_; }

 private:
  bool take_head(const http::ResponseHead& head);
  bool take_content(ByteView content);

  Loop& loop_;
  http::ConnectionInfo connection_;
  std::optional<http::Forwarded> told_;
  std::string_view body_;
  std::size_t read_ = 0;
  std::uint64_t body_limit_ = http::Limits().body_bytes;
  std::optional<std::uint64_t> length_;  // Announced.
  std::uint64_t sent_ = 0;
  bool is_head_;
  bool finished_ = false;
  bool client_gone_ = false;
  TestResponse response_;
};

}  // namespace saki
