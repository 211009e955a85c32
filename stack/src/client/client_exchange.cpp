// SPDX-License-Identifier: Apache-2.0
#include "client/client_exchange.h"

#include <array>
#include <cerrno>
#include <utility>

#include "client/trailer_lines.h"
#include "saki/client/client_fault.h"
#include "saki/tls/tls_fault.h"

namespace saki::client {
namespace {

// It may have answered before it left.
bool is_peer_gone(Error error) noexcept { return error == Error::System && (error.detail() == EPIPE || error.detail() == ECONNRESET); }

}  // namespace

ClientExchange::ClientExchange(ClientParts& parts, const Request& request, const Route& route, const Deadlines& deadlines,
                               std::unique_ptr<Connection> connection)
    : parts_(parts),
      request_(request),
      place_(route.place),
      deadlines_(deadlines),
      connection_(std::move(connection)),
      head_(parts, request.method),
      content_(parts, head_, deadlines_),
      sender_(parts, request, deadlines_),
      scope_(parts.loop, "client sends") {
  connection_->count_request();
}

ClientExchange::~ClientExchange() { scope_.drop(); }

Task<Outcome<>> ClientExchange::run(const RequestWriting& writing) {
  const Result<> sent = co_await send_head(writing);
  if (!sent && !is_peer_gone(sent.error())) co_return failed(Phase::Sending, sent.error());
  if (!sent) send_error_ = sent.error();
  const Result<> answered = co_await read_head();
  if (!answered) co_return failed(Phase::Answering, answered.error());
  const Result<> begun = begin_answer();
  if (!begun) co_return failed(Phase::Answering, begun.error());
  co_return Outcome<>();
}

Task<Result<>> ClientExchange::send_head(const RequestWriting& writing) {
  const std::string head = request_head(request_, writing);
  const bool fits = request_.source == nullptr && request_.content.size() <= ContentSender::kSliceBytes && !writing.expects_continue;
  const std::array<ByteView, 2> pieces{as_bytes(head), as_bytes(request_.content)};
  SAKI_CO_TRY(co_await sender_.send_pieces(stream(), std::span(pieces).first(fits ? 2 : 1)));

  awaits_continue_ = writing.expects_continue;
  if (fits) {
    await_answer();
  } else if (awaits_continue_) {
    stream().set_read_deadline(deadlines_.of(&ClientTimeouts::expect_continue, parts_.loop.now()));
  } else {
    begin_content();
  }
  co_return Result<>();
}

// Until the content has been sent the server need not answer.
void ClientExchange::begin_content() {
  awaits_continue_ = false;
  stream().set_read_deadline(deadlines_.whole());
  Task<> sending = send_content(*this);  // Memory may be missing for it here, and no longer once it runs.
  scope_.spawn([](Task<> task) { return task; }, std::move(sending));
}

Task<> ClientExchange::send_content(ClientExchange& self) {
  Result<> outcome = fail(Error::Cancelled);
  try {
    outcome = co_await self.sender_.send(self.stream());
  } catch (const Cancelled&) {
    outcome = fail(Error::Cancelled);
  } catch (...) {
    self.thrown_ = std::current_exception();
  }
  self.note_sent(outcome);
}

// Whoever reads is told by the stream's end what it can no longer wait for.
void ClientExchange::note_sent(Result<> outcome) {
  if (outcome) return await_answer();
  send_error_ = outcome.error();
  if (is_peer_gone(outcome.error()) && !sender_.source_failed()) return await_answer();
  stream().close();
}

void ClientExchange::await_answer() {
  if (!has_answer_) stream().set_read_deadline(deadlines_.of(&ClientTimeouts::answering, parts_.loop.now()));
}

Task<Result<>> ClientExchange::read_head() {
  for (;;) {
    const Result<> read = co_await head_.read(stream());
    const bool waited_enough = !read && read.error() == Error::Timeout && awaits_continue_;
    if (!read && !waited_enough) co_return read;
    if (waited_enough) {
      begin_content();
    } else if (!is_interim(head().status)) {
      co_return Result<>();
    } else if (awaits_continue_ && head().status == http::Status::Continue) {
      begin_content();
    }
  }
}

Result<> ClientExchange::begin_answer() {
  has_answer_ = true;
  const bool refuses = http::status_code(head().status) >= 300;
  if (awaits_continue_ || (refuses && scope_.running() > 0)) is_reusable_ = false;  // Whether content follows would be anybody's guess.
  if (refuses) scope_.drop();
  if (head().status == http::Status::SwitchingProtocols) {
    if (!upgrades_to(head(), request_.upgrade)) return fail(ClientFault::UnexpectedUpgrade);
    is_reusable_ = false;  // It speaks another protocol.
    return {};
  }
  const bool decodes = !has_field(request_, "Accept-Encoding");
  const std::uint64_t most = request_.content_bytes.value_or(parts_.options.limits.content_bytes);
  content_.begin(decodes ? Decoding::Wanted : Decoding::None, {most, parts_.options.limits.decoding_ratio});
  if (content_.wire().at_end()) end_wire();
  return {};
}

Task<Outcome<std::size_t>> ClientExchange::read(MutableBytes into) {
  if (connection_ == nullptr && !content_.wire().at_end()) co_return failed(Phase::Reading, Error::Closed);  // It has failed before.
  Result<std::size_t> count = co_await content_.read(connection_ != nullptr ? &stream() : nullptr, into);
  if (!count) co_return failed(Phase::Reading, count.error());
  if (connection_ != nullptr && content_.wire().at_end()) end_wire();
  co_return *count;
}

// Nothing more of this answer comes by the connection.
void ClientExchange::end_wire() {
  read_trailers();
  const bool is_clean = head_.framing().persistent && is_reusable_ && !send_error_ && scope_.running() == 0 &&
                        !content_.wire().has_excess() && connection_->requests() < parts_.options.limits.requests_per_connection;
  scope_.drop();
  std::unique_ptr<Connection> connection = std::move(connection_);
  if (is_clean) parts_.connections.keep(std::move(connection));
}

void ClientExchange::read_trailers() { trailers_ = fields_of_lines(content_.wire().trailer_lines()); }

Upgraded ClientExchange::take_upgraded() {
  Upgraded upgraded;
  if (connection_ == nullptr || head().status != http::Status::SwitchingProtocols) return upgraded;
  scope_.drop();
  upgraded.received = head_.unread();
  upgraded.stream = connection_->take_stream();
  upgraded.stream->set_read_deadline(MonotonicTime::max());
  upgraded.stream->set_write_deadline(MonotonicTime::max());
  connection_.reset();
  return upgraded;
}

bool ClientExchange::was_stale(const Failure& failure) const noexcept {
  return !head_.has_received() &&
         (failure.error == ClientFault::CutShort || failure.error == TlsFault::CutOff || is_peer_gone(failure.error));
}

// What kept the request from being sent explains what became of the answer.
std::unexpected<Failure> ClientExchange::failed(Phase phase, Error error) {
  scope_.drop();
  connection_.reset();
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  const bool by_sending = send_error_ && !(error == Error::Cancelled);
  if (by_sending) return std::unexpected<Failure>(std::in_place, Phase::Sending, *send_error_, place_, true);
  return std::unexpected<Failure>(std::in_place, phase, error, place_, true);
}

}  // namespace saki::client
