// SPDX-License-Identifier: Apache-2.0
#include "saki/remote.h"

#include <algorithm>

namespace saki {
namespace {

bool is_cookie(std::string_view name) noexcept { return http::same_field_name(name, "Cookie"); }

bool has_field(const ClientRequest::Headers& fields, std::string_view name) noexcept {
  return std::ranges::any_of(fields, [name](const auto& field) { return http::same_field_name(field.first, name); });
}

}  // namespace

Remote::Remote(HttpClient& http, std::string base, Thrower thrower) : http_(http), base_(std::move(base)), thrower_(thrower) {
  while (base_.ends_with('/')) base_.pop_back();
}

Remote& Remote::header(std::string_view name, std::string_view value) {
  ClientRequest checked(Method::Get, {});
  checked.header(name, value);
  std::erase_if(headers_, [name](const auto& field) { return http::same_field_name(field.first, name); });
  headers_.push_back(checked.headers().front());
  return *this;
}

Remote& Remote::within(std::chrono::milliseconds whole) {
  whole_ = whole;
  return *this;
}

Remote& Remote::retries(const RetryOptions& options) {
  retries_ = options;
  return *this;
}

Remote& Remote::connect_to(Address address) {
  connect_to_ = address;
  return *this;
}

ClientRequest Remote::request(Call call) const {
  ClientRequest request(call.method(), base_ + call.target());
  const ClientRequest::Headers fields = call.header_fields();
  for (const auto& [name, value] : headers_) {
    if (is_cookie(name) || !has_field(fields, name)) request.origin_header(name, value);
  }
  for (const auto& [name, value] : fields) request.add_header(name, value);
  if (whole_) request.within(*whole_);
  if (retries_) request.retries(*retries_);
  if (connect_to_) request.connect_to(*connect_to_);
  request.content(std::move(call).content());
  return request;
}

void Remote::require_ok(const ClientResponse& response) const {
  if (response.ok()) return;
  RemoteError error(response);
  if (thrower_ != nullptr) thrower_(error);
  throw error;
}

Task<ClientResponse> Remote::ask(Call call, std::vector<int> taken) {
  ClientResponse response = co_await http_.send(request(std::move(call)));
  const int status = http::status_code(response.status());
  if (std::find(taken.begin(), taken.end(), status) == taken.end()) require_ok(response);
  co_return response;
}

Task<ClientStream> Remote::open(Call call) {
  ClientStream stream = co_await http_.open(request(std::move(call)));
  if (!stream.ok()) {
    ClientResponse response = co_await stream.whole();
    require_ok(response);
  }
  co_return stream;
}

Task<> Remote::nothing(Call call) { static_cast<void>(co_await ask(std::move(call))); }

Task<std::string> Remote::text(Call call) {
  ClientResponse response = co_await ask(std::move(call));
  co_return std::move(response).content();
}

Task<Bytes> Remote::bytes(Call call) {
  ClientResponse response = co_await ask(std::move(call));
  co_return Bytes(std::move(response).content());
}

}  // namespace saki
