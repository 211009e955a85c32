// SPDX-License-Identifier: Apache-2.0
//
// ClientCourse: one request on its way to the answer that counts: attempts, redirects, cookies. It owns what is sent and what comes back,
// and so lives as long as the answer is read.
#pragma once

#include <expected>
#include <optional>

#include "client/http_client_core.h"
#include "client/redirect_rule.h"
#include "saki/client_error.h"
#include "saki/client_request.h"
#include "saki/client_response.h"

namespace saki {

template <class T = void>
using ClientOutcome = std::expected<T, ClientError>;

class ClientCourse {  // Affinity: loop.
 public:
  enum class Content : std::uint8_t { Streamed, Whole };

  // Both outlive this.
  ClientCourse(HttpClientCore& core, ClientRequest request, Content content) noexcept;

  // Until the answer that counts: its head, or all of it. Once. Throws Cancelled.
  [[nodiscard]] Task<ClientOutcome<>> run();

  [[nodiscard]] ClientResponse& response() noexcept { return *response_; }  // After run().
  [[nodiscard]] client::Answer& answer() noexcept { return *answer_; }
  [[nodiscard]] ClientError error(const client::Failure& failure) const;

 private:
  [[nodiscard]] ClientOutcome<> prepare();
  [[nodiscard]] Task<client::Outcome<>> attempt();
  [[nodiscard]] Task<ClientOutcome<>> arrive();
  [[nodiscard]] Task<ClientOutcome<>> follow();  // The redirect that `answer_` is.
  [[nodiscard]] Task<> drop_answer();

  [[nodiscard]] bool leads_on() const noexcept;  // Whether `answer_` is a redirect that is to be followed.
  [[nodiscard]] ClientOutcome<client::Url> next_place() const;
  void turn_to(const RedirectedRequest& next, client::Url place);
  [[nodiscard]] bool stays_at_origin(std::string_view name) const noexcept;  // Where the answer leads elsewhere.
  [[nodiscard]] std::optional<Duration> wait_before_next(const client::Outcome<>& outcome);
  [[nodiscard]] bool may_repeat(bool was_processed) const noexcept;
  [[nodiscard]] Duration left() const noexcept;
  void set_deadline();
  void add_cookies();
  void keep_cookies();
  void keep_response();

  [[nodiscard]] std::string request_text() const;
  [[nodiscard]] std::unexpected<ClientError> fail(ClientErrorKind kind, std::string text) const;

  HttpClientCore& core_;
  ClientRequest request_;
  Content mode_;
  Method method_;
  MonotonicTime end_ = MonotonicTime::max();
  unsigned attempts_ = 0;   // At the place that is asked now.
  unsigned redirects_ = 0;
  std::string own_cookies_;  // Of the request, before those of the jar.
  std::optional<client::Request> sent_;
  std::optional<client::Answer> answer_;  // Ends before what it answers.
  std::string content_;
  std::optional<ClientResponse> response_;
};

}  // namespace saki
