// SPDX-License-Identifier: Apache-2.0
#include "dialer.h"

#include <utility>
#include <vector>

#include "saki/client_tls.h"
#include "saki/net/connect_any.h"
#include "saki/redis/command.h"
#include "saki/task/with_timeout.h"

namespace saki {
namespace {

// Ends with a command that every server answers: a server that is loading its data, or wants a password, says so there.
std::vector<RedisCommand> greeting(const RedisOptions& options) {
  std::vector<RedisCommand> commands;
  const std::string user = options.user.empty() ? "default" : options.user;
  if (options.protocol == 3) {
    RedisCommand& hello = commands.emplace_back("HELLO", 3);
    if (!options.password.empty()) hello.add("AUTH").add(user).add(options.password.reveal());
  } else if (!options.password.empty()) {
    RedisCommand& auth = commands.emplace_back("AUTH");
    if (!options.user.empty()) auth.add(user);  // Servers before version 6 know passwords only.
    auth.add(options.password.reveal());
  }
  if (options.database != 0) commands.emplace_back("SELECT", options.database);
  if (!options.client_name.empty()) commands.emplace_back("CLIENT", "SETNAME", options.client_name);
  commands.emplace_back("PING");
  return commands;
}

}  // namespace

RedisError RedisDialer::unavailable(const std::string& reason) const {
  return RedisError(RedisErrorKind::Unavailable, "no connection to " + setup_.options.server + ": " + reason);
}

Task<Result<HostAddresses>> RedisDialer::addresses() {
  if (setup_.address) co_return HostAddresses(1, *setup_.address);
  Task<Result<HostAddresses>> asking = resolver_.resolve(setup_.host, setup_.port);
  co_return co_await with_timeout(setup_.options.connect_timeout, std::move(asking));
}

Task<std::expected<std::unique_ptr<RedisWire>, RedisError>> RedisDialer::dial() {
  Result<HostAddresses> found = co_await addresses();
  if (!found) co_return std::unexpected(unavailable(found.error().text()));
  auto connected = co_await connect_any(loop_, *std::move(found), setup_.options.connect_timeout);
  if (!connected) co_return std::unexpected(unavailable(connected.error().text()));

  if (setup_.tls != nullptr) {
    const Result<> secured = co_await secure(**connected);
    if (!secured) {
      const std::string why = client_tls_failure(secured.error());
      co_return std::unexpected(unavailable("over TLS (redis.tls): " + why));
    }
  }
  auto wire = std::make_unique<RedisWire>(*std::move(connected), setup_.options, buffers_);
  const auto greeted = co_await greet(*wire);
  if (!greeted) co_return std::unexpected(unavailable(greeted.error().what() + std::string(tls_hint(greeted.error()))));
  co_return wire;
}

Task<Result<>> RedisDialer::secure(Stream& stream) {
  Task<Result<>> shaking = stream.start_tls(setup_.tls, setup_.host);
  co_return co_await with_timeout(setup_.options.connect_timeout, std::move(shaking));
}

// With TLS 1.3 a server says only after the handshake that it wants a certificate (RFC 8446 section 4.4.2.4).
const char* RedisDialer::tls_hint(const RedisError& refusal) const noexcept {
  const bool may_miss_one = setup_.tls != nullptr && setup_.options.tls_cert.empty() && refusal.kind() == RedisErrorKind::Lost;
  return may_miss_one ? "; it may want a certificate (redis.tls_cert)" : "";
}

Task<std::expected<void, RedisError>> RedisDialer::greet(RedisWire& wire) {
  const std::vector<RedisCommand> commands = greeting(setup_.options);
  std::string output;
  for (const RedisCommand& command : commands) command.write_to(output);
  wire.stream().set_read_deadline(loop_.now() + setup_.options.connect_timeout);
  wire.stream().set_write_deadline(loop_.now() + setup_.options.connect_timeout);
  const Result<> sent = co_await wire.stream().send(as_bytes(output));
  if (!sent) co_return std::unexpected(RedisError(RedisErrorKind::Lost, sent.error().text()));

  for (const RedisCommand& command : commands) {
    RedisReply reply;
    auto got = wire.next(reply);
    while (got && !*got) {
      const auto received = co_await wire.receive();
      if (!received) co_return std::unexpected(received.error());
      got = wire.next(reply);
    }
    if (!got) co_return std::unexpected(got.error());
    if (reply.is_error()) co_return std::unexpected(RedisError(RedisErrorKind::Refused, std::string(command.name()) + ": " + reply.text()));
  }
  wire.stream().set_read_deadline(MonotonicTime::max());
  wire.stream().set_write_deadline(MonotonicTime::max());
  co_return std::expected<void, RedisError>();
}

}  // namespace saki
