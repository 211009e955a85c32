// SPDX-License-Identifier: Apache-2.0
//
// Apart from the rest of Request, so that a service that asks nobody is not linked with the client.
#include "service/request_http.h"

#include "saki/http_client.h"
#include "saki/request.h"
#include "service/worker_context.h"

namespace saki {

void asks_others() noexcept {}

HttpClient& Request::http() const {
  if (context_.http == nullptr) {
    const ServiceContext& service = context_.service;
    context_.http = std::make_shared<HttpClient>(loop(), context_.blocking, service.client, service.client_tls);
  }
  return *context_.http;
}

}  // namespace saki
