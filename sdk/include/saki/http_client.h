// SPDX-License-Identifier: Apache-2.0
//
// HttpClient: asks other servers, without blocking the loop.
//
//   HttpClient& http = request.http();                                  // In a handler: each worker has its own.
//   ClientResponse answer = co_await http.get("https://api.example/notes/7");
//   if (answer.status() == Status::NotFound) …
//   Note note = answer.json<Note>();
//
// An answer is an answer, whatever its status; what gave none is thrown as ClientError. Connections are kept and shared. Redirects are
// followed and requests that may be repeated are, by the options; Authorization, Cookie, a password in the URL and what is given by
// origin_header() do not follow to another origin, other fields do.
//
// Outside a service, see <saki/standalone_client.h>.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "saki/client_error.h"
#include "saki/client_request.h"
#include "saki/client_response.h"
#include "saki/client_stream.h"
#include "saki/http_client_options.h"
#include "saki/task/task.h"

namespace saki {

class BlockingPool;
class CookieJar;
class HttpClientCore;
class Loop;
class TlsClientContext;

class HttpClient {  // Affinity: loop.
 public:
  // Resolves names on `blocking`; both outlive this. Without `tls` it opens its own by the options. Throws std::runtime_error for a proxy
  // that is no URL, or files of TLS that are not to be used.
  HttpClient(Loop& loop, BlockingPool& blocking, const HttpClientOptions& options = {}, std::shared_ptr<const TlsClientContext> tls = {});
  ~HttpClient();  // Nobody waits for an answer any more, and no stream is left.
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Asks, and waits for all of the answer. Throws ClientError; Cancelled.
  [[nodiscard]] Task<ClientResponse> send(ClientRequest request);
  [[nodiscard]] Task<ClientResponse> get(std::string url);
  [[nodiscard]] Task<ClientResponse> head(std::string url);
  [[nodiscard]] Task<ClientResponse> del(std::string url);
  [[nodiscard]] Task<ClientResponse> post(std::string url, std::string content, std::string media_type = "application/json");
  [[nodiscard]] Task<ClientResponse> put(std::string url, std::string content, std::string media_type = "application/json");
  [[nodiscard]] Task<ClientResponse> patch(std::string url, std::string content, std::string media_type = "application/json");

  // As send(); a failure is a value. Throws Cancelled.
  [[nodiscard]] Task<std::expected<ClientResponse, ClientError>> try_send(ClientRequest request);

  // Asks, and waits for the head of the answer; its content is read as it comes. Throws as send().
  [[nodiscard]] Task<ClientStream> open(ClientRequest request);

  [[nodiscard]] CookieJar* cookies() noexcept;  // Null where none are kept.
  void close_idle() noexcept;  // Connections that nobody uses.

  [[nodiscard]] HttpClientCore& core() noexcept { return *core_; }  // For the SDK itself.

 private:
  std::unique_ptr<HttpClientCore> core_;
};

}  // namespace saki
