// SPDX-License-Identifier: Apache-2.0
//
// ClientExchange: one request on one connection, and its answer.
//
// The request's head, with content that is small, is sent before anything is read; larger content by a task of its own, so that an early
// answer is seen. An answer that refuses (300 and above) ends the sending; any other leaves both directions to go on. Once the answer has
// ended the connection goes back to the pool if nothing is left over in either direction, and is closed otherwise.
#pragma once

#include <exception>
#include <vector>

#include "client/answer_content.h"
#include "client/content_sender.h"
#include "client/request_head.h"
#include "client/route.h"
#include "saki/client/answer.h"
#include "saki/task/task_scope.h"

namespace saki::client {

class ClientExchange {  // Affinity: loop. Borrows the parts and the request.
 public:
  ClientExchange(ClientParts& parts, const Request& request, const Route& route, const Deadlines& deadlines,
                 std::unique_ptr<Connection> connection);
  ~ClientExchange();
  ClientExchange(const ClientExchange&) = delete;
  ClientExchange& operator=(const ClientExchange&) = delete;

  // Sends the request and reads the answer's head. What the source throws is thrown.
  [[nodiscard]] Task<Outcome<>> run(const RequestWriting& writing);

  // None of the content was sent: 100 (Continue) has not come yet.
  [[nodiscard]] bool awaits_continue() const noexcept { return awaits_continue_; }

  // Of one that failed: a kept connection was closed before it took the request, as far as can be told.
  [[nodiscard]] bool was_stale(const Failure& failure) const noexcept;

  // As Answer has them.
  [[nodiscard]] const AnswerHead& head() const noexcept { return head_.head(); }
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept { return content_.length(); }
  [[nodiscard]] bool at_end() const noexcept { return content_.at_end(); }
  [[nodiscard]] std::span<const http::Field> trailers() const noexcept { return trailers_; }
  [[nodiscard]] Task<Outcome<std::size_t>> read(MutableBytes into);
  void lift_content_bound() noexcept { content_.lift_bound(); }
  [[nodiscard]] Upgraded take_upgraded();
  // Ends it, for a reason of the reader's.
  [[nodiscard]] std::unexpected<Failure> give_up(Error error) { return failed(Phase::Reading, error); }

 private:
  [[nodiscard]] Stream& stream() noexcept { return connection_->stream(); }

  [[nodiscard]] Task<Result<>> send_head(const RequestWriting& writing);
  [[nodiscard]] Task<Result<>> read_head();
  static Task<> send_content(ClientExchange& self);
  void begin_content();
  void note_sent(Result<> outcome);
  void await_answer();  // Unless its head is there.

  [[nodiscard]] Result<> begin_answer();
  void end_wire();
  void read_trailers();
  [[nodiscard]] std::unexpected<Failure> failed(Phase phase, Error error);

  ClientParts& parts_;
  const Request& request_;
  const std::string place_;
  const Deadlines deadlines_;
  std::unique_ptr<Connection> connection_;
  HeadReader head_;
  AnswerContent content_;
  ContentSender sender_;
  std::vector<http::Field> trailers_;
  std::optional<Error> send_error_;
  std::exception_ptr thrown_;  // By the source.
  bool awaits_continue_ = false;
  bool has_answer_ = false;  // Its head; reading the content has bounds of its own.
  bool is_reusable_ = true;  // As far as this side goes.
  TaskScope scope_;          // Of the sending.
};

}  // namespace saki::client
