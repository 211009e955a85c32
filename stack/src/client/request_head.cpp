// SPDX-License-Identifier: Apache-2.0
#include "client/request_head.h"

#include <algorithm>
#include <array>

#include "saki/base/arena.h"
#include "saki/base/base64.h"
#include "saki/client/client_fault.h"
#include "saki/http/field.h"
#include "saki/http/percent.h"

namespace saki::client {
namespace {

constexpr std::array<std::string_view, 8> kOwnFields{"Content-Length", "Transfer-Encoding",  "Connection", "Upgrade", "Expect", "TE",
                                                     "Trailer",        "Proxy-Authorization"};
constexpr std::array<std::string_view, 3> kMethodsWithContent{"POST", "PUT", "PATCH"};
constexpr std::array<std::string_view, 6> kIdempotentMethods{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};

bool is_own_field(std::string_view name) noexcept {
  return std::ranges::any_of(kOwnFields, [&](std::string_view own) { return http::same_field_name(own, name); });
}

bool is_sound(const RequestField& field) noexcept {
  return http::is_token(field.name) && http::is_field_value(field.value) && !is_own_field(field.name);
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

void add_framing(std::string& head, const Request& request) {
  const bool expects_some = std::ranges::find(kMethodsWithContent, request.method) != kMethodsWithContent.end();
  if (!has_content(request) && !expects_some) return;
  if (const std::optional<std::uint64_t> length = content_length_of(request)) {
    add_field(head, "Content-Length", std::to_string(*length));
  } else {
    add_field(head, "Transfer-Encoding", "chunked");
  }
}

void add_usual_fields(std::string& head, const Request& request, const RequestWriting& writing) {
  if (!writing.user_agent.empty() && !has_field(request, "User-Agent")) add_field(head, "User-Agent", writing.user_agent);
  if (!has_field(request, "Accept-Encoding")) add_field(head, "Accept-Encoding", "gzip, br");
  const std::string& userinfo = request.url.userinfo();
  if (!userinfo.empty() && !has_field(request, "Authorization")) add_field(head, "Authorization", basic_credentials(userinfo));
}

void add_proxy_fields(std::string& head, const RequestWriting& writing) {
  if (!writing.proxy_userinfo.empty()) add_field(head, "Proxy-Authorization", basic_credentials(writing.proxy_userinfo));
}

void add_connection_fields(std::string& head, const Request& request, const RequestWriting& writing) {
  if (writing.expects_continue) add_field(head, "Expect", "100-continue");
  if (request.upgrade.empty()) return;
  add_field(head, "Connection", "Upgrade");
  add_field(head, "Upgrade", request.upgrade);
}

}  // namespace

bool is_idempotent(std::string_view method) noexcept { return std::ranges::find(kIdempotentMethods, method) != kIdempotentMethods.end(); }

std::optional<std::uint64_t> content_length_of(const Request& request) noexcept {
  return request.source != nullptr ? request.source->length() : std::optional<std::uint64_t>(request.content.size());
}

bool has_content(const Request& request) noexcept { return request.source != nullptr || !request.content.empty(); }

bool has_field(const Request& request, std::string_view name) noexcept {
  return std::ranges::any_of(request.fields, [&](const RequestField& field) { return http::same_field_name(field.name, name); });
}

Result<> check_request(const Request& request, std::string_view user_agent) noexcept {
  if (!http::is_token(request.method) || request.method == "CONNECT") return fail(ClientFault::MalformedMethod);
  if (!http::is_field_value(request.upgrade) || !http::is_field_value(user_agent)) return fail(ClientFault::MalformedRequestField);
  const auto hosts =
      std::ranges::count_if(request.fields, [](const RequestField& field) { return http::same_field_name(field.name, "Host"); });
  const bool sound = hosts <= 1 && std::ranges::all_of(request.fields, is_sound);
  if (!sound) return fail(ClientFault::MalformedRequestField);
  return {};
}

std::string request_head(const Request& request, const RequestWriting& writing) {
  std::string head;
  head.reserve(512);
  head.append(request.method).append(" ");
  if (writing.target == TargetWriting::Absolute) head.append("http://").append(request.url.origin().authority());
  head.append(request.url.target()).append(" HTTP/1.1\r\n");
  if (!has_field(request, "Host")) add_field(head, "Host", request.url.origin().authority());
  for (const RequestField& field : request.fields) add_field(head, field.name, field.value);
  add_usual_fields(head, request, writing);
  add_proxy_fields(head, writing);
  add_framing(head, request);
  add_connection_fields(head, request, writing);
  return head.append("\r\n");
}

std::string tunnel_head(const Origin& origin, const RequestWriting& writing) {
  const std::string place = origin.host_and_port();
  std::string head = "CONNECT " + place + " HTTP/1.1\r\n";
  add_field(head, "Host", place);
  if (!writing.user_agent.empty()) add_field(head, "User-Agent", writing.user_agent);
  add_proxy_fields(head, writing);
  return head.append("\r\n");
}

std::string basic_credentials(std::string_view userinfo) {
  Arena arena;
  const std::optional<std::string_view> decoded = http::percent_decode(userinfo, arena);
  const bool has_password = userinfo.find(':') != userinfo.npos;
  const std::string credentials = std::string(*decoded) + (has_password ? "" : ":");
  std::string text = "Basic ";
  append_base64(text, as_bytes(credentials));
  return text;
}

}  // namespace saki::client
