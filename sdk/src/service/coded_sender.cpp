// SPDX-License-Identifier: Apache-2.0
#include "service/coded_sender.h"

#include "coding/coded_content.h"
#include "context/worker_context.h"
#include "saki/http/exchange.h"
#include "saki/request.h"
#include "service/choose_coding.h"
#include "service/content_sender.h"
#include "service/field_list.h"

namespace saki {
namespace {

struct Encoded {
  std::unique_ptr<http::ContentEncoder> encoder;
  std::string content;
};

Encoded encode_whole(std::unique_ptr<http::ContentEncoder> encoder, const std::shared_ptr<const std::string>& content) {
  Encoded encoded{std::move(encoder), {}};
  encoded.encoder->encode(as_bytes(*content), http::ContentEncoder::Then::End, encoded.content);
  return encoded;
}

// The request's memory is not the blocking pool's to read: what is in it is copied.
std::string take_text(Response::Content& content) {
  if (auto* const text = std::get_if<std::string>(&content)) return std::move(*text);
  return std::string(std::get<std::string_view>(content));
}

}  // namespace

// The length of the coded content is told by coding it alone, and may be left out (RFC 9110 section 9.3.2).
Task<> send_coded_head(Request& request, Response response) {
  http::Exchange& exchange = request.exchange();
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  Result<> sent = co_await exchange.start(head, std::nullopt);
  if (sent) sent = co_await exchange.finish();
  if (!sent) exchange.abort();
}

Task<> send_coded_text(Request& request, Response response, http::EncoderPool::Lease lease) {
  const http::ContentCoding coding = lease.encoder->coding();
  const auto plain = std::make_shared<const std::string>(take_text(response.content()));
  Result<Encoded> encoded = fail(Error::Exhausted);
  if (plain->size() <= request.context().service.compression.inline_bytes) {
    encoded = encode_whole(std::move(lease.encoder), plain);
  } else {
    encoded = co_await request.blocking().run(encode_whole, std::move(lease.encoder), plain);
  }
  if (encoded) {
    lease.encoder = std::move(encoded->encoder);
    response.content() = std::move(encoded->content);
    declare_coding(response, coding);
  } else {
    if (encoded.error() == Error::Cancelled) throw Cancelled();
    response.content() = *plain;
  }
  co_await send_text(request, std::move(response));
}

Task<> send_coded_stream(Request& request, Response response, http::EncoderPool::Lease lease) {
  http::Exchange& exchange = request.exchange();
  declare_coding(response, lease.encoder->coding());
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  CodedContent coded(exchange, head, response.announced_length(), std::move(lease));
  co_await write_stream(request, response, coded);
}

}  // namespace saki
