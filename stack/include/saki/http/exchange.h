// SPDX-License-Identifier: Apache-2.0
//
// Exchange: one request and its response, whatever the protocol. HTTP/1, HTTP/2 and tests each make one; nothing above can tell which.
//
// An answer is given in one of two ways: whole (try_respond, respond), or streamed (start, any number of write and write_file, finish).
// Request content may be read at any time or not at all: what is left of it the exchange drops, or it closes where that takes too long.
//
// An answer to HEAD, and one whose status has none, sends no content; calls that carry some are fine, it is counted and dropped.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "saki/base/arena.h"
#include "saki/base/bytes.h"
#include "saki/base/result.h"
#include "saki/http/connection_info.h"
#include "saki/http/forwarded.h"
#include "saki/http/outcome.h"
#include "saki/http/request_head.h"
#include "saki/http/response_head.h"
#include "saki/http/successor.h"
#include "saki/task/task.h"

namespace saki::http {

class AccessLog;

class Exchange {  // Affinity: loop. Lives until the handler's task ends.
 public:
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] const RequestHead& head() const noexcept { return head_; }  // Its views live as long as the exchange.
  [[nodiscard]] Arena& arena() noexcept { return arena_; }                  // Memory that lives as long as the exchange.

  // Lets another place answer than the one that was asked for. `raw_path` as it would have been received, `path` its normal form; all three
  // live as long as the exchange. The target stays as received.
  void rewrite(std::string_view raw_path, std::string_view path, std::string_view query) noexcept {
    head_.raw_path = raw_path;
    head_.path = path;
    head_.query = query;
  }

  [[nodiscard]] virtual const ConnectionInfo& connection() const noexcept = 0;
  [[nodiscard]] virtual Loop& loop() const noexcept = 0;

  // --- who asks, and for what, as the client itself sees it

  // What trusted proxies say of the client; null where none of them is asked or says anything.
  [[nodiscard]] virtual const Forwarded* forwarded() { return nullptr; }

  [[nodiscard]] const Address& client() {
    const Forwarded* const told = forwarded();
    return told != nullptr ? told->client : connection().client;
  }
  [[nodiscard]] std::string_view scheme() {  // "http" or "https".
    const Forwarded* const told = forwarded();
    if (told != nullptr && !told->scheme.empty()) return told->scheme;
    return connection().secure ? "https" : "http";
  }
  [[nodiscard]] std::string_view host() {  // With its port, if one was given.
    const Forwarded* const told = forwarded();
    return told != nullptr && !told->host.empty() ? told->host : head_.host;
  }

  // --- the request's content

  [[nodiscard]] virtual bool has_body() const noexcept = 0;  // Some is announced.
  [[nodiscard]] virtual std::optional<std::uint64_t> content_length() const noexcept = 0;  // 0 without body; nullopt when not told before.

  // Bounds the content for this request; Limits::body_bytes until then. Before the first read.
  virtual void set_body_limit(std::uint64_t limit_bytes) noexcept = 0;

  // Reads the next bytes of the content into `into`; returns how many were placed, 0 once at the end. Asks for it with 100 (Continue)
  // where the client waits for that.
  //
  // Errors: Refusal::BodyTooLarge beyond the limit, at once where the length was announced; Refusal::BodyTimeout after
  // Timeouts::body_idle with no byte; another Refusal for chunks outside the grammar; Closed when the client left in the middle;
  // Cancelled. After an error the connection closes once the answer is sent. A dropped task loses no bytes.
  [[nodiscard]] virtual Task<Result<std::size_t>> read(MutableBytes into) = 0;

  // Takes all that is left of the content, without waiting and without a coroutine's frame, where it has come in one piece. The view lives
  // as long as the exchange. Nothing, and nothing was taken, where it must be read: that also tells what is wrong with it.
  [[nodiscard]] virtual std::optional<ByteView> take_content_at_hand() noexcept = 0;

  // --- the answer

  // Tells the client now what the answer will probably carry, as a rule in Link: 103 (Early Hints, RFC 8297). Any number of times before
  // the answer; a client of HTTP/1.0, which knows no interim answers, is told nothing. Errors: as respond.
  [[nodiscard]] virtual Task<Result<>> hint(std::span<const Field> fields) = 0;

