// SPDX-License-Identifier: Apache-2.0
//
// Status: the three digits that an answer begins with (RFC 9110 section 15). Any value from 100 to 599 may be sent, named here or
// not: `Status{299}`.
#pragma once

#include <cstdint>
#include <string_view>

namespace saki::http {

enum class Status : std::uint16_t {
  Continue = 100,
  SwitchingProtocols = 101,
  EarlyHints = 103,
  Ok = 200,
  Created = 201,
  Accepted = 202,
  NonAuthoritativeInformation = 203,
  NoContent = 204,
  ResetContent = 205,
  PartialContent = 206,
  MultipleChoices = 300,
  MovedPermanently = 301,
  Found = 302,
  SeeOther = 303,
  NotModified = 304,
  TemporaryRedirect = 307,
  PermanentRedirect = 308,
  BadRequest = 400,
  Unauthorized = 401,
  PaymentRequired = 402,
  Forbidden = 403,
  NotFound = 404,
  MethodNotAllowed = 405,
  NotAcceptable = 406,
  ProxyAuthenticationRequired = 407,
  RequestTimeout = 408,
  Conflict = 409,
  Gone = 410,
  LengthRequired = 411,
  PreconditionFailed = 412,
  ContentTooLarge = 413,
  UriTooLong = 414,
  UnsupportedMediaType = 415,
  RangeNotSatisfiable = 416,
  ExpectationFailed = 417,
  MisdirectedRequest = 421,
  UnprocessableContent = 422,
  Locked = 423,
  FailedDependency = 424,
  TooEarly = 425,
  UpgradeRequired = 426,
  PreconditionRequired = 428,
  TooManyRequests = 429,
  RequestHeaderFieldsTooLarge = 431,
  UnavailableForLegalReasons = 451,
  InternalServerError = 500,
  NotImplemented = 501,
  BadGateway = 502,
  ServiceUnavailable = 503,
  GatewayTimeout = 504,
  HttpVersionNotSupported = 505,
  InsufficientStorage = 507,
  NetworkAuthenticationRequired = 511,
};

[[nodiscard]] constexpr std::uint16_t status_code(Status status) noexcept { return static_cast<std::uint16_t>(status); }

// "Not Found"; for a status without a name that of its class: "Client Error".
[[nodiscard]] std::string_view reason_phrase(Status status) noexcept;

// Whether an answer of this status carries content: all but 1xx, 204 and 304 (RFC 9110 section 6.4.1).
[[nodiscard]] constexpr bool may_have_content(Status status) noexcept {
  return status_code(status) >= 200 && status != Status::NoContent && status != Status::NotModified;
}

}  // namespace saki::http
