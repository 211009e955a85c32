// SPDX-License-Identifier: Apache-2.0
#include "service/response_sender.h"

#include "context/worker_context.h"
#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "service/choose_coding.h"
#include "service/coded_sender.h"
#include "service/content_sender.h"
#include "service/field_list.h"
#include "service/refusal.h"
#include "service/transport_security.h"

namespace saki {
namespace {

// Whether a coding has to be thought about, told by the size of the content alone. A stream of unknown length may be any size; a 304
// stands for an answer that may have had one.
bool concerns_coding(const Request& request, const Response& response, const std::optional<std::string_view>& text) noexcept {
  const std::uint64_t least_bytes = request.context().service.compression.least_bytes;
  const std::uint64_t size_bytes = text ? text->size() : response.announced_length().value_or(least_bytes);
  return size_bytes >= least_bytes || response.status() == Status::NotModified;
}

// Without waiting; what memory the text had is kept.
[[gnu::always_inline]] inline bool try_send_text(Request& request, Response& response, std::string_view text) {
  http::Exchange& exchange = request.exchange();
  const FieldList fields(response, exchange.arena());
  if (!exchange.try_respond(fields.head(response.status()), as_bytes(text))) return false;
  response.keep_memory();
  return true;
}

[[gnu::noinline]] Task<> send_plain(Request& request, Response&& response, const std::optional<std::string_view>& text) {
  if (!text) return send_stream(request, std::move(response));
  if (try_send_text(request, response, *text)) return {};
  return send_text(request, std::move(response));
}

Task<> send_coded(Request& request, Response&& response, const std::optional<std::string_view>& text, http::ContentCoding coding) {
  if (request.method() == Method::Head) {
    declare_coding(response, coding);
    return send_coded_head(request, std::move(response));
  }
  http::EncoderPool::Lease lease = request.context().encoders.take(coding);
  if (!lease) return send_plain(request, std::move(response), text);
  return (text ? send_coded_text : send_coded_stream)(request, std::move(response), std::move(lease));
}

// A response whose status was changed switches nothing. One that cannot switch any more is refused: the server stops, most likely.
[[gnu::noinline]] Task<> send_upgrade(Request& request, Response&& response) {
  const std::unique_ptr<Upgrade> upgrade = std::move(std::get<std::unique_ptr<Upgrade>>(response.content()));
  if (response.status() != Status::SwitchingProtocols) {
    response.content() = std::string();
    return send_response(request, std::move(response));
  }
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  if (upgrade->begin(request, head.fields)) return {};
  return send_response(request, in_place_of(response, ServiceUnavailable("The connection cannot be switched to WebSocket"), request));
}

// All but the common small text.
[[gnu::noinline]] Task<> send_other(Request& request, Response&& response) {
  const std::optional<std::string_view> text = response.text_content();
  if (std::holds_alternative<std::unique_ptr<Upgrade>>(response.content())) return send_upgrade(request, std::move(response));
  if (std::holds_alternative<FileContent>(response.content())) return send_file(request, std::move(response));
  if (!concerns_coding(request, response, text)) return send_plain(request, std::move(response), text);
  const http::ContentCoding coding = choose_coding(request, response);
  if (coding == http::ContentCoding::Identity) return send_plain(request, std::move(response), text);
  return send_coded(request, std::move(response), text, coding);
}

}  // namespace

Task<> send_response(Request& request, Response&& response) {
  if (!request.context().service.transport_security.empty()) [[unlikely]]
    add_transport_security(request, response);
  const std::optional<std::string_view> text = response.text_content();
  if (text && !concerns_coding(request, response, text) && try_send_text(request, response, *text)) return {};
  return send_other(request, std::move(response));
}

}  // namespace saki
