// SPDX-License-Identifier: Apache-2.0
//
// HttpError: thrown by a handler to end the request with an error status. Answered as application/problem+json (RFC 9457).
//
//   throw NotFound("no note has the id 7");
//   throw TooManyRequests("one a minute, please").retry_after(60s);
//
// Subclasses name the usual statuses; a manifest's `errors:` become subclasses as well. None of them holds data of its own, so a
// chain as above, which copies the base alone, loses nothing.
#pragma once

#include <chrono>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/http_words.h"

namespace saki {

class HttpError : public std::exception {  // Affinity: one thread at a time.
 public:
  // `detail` says what was wrong with this request, to whoever sent it: nothing internal. May be empty.
  explicit HttpError(Status status, std::string detail = {});

  HttpError& title(std::string title);  // What this kind of problem is called; the status' phrase unless told.
  HttpError& type(std::string uri);     // Identifies the kind of problem; `about:blank` unless told.

  // Why it came to this, for the log alone: no client sees it.
  HttpError& cause(std::string_view text);

  // Adds a header field. Throws InvalidField for what cannot stand in one.
  HttpError& header(std::string name, std::string value);
  HttpError& retry_after(std::chrono::seconds wait);

  // Adds a member to the problem document: its name, and its value as text or as JSON that is already written.
  HttpError& member(std::string name, std::string_view text);
  HttpError& member_json(std::string name, std::string json);

  [[nodiscard]] Status status() const noexcept { return status_; }
  [[nodiscard]] std::string_view title() const noexcept;
  [[nodiscard]] const std::string& type() const noexcept { return type_; }
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] const Pairs& headers() const noexcept { return headers_; }
  [[nodiscard]] const Pairs& members() const noexcept { return members_; }  // Values are JSON.

  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }  // "404 Not Found: no such note", with the cause

 private:
  Status status_;
  std::string title_;
  std::string type_;
  std::string detail_;
  std::string what_;
  Pairs headers_;
  Pairs members_;
};

namespace detail {

template <Status kStatus>
class NamedHttpError : public HttpError {
 public:
  explicit NamedHttpError(std::string detail = {}) : HttpError(kStatus, std::move(detail)) {}
};

}  // namespace detail

using BadRequest = detail::NamedHttpError<Status::BadRequest>;
using Unauthorized = detail::NamedHttpError<Status::Unauthorized>;
using Forbidden = detail::NamedHttpError<Status::Forbidden>;
using NotFound = detail::NamedHttpError<Status::NotFound>;
using NotAcceptable = detail::NamedHttpError<Status::NotAcceptable>;
using RequestTimeout = detail::NamedHttpError<Status::RequestTimeout>;
using Conflict = detail::NamedHttpError<Status::Conflict>;
using Gone = detail::NamedHttpError<Status::Gone>;
using PreconditionFailed = detail::NamedHttpError<Status::PreconditionFailed>;
using ContentTooLarge = detail::NamedHttpError<Status::ContentTooLarge>;
using UnsupportedMediaType = detail::NamedHttpError<Status::UnsupportedMediaType>;
using UnprocessableContent = detail::NamedHttpError<Status::UnprocessableContent>;
using TooManyRequests = detail::NamedHttpError<Status::TooManyRequests>;
using InternalServerError = detail::NamedHttpError<Status::InternalServerError>;
using NotImplemented = detail::NamedHttpError<Status::NotImplemented>;
using BadGateway = detail::NamedHttpError<Status::BadGateway>;
using ServiceUnavailable = detail::NamedHttpError<Status::ServiceUnavailable>;
using GatewayTimeout = detail::NamedHttpError<Status::GatewayTimeout>;

}  // namespace saki
