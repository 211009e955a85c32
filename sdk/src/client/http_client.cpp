// SPDX-License-Identifier: Apache-2.0
#include "saki/http_client.h"

#include "client/client_course.h"

namespace saki {
namespace {

ClientRequest with_content(Method method, std::string url, std::string content, const std::string& media_type) {
  ClientRequest request(method, std::move(url));
  request.content(media_type, std::move(content));
  return request;
}

}  // namespace

HttpClient::HttpClient(Loop& loop, BlockingPool& blocking, const HttpClientOptions& options, std::shared_ptr<const TlsClientContext> tls)
    : core_(std::make_unique<HttpClientCore>(loop, blocking, options, std::move(tls))) {}
HttpClient::~HttpClient() = default;

Task<std::expected<ClientResponse, ClientError>> HttpClient::try_send(ClientRequest request) {
  ClientCourse course(*core_, std::move(request), ClientCourse::Content::Whole);
  ClientOutcome<> outcome = co_await course.run();
  if (!outcome) co_return std::unexpected(outcome.error());
  co_return std::move(course.response());
}

Task<ClientResponse> HttpClient::send(ClientRequest request) {
  std::expected<ClientResponse, ClientError> response = co_await try_send(std::move(request));
  if (!response) throw response.error();
  co_return *std::move(response);
}

Task<ClientStream> HttpClient::open(ClientRequest request) {
  auto course = std::make_unique<ClientCourse>(*core_, std::move(request), ClientCourse::Content::Streamed);
  ClientOutcome<> outcome = co_await course->run();
  if (!outcome) throw outcome.error();
  co_return ClientStream(std::move(course));
}

Task<ClientResponse> HttpClient::get(std::string url) { return send({Method::Get, std::move(url)}); }
Task<ClientResponse> HttpClient::head(std::string url) { return send({Method::Head, std::move(url)}); }
Task<ClientResponse> HttpClient::del(std::string url) { return send({Method::Delete, std::move(url)}); }

Task<ClientResponse> HttpClient::post(std::string url, std::string content, std::string media_type) {
  return send(with_content(Method::Post, std::move(url), std::move(content), media_type));
}
Task<ClientResponse> HttpClient::put(std::string url, std::string content, std::string media_type) {
  return send(with_content(Method::Put, std::move(url), std::move(content), media_type));
}
Task<ClientResponse> HttpClient::patch(std::string url, std::string content, std::string media_type) {
  return send(with_content(Method::Patch, std::move(url), std::move(content), media_type));
}

CookieJar* HttpClient::cookies() noexcept { return core_->jar.get(); }
void HttpClient::close_idle() noexcept { core_->client.close_idle(); }

}  // namespace saki
