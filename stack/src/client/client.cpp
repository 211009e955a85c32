// SPDX-License-Identifier: Apache-2.0
#include "saki/client/client.h"

#include "client/client_exchange.h"
#include "client/client_parts.h"
#include "client/connection_opener.h"
#include "saki/base/check.h"

namespace saki::client {
namespace {

constexpr std::uint32_t kLeastHeadBytes = 4096;

// Of what a client sets, that which the parsers know; the rest bounds nothing here.
http::Limits limits_of(const ClientLimits& limits) noexcept {
  SAKI_CHECK(limits.head_bytes >= kLeastHeadBytes, "the head of an answer has room");
  http::Limits framing;
  framing.head_bytes = limits.head_bytes;
  framing.field_count = limits.field_count;
  framing.chunk_overhead_bytes = limits.chunk_overhead_bytes;
  framing.trailer_bytes = limits.trailer_bytes;
  framing.body_bytes = INT64_MAX;
  return framing;
}

// A block holds a whole head, and some of what follows it.
constexpr std::size_t block_bytes_of(const ClientLimits& limits) noexcept { return std::size_t{limits.head_bytes} + 4096; }

}  // namespace

ClientParts::ClientParts(Loop& of, Resolver& asked, ClientOptions given)
    : loop(of),
      resolver(asked),
      options(std::move(given)),
      limits(limits_of(options.limits)),
      blocks(block_bytes_of(options.limits), 16),
      connections(of, options.limits, options.timeouts.keep_alive_idle, counts) {}

class Client::Impl {
 public:
  Impl(Loop& loop, Resolver& resolver, ClientOptions options) : parts_(loop, resolver, std::move(options)) {}

  [[nodiscard]] ClientParts& parts() noexcept { return parts_; }
  [[nodiscard]] Task<Outcome<Answer>> send(const Request& request);

 private:
  struct Attempt {
    Freshness freshness = Freshness::Any;
    bool expects_continue = false;
  };
  using Exchanged = Outcome<std::unique_ptr<ClientExchange>>;

  // One time; null where another one is due, as `attempt` says then.
  [[nodiscard]] Task<Exchanged> try_once(const Request& request, const Route& route, const Deadlines& deadlines, Attempt& attempt);
  [[nodiscard]] Task<Outcome<std::unique_ptr<Connection>>> connect(const Request& request, const Route& route, const Deadlines& deadlines,
                                                                   Freshness freshness);
  [[nodiscard]] RequestWriting writing_of(const Route& route, const Attempt& attempt) const noexcept;
  [[nodiscard]] bool expects_continue(const Request& request) const noexcept;

  ClientParts parts_;
};

bool Client::Impl::expects_continue(const Request& request) const noexcept {
  return has_content(request) && content_length_of(request).value_or(UINT64_MAX) >= parts_.options.expect_continue_bytes;
}

RequestWriting Client::Impl::writing_of(const Route& route, const Attempt& attempt) const noexcept {
  RequestWriting writing;
  writing.user_agent = parts_.options.user_agent;
  writing.expects_continue = attempt.expects_continue;
  if (route.kind != RouteKind::Absolute) return writing;
  writing.target = TargetWriting::Absolute;
  writing.proxy_userinfo = route.proxy->userinfo();
  return writing;
}

Task<Outcome<Answer>> Client::Impl::send(const Request& request) {
  const Route route(request, parts_.options.proxies);
  if (const Result<> sound = check_request(request, parts_.options.user_agent); !sound) {
    co_return std::unexpected<Failure>(std::in_place, Phase::Preparing, sound.error(), route.place, false);
  }
  ++parts_.counts.requests;
  const Deadlines deadlines(request.timeouts.value_or(parts_.options.timeouts), parts_.loop.now());
  Attempt attempt;
  attempt.expects_continue = expects_continue(request);
  for (;;) {
    Exchanged exchange = co_await try_once(request, route, deadlines, attempt);
    if (!exchange) co_return std::unexpected(std::move(exchange.error()));
    if (*exchange != nullptr) co_return Answer(std::move(*exchange));
  }
}

Task<Client::Impl::Exchanged> Client::Impl::try_once(const Request& request, const Route& route, const Deadlines& deadlines,
                                                     Attempt& attempt) {
  Outcome<std::unique_ptr<Connection>> connection = co_await connect(request, route, deadlines, attempt.freshness);
  if (!connection) co_return std::unexpected(std::move(connection.error()));
  const bool was_used = (*connection)->requests() > 0;
  auto exchange = std::make_unique<ClientExchange>(parts_, request, route, deadlines, std::move(*connection));
  const RequestWriting writing = writing_of(route, attempt);
  Outcome<> outcome = co_await exchange->run(writing);

  const bool expectation_failed = outcome && attempt.expects_continue && exchange->head().status == http::Status::ExpectationFailed;
  if (expectation_failed && (exchange->awaits_continue() || request.source == nullptr || request.source->rewind())) {
    attempt.expects_continue = false;
    co_return nullptr;
  }
  if (outcome) co_return std::move(exchange);
  const bool is_repeatable = is_idempotent(request.method) && (request.source == nullptr || request.source->rewind());
  if (!was_used || !exchange->was_stale(outcome.error()) || !is_repeatable) co_return std::unexpected(std::move(outcome.error()));
  ++parts_.counts.stale_retries;
  attempt.freshness = Freshness::New;
  co_return nullptr;
}

Task<Outcome<std::unique_ptr<Connection>>> Client::Impl::connect(const Request& request, const Route& route, const Deadlines& deadlines,
                                                                 Freshness freshness) {
  const MonotonicTime deadline = deadlines.of(&ClientTimeouts::waiting, parts_.loop.now());
  Result<std::unique_ptr<Connection>> place = co_await parts_.connections.acquire(route.key, freshness, deadline);
  if (!place) co_return std::unexpected<Failure>(std::in_place, Phase::Waiting, place.error(), route.place, false);
  if ((*place)->is_open()) {
    ++parts_.counts.connections_reused;
    co_return std::move(*place);
  }
  ConnectionOpener opener(parts_, request, route, deadlines);
  Outcome<std::unique_ptr<Stream>> stream = co_await opener.open();
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  (*place)->set_stream(std::move(*stream));
  co_return std::move(*place);
}

Client::Client(Loop& loop, Resolver& resolver, ClientOptions options) : impl_(std::make_unique<Impl>(loop, resolver, std::move(options))) {}
Client::~Client() = default;

Task<Outcome<Answer>> Client::send(const Request& request) { return impl_->send(request); }
void Client::close_idle() noexcept { impl_->parts().connections.close_idle(); }
ClientCounts Client::counts() const noexcept { return impl_->parts().counts; }

}  // namespace saki::client
