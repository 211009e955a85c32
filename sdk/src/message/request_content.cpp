// SPDX-License-Identifier: Apache-2.0
//
// The content of a request: read whole, read piece by piece, and what may go wrong on the way.
#include <algorithm>
#include <limits>

#include "coding/request_decoder.h"
#include "context/worker_context.h"
#include "saki/base/utf8.h"
#include "saki/http/exchange.h"
#include "saki/http/refusal.h"
#include "saki/http_error.h"
#include "saki/media_type.h"
#include "saki/request.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr std::size_t kFirstBytes = 4 * 1024;             // Room for content whose length is not told before.
constexpr std::uint64_t kTrustedBytes = 1024 * 1024;      // An announced length makes room up to this; the rest must come first.

// Makes room for `wanted` bytes, or as many as are trusted beyond those that came.
void grow(std::string& content, std::uint64_t wanted) {
  const std::uint64_t most = std::max<std::uint64_t>(kTrustedBytes, content.size() * 2);
  const auto size = static_cast<std::size_t>(std::min(wanted, most));
  content.resize_and_overwrite(size, [size](char*, std::size_t) { return size; });
}

[[noreturn]] void raise_too_large() { throw ContentTooLarge("The content is larger than this service takes"); }

[[noreturn]] void raise(const Error& error) {
  if (error == http::Refusal::BodyTooLarge) raise_too_large();
  if (error == http::Refusal::BodyTimeout) throw RequestTimeout("The content did not come in time");
  if (error == Error::Invalid) throw BadRequest("The content is not what its Content-Encoding says");
  if (error.room().name == error_room(http::Refusal::None).name) throw BadRequest(error.text());
  throw Cancelled();  // The client is gone, or nobody waits any more.
}

}  // namespace

bool Request::has_body() const noexcept { return exchange().has_body(); }
std::optional<std::uint64_t> Request::content_length() const noexcept { return exchange().content_length(); }

RequestDecoder* Request::decoder() {
  if (decoder_settled_) return decoder_;
  const CompressionSettings& settings = context_.service.compression;
  const DecodingBounds bounds{route_.options.max_body.value_or(settings.body_bytes), settings.request_ratio};
  decoder_ = RequestDecoder::of(exchange(), settings.requests, bounds);
  decoder_settled_ = true;
  return decoder_;
}

Task<Result<std::size_t>> Request::receive(MutableBytes into) {
  RequestDecoder* const decoding = decoder();
  return decoding != nullptr ? decoding->read(into) : exchange().read(into);
}

Task<std::size_t> Request::read(MutableBytes into) {
  const Result<std::size_t> count = co_await receive(into);
  if (!count) raise(count.error());
  co_return *count;
}

// What the content may be that is held whole.
std::uint64_t Request::whole_content_bound() const noexcept {
  return route_.options.max_body.value_or(context_.service.buffered_body_bytes);
}

std::optional<std::string_view> Request::take_content_at_hand() noexcept {
  const bool is_coded = exchange().head().fields.find("Content-Encoding") != nullptr;
  if (is_coded || content_length().value_or(0) > whole_content_bound()) return std::nullopt;
  const std::optional<ByteView> content = exchange().take_content_at_hand();
  return content ? std::optional(as_text(*content)) : std::nullopt;
}

Task<std::string> Request::content() {
  const std::uint64_t bound = whole_content_bound();
  if (content_length().value_or(0) > bound) raise_too_large();
  std::string content;
  std::size_t filled = 0;
  const std::optional<std::uint64_t> told = decoder() != nullptr ? std::nullopt : content_length();
  const std::uint64_t length = has_body() ? told.value_or(std::numeric_limits<std::uint64_t>::max()) : 0;
  while (filled < length) {
    if (filled == content.size()) grow(content, told ? length : std::max(kFirstBytes, content.size() * 2));
    const MutableBytes room(reinterpret_cast<std::byte*>(content.data()) + filled, content.size() - filled);
    const Result<std::size_t> count = co_await receive(room);
    if (!count) raise(count.error());
    filled += *count;
    if (filled > bound) raise_too_large();
    if (*count == 0) break;
  }
  content.resize(filled);
  co_return content;
}

Task<std::string> Request::text() {
  std::string text = co_await content();
  if (!is_utf8(text)) throw BadRequest("The content is not valid UTF-8");
  co_return text;
}

Task<Parameters> Request::form() {
  require_media_type("application/x-www-form-urlencoded");
  const std::string text = co_await content();
  const Result<Parameters> parsed = Parameters::parse(arena().copy(text), arena());
  if (!parsed) throw BadRequest("The form is not well-formed");
  co_return *parsed;
}

void Request::require_media_type(std::string_view media_type) const {
  const std::string_view text = exchange().head().fields.value(http::KnownField::ContentType);
  if (text == media_type) return;
  const std::optional<MediaType> wanted = MediaType::parse(media_type);
  const std::optional<MediaType> given = MediaType::parse(text);
  const bool same = given && wanted && given->is(wanted->type(), wanted->subtype());
  if (same || (given && wanted && wanted->is("application", "json") && given->is_json())) return;
  throw UnsupportedMediaType("The content must be " + std::string(media_type));
}

void Request::require_text() const {
  const std::optional<MediaType> given = MediaType::parse(exchange().head().fields.value(http::KnownField::ContentType));
  if (!given || !text::equal_ignoring_case(given->type(), "text")) throw UnsupportedMediaType("the content must be text");
}

}  // namespace saki