  // Gives a whole answer without waiting and without a coroutine's frame, for the common small one. False, and nothing was written,
  // where it is too large for the output at hand or may not be sent: then await respond(), which also tells why.
  [[nodiscard]] virtual bool try_respond(const ResponseHead& head, ByteView content) = 0;

  // Gives a whole answer. What is passed stays valid until the task has ended; then the answer is on its way.
  //
  // Errors: Invalid for a field that may not be sent, nothing was sent then; Closed, System, Timeout when the client is gone or takes
  // no bytes for Timeouts::write_idle; Cancelled.
  [[nodiscard]] virtual Task<Result<>> respond(const ResponseHead& head, ByteView content) = 0;

  // Begins a streamed answer of `length` bytes, or of a length that only its end tells. Errors: as respond.
  [[nodiscard]] virtual Task<Result<>> start(const ResponseHead& head, std::optional<std::uint64_t> length) = 0;

  // Sends the next content; waits while the client does not take it. More than the announced length is Invalid. Errors: as respond.
  [[nodiscard]] virtual Task<Result<>> write(ByteView content) = 0;

  // Sends `count_bytes` of `file` from `offset`, by sendfile(2) where the protocol allows. Errors: as write; Closed for a file that ends
  // early.
  [[nodiscard]] virtual Task<Result<>> write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) = 0;

  // Ends a streamed answer. Content short of the announced length is Invalid and ends the connection. Errors: as respond.
  //
  // `trailers` go behind the content where its length was not told and the client asked for some (TE: trailers); else they are dropped.
  // Invalid for a field that may not be sent, or not as a trailer (RFC 9110 section 6.5.1).
  [[nodiscard]] virtual Task<Result<>> finish(std::span<const Field> trailers) = 0;
  [[nodiscard]] Task<Result<>> finish() { return finish({}); }

  // Answers with `head` and gives the connection to `successor` once the handler's task has ended: behind 101 for another protocol, else
  // for content that ends with the connection.
  // False, and nothing was written, where that cannot be: an answer was begun, content is on its way, a field may not be sent, the worker
  // drains, or the protocol has no such thing.
  [[nodiscard]] virtual bool upgrade(const ResponseHead& head, std::unique_ptr<Successor> successor);

  [[nodiscard]] virtual bool started() const noexcept = 0;  // A head was given: the status cannot be changed any more.
  [[nodiscard]] virtual bool finished() const noexcept = 0;  // The answer is complete.

  // How it stands now; once the handler has ended, how it ended.
  [[nodiscard]] virtual Outcome outcome() const noexcept = 0;

  // Nobody is left to answer: the client reset the connection, or closed its side and the time for that is over. One system call at most.
  [[nodiscard]] virtual bool client_gone() const noexcept { return false; }

  // Gives the answer up: the client sees that it broke off. For failures after started().
  virtual void abort() noexcept = 0;

  // --- what is told of it

  // The log that gets a line once the answer has ended; null for none. Until it is set, the server's.
  [[nodiscard]] AccessLog* access_log() const noexcept { return access_log_; }
  void set_access_log(AccessLog* log) noexcept { access_log_ = log; }

  // The pattern of the route that answers, for that line; outlives the exchange. Of no use where there is no log.
  [[nodiscard]] std::string_view route() const noexcept { return route_; }
  void set_route(std::string_view pattern) noexcept { route_ = pattern; }

 protected:
  Exchange(RequestHead& head, Arena& arena) noexcept : head_(head), arena_(arena) {}
  ~Exchange() = default;

 private:
  RequestHead& head_;
  Arena& arena_;
  AccessLog* access_log_ = nullptr;
  std::string_view route_;
};

inline bool Exchange::upgrade(const ResponseHead& /*head*/, std::unique_ptr<Successor> /*successor*/) { return false; }

// Answers exchanges. One per worker.
class Handler {  // Affinity: loop.
 public:
  virtual ~Handler() = default;

  // Answers `exchange`, which lives until the task has ended. An answer given with try_respond needs no coroutine: return Task<>{}.
  // Cancelled may pass; any other exception is answered 500, or ends the connection where the answer has begun.
  [[nodiscard]] virtual Task<> handle(Exchange& exchange) = 0;
};

}  // namespace saki::http
