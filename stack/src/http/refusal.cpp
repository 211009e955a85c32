// SPDX-License-Identifier: Apache-2.0
#include "saki/http/refusal.h"

#include <array>

namespace saki::http {
namespace {

struct Entry {
  Refusal refusal;
  Status status;
  const char* text;
};

using enum Refusal;
using enum Status;

constexpr std::array<Entry, kRefusalCount> kEntries{{
    {None, Ok, "not refused"},
    {MalformedRequestLine, BadRequest, "the request line is not METHOD SP TARGET SP VERSION"},
    {MethodTooLong, NotImplemented, "the method is longer than any that is known"},
    {TargetTooLong, UriTooLong, "the request target is too long"},
    {MalformedTarget, BadRequest, "the request target is malformed"},
    {HostilePath, BadRequest, "the path hides characters, leaves the root or is not UTF-8"},
    {MalformedVersion, BadRequest, "the HTTP version is malformed"},
    {UnsupportedVersion, HttpVersionNotSupported, "only HTTP/1.0 and HTTP/1.1 are spoken here"},
    {MalformedLineEnd, BadRequest, "a line does not end in CR LF"},
    {FoldedField, BadRequest, "a field is folded over several lines"},
    {MalformedFieldName, BadRequest, "a field name is not a token followed by a colon"},
    {MalformedFieldValue, BadRequest, "a field value holds a control character"},
    {HeadTooLarge, RequestHeaderFieldsTooLarge, "the head is too large"},
    {TooManyFields, RequestHeaderFieldsTooLarge, "the head has too many fields"},
    {MissingHost, BadRequest, "the Host field is missing"},
    {RepeatedHost, BadRequest, "there is more than one Host field"},
    {MalformedHost, BadRequest, "the host is malformed"},
    {MalformedLength, BadRequest, "Content-Length is not one number in range"},
    {RepeatedLength, BadRequest, "there is more than one Content-Length"},
    {LengthAndTransferEncoding, BadRequest, "there are both Content-Length and Transfer-Encoding"},
    {MalformedTransferEncoding, BadRequest, "Transfer-Encoding is malformed or does not end in chunked"},
    {RepeatedTransferEncoding, BadRequest, "there is more than one Transfer-Encoding"},
    {TransferEncodingBefore11, BadRequest, "HTTP/1.0 has no Transfer-Encoding"},
    {UnknownTransferCoding, NotImplemented, "no transfer coding but chunked is known"},
    {UnknownExpectation, ExpectationFailed, "no expectation but 100-continue is known"},
    {ConnectRefused, NotImplemented, "CONNECT is for proxies, and this is none"},
    {Misdirected, MisdirectedRequest, "an https target did not come over TLS"},
    {MisdirectedHost, MisdirectedRequest, "the connection was encrypted for another host"},
    {PlainHttp, BadRequest, "this port speaks HTTPS: ask again with https:// in front"},
    {MalformedChunk, BadRequest, "a chunk is malformed"},
    {ChunkOverheadTooLarge, BadRequest, "the chunks carry more framing than content"},
    {MalformedTrailer, BadRequest, "a trailer field is malformed"},
    {TrailersTooLarge, RequestHeaderFieldsTooLarge, "the trailers are too large"},
    {BodyTooLarge, ContentTooLarge, "the content is too large"},
    {HeadTimeout, RequestTimeout, "the head did not arrive in time"},
    {BodyTimeout, RequestTimeout, "the content did not arrive in time"},
    {TooManyConnections, ServiceUnavailable, "there are too many connections"},
}};

static_assert([] {
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    if (static_cast<std::size_t>(kEntries[i].refusal) != i) return false;
  }
  return true;
}());

const Entry& entry_of(std::uint16_t code) noexcept { return kEntries[code < kRefusalCount ? code : 0]; }

constexpr ErrorRoom kHttpRoom{"http", [](std::uint16_t code) noexcept { return entry_of(code).text; }};

}  // namespace

Status refusal_status(Refusal refusal) noexcept { return entry_of(static_cast<std::uint16_t>(refusal)).status; }
std::string_view refusal_text(Refusal refusal) noexcept { return entry_of(static_cast<std::uint16_t>(refusal)).text; }

const ErrorRoom& error_room(Refusal) noexcept { return kHttpRoom; }

}  // namespace saki::http
