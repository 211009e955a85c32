// SPDX-License-Identifier: Apache-2.0
//
// Refusal: why a request was not let through, each reason with the status that answers it. It is the error room of HTTP as well, so
// a body that breaks off reports its reason through Result.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/base/error.h"
#include "saki/http/status.h"

namespace saki::http {

enum class Refusal : std::uint16_t {
  None,
  MalformedRequestLine,
  MethodTooLong,
  TargetTooLong,
  MalformedTarget,
  HostilePath,
  MalformedVersion,
  UnsupportedVersion,
  MalformedLineEnd,
  FoldedField,
  MalformedFieldName,
  MalformedFieldValue,
  HeadTooLarge,
  TooManyFields,
  MissingHost,
  RepeatedHost,
  MalformedHost,
  MalformedLength,
  RepeatedLength,
  LengthAndTransferEncoding,
  MalformedTransferEncoding,
  RepeatedTransferEncoding,
  TransferEncodingBefore11,
  UnknownTransferCoding,
  UnknownExpectation,
  ConnectRefused,
  Misdirected,
  MisdirectedHost,
  PlainHttp,
  MalformedChunk,
  ChunkOverheadTooLarge,
  MalformedTrailer,
  TrailersTooLarge,
  BodyTooLarge,
  HeadTimeout,
  BodyTimeout,
  TooManyConnections,
};

inline constexpr std::size_t kRefusalCount = static_cast<std::size_t>(Refusal::TooManyConnections) + 1;

[[nodiscard]] Status refusal_status(Refusal refusal) noexcept;
[[nodiscard]] std::string_view refusal_text(Refusal refusal) noexcept;  // "the Host field is missing"

const ErrorRoom& error_room(Refusal) noexcept;

}  // namespace saki::http
