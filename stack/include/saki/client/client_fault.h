// SPDX-License-Identifier: Apache-2.0
//
// ClientFault: what can be wrong with a request that is to be sent, or with what comes back, beside what http::Refusal names.
#pragma once

#include <cstdint>

#include "saki/base/error.h"

namespace saki::client {

enum class ClientFault : std::uint16_t {
  MalformedMethod = 1,
  MalformedRequestField,  // Not a token, not a field value, or a name that the client sets itself.
  WrongContentLength,     // The source gave another length than it had told.
  MalformedStatusLine,
  UnsupportedVersion,
  TooManyInterimAnswers,
  UnexpectedUpgrade,      // 101 that was not asked for, or to another protocol.
  CutShort,               // The connection ended within an answer.
  UnknownCoding,          // Content-Encoding names what was not asked for, or several.
  MalformedCoding,        // The content is not in its coding.
  TooMuchContent,         // Past ClientLimits::content_bytes or ::decoding_ratio.
  ProxyRefused,           // The detail is the status with which it answered CONNECT.
  MalformedProxy,         // The proxy's URL is no http URL.
  NotSecured,             // https, and the client has no TLS.
};

const ErrorRoom& error_room(ClientFault) noexcept;

}  // namespace saki::client
