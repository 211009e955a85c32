// SPDX-License-Identifier: Apache-2.0
#include "stack/http/wire_service.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "saki/base/file_descriptor.h"
#include "saki/http/refusal.h"
#include "saki/task/give_way.h"

namespace saki::http {
namespace {

constexpr Field kText{"Content-Type", "text/plain"};
constexpr ResponseHead kOk{Status::Ok, {&kText, 1}};
constexpr ResponseHead kNotFound{Status::NotFound, {}};
constexpr ResponseHead kNoContent{Status::NoContent, {}};
constexpr ResponseHead kResetContent{Status::ResetContent, {}};
constexpr Field kTag{"ETag", "\"a\""};
constexpr ResponseHead kNotModified{Status::NotModified, {&kTag, 1}};
constexpr Field kOffer{"Upgrade", "websocket"};
constexpr ResponseHead kUpgradeRequired{Status::UpgradeRequired, {&kOffer, 1}};

Task<> echo(Exchange& exchange) {
  std::array<std::byte, 7> piece;
  const std::optional<std::uint64_t> length = exchange.content_length();
  Result<> sent;
  for (bool begun = false;; begun = true) {
    const Result<std::size_t> count = co_await exchange.read(piece);
    if (!count) {
      const Field reason{"X-Error", "broken"};
      const ResponseHead refused{count.error() == Refusal::BodyTooLarge ? Status::ContentTooLarge : Status::BadRequest, {&reason, 1}};
      if (!exchange.started())
        sent = co_await exchange.respond(refused, {});
      else
        exchange.abort();
      co_return;
    }
    if (!begun) sent = co_await exchange.start(kOk, length);
    if (*count == 0) break;
    const ByteView read_bytes(piece.data(), *count);
    sent = co_await exchange.write(read_bytes);
  }
  sent = co_await exchange.finish();
}

// Why content broke off, and the status for it.
std::pair<Status, std::string_view> reason_of(Error error) {
  for (std::uint16_t code = 1; code < kRefusalCount; ++code) {
    const auto refusal = static_cast<Refusal>(code);
    if (error == refusal) return {refusal_status(refusal), refusal_text(refusal)};
  }
  return {Status::BadRequest, error == Error::Closed ? "the client ended" : "unknown"};
}

Task<> collect(Exchange& exchange) {
  std::string content;
  std::array<std::byte, 7> piece;
  for (;;) {
    const Result<std::size_t> count = co_await exchange.read(piece);
    if (!count) {
      const auto [status, text] = reason_of(count.error());
      const Field reason{"X-Error", text};
      const ResponseHead broken{status, {&reason, 1}};
      static_cast<void>(exchange.try_respond(broken, {}));
      co_return;
    }
    if (*count == 0) break;
    content += as_text({piece.data(), *count});
  }
  static_cast<void>(exchange.try_respond(kOk, as_bytes(content)));
}

Task<> stream(Exchange& exchange) {
  Result<> sent = co_await exchange.start(kOk, std::nullopt);
  const std::string_view first = "one";
  const std::string_view second = "and another";
  sent = co_await exchange.write(as_bytes(first));
  co_await give_way();
  sent = co_await exchange.write(as_bytes(second));
}

// One answer, hinted at twice.
Task<> hints(Exchange& exchange) {
  const Field style{"Link", "</style.css>; rel=preload"};
  const Field script{"Link", "</script.js>; rel=preload"};
  Result<> sent = co_await exchange.hint({&style, 1});
  co_await give_way();
  sent = co_await exchange.hint({&script, 1});
  static_cast<void>(exchange.try_respond(kOk, as_bytes("hinted")));
}

Task<> with_trailers(Exchange& exchange) {
  const Field sum{"Content-Digest", "sha-256=:a:"};
  Result<> sent = co_await exchange.start(kOk, std::nullopt);
  const ByteView text = as_bytes("summed up");
  sent = co_await exchange.write(text);
  sent = co_await exchange.finish({&sum, 1});
}

// Tries to say more than one answer, in every place where text goes out; nothing of it does.
Task<> split(Exchange& exchange) {
  const Field value{"X", "a\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK"};
  const Field name{"X: a\r\nY", "b"};
  const Field framing{"Transfer-Encoding", "chunked"};
  Result<> sent;
  for (const Field& field : {value, name, framing}) {
    const ResponseHead head{Status::Ok, {&field, 1}};
    sent = co_await exchange.hint({&field, 1});
    sent = co_await exchange.respond(head, {});
    sent = co_await exchange.start(head, std::nullopt);
  }
}

Task<> later(Exchange& exchange) {
  co_await give_way();
  const std::string_view text = "later";
  static_cast<void>(exchange.try_respond(kOk, as_bytes(text)));
}

Task<> file(Exchange& exchange) {
  FileDescriptor memory(::memfd_create("wire", MFD_CLOEXEC));
  if (::write(memory.get(), "0123456789", 10) != 10) co_return;
  Result<> sent = co_await exchange.start(kOk, 6);
  sent = co_await exchange.write_file(memory.get(), 2, 6);
  sent = co_await exchange.finish();
}

Task<> stream_file(Exchange& exchange) {
  FileDescriptor memory(::memfd_create("wire", MFD_CLOEXEC));
  if (::write(memory.get(), "0123456789", 10) != 10) co_return;
  const std::string_view between = "and";
  Result<> sent = co_await exchange.start(kOk, std::nullopt);
  sent = co_await exchange.write_file(memory.get(), 0, 3);
  sent = co_await exchange.write(as_bytes(between));
  sent = co_await exchange.write_file(memory.get(), 7, 3);
}

Task<> fail_late(Exchange& exchange) {
  co_await give_way();
  if (exchange.head().query == "started") static_cast<void>(co_await exchange.start(kOk, 10));
  throw std::runtime_error("as planned");
}

}  // namespace

Task<> WireService::serve_file(Exchange& exchange) {
  if (files_ == nullptr) files_ = std::make_unique<WireFiles>();
  const std::string_view below = exchange.head().path.substr(std::string_view("/files").size());
  const Result<> sent = co_await files_->files().serve(exchange, below);
  if (!sent) exchange.abort();
}

Task<> WireService::handle(Exchange& exchange) {
  const RequestHead& head = exchange.head();
  const auto answer = [&](const ResponseHead& response, std::string_view text) {
    static_cast<void>(exchange.try_respond(response, as_bytes(text)));
  };
  if (head.path == "/echo") return echo(exchange);
  if (head.path == "/collect") return collect(exchange);
  if (head.path == "/stream") return stream(exchange);
  if (head.path == "/later") return later(exchange);
  if (head.path == "/file") return file(exchange);
  if (head.path.starts_with("/files/")) return serve_file(exchange);
  if (head.path == "/file-stream") return stream_file(exchange);
  if (head.path == "/hints") return hints(exchange);
  if (head.path == "/trailers") return with_trailers(exchange);
  if (head.path == "/split") return split(exchange);
  if (head.path == "/fail") throw std::runtime_error("as planned");
  if (head.path == "/fail-late") return fail_late(exchange);
  if (head.path == "/hello")
    answer(kOk, "Hello, World!");
  else if (head.path == "/nothing")
    answer(kNoContent, "dropped");
  else if (head.path == "/reset")
    answer(kResetContent, "dropped");
  else if (head.path == "/unchanged")
    answer(kNotModified, "dropped");
  else if (head.path == "/upgrade")
    answer(kUpgradeRequired, {});
  else if (head.path == "/host")
    answer(kOk, head.host);
  else if (head.path.starts_with("/path/"))
    answer(kOk, head.path);
  else if (head.path == "/query")
    answer(kOk, head.query);
  else if (head.path == "/x")
    answer(kOk, head.field("X"));
  else if (head.form == TargetForm::Asterisk)
    answer(kNoContent, {});
  else
    answer(kNotFound, {});
  return {};
}

}  // namespace saki::http
