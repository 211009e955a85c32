// SPDX-License-Identifier: Apache-2.0
//
// Apart from the rest of Surroundings, so that a service that asks nobody is not linked with the client.
#include "service/request_http.h"

#include "context/worker_context.h"
#include "saki/http_client.h"
#include "saki/surroundings.h"

namespace saki {

void asks_others() noexcept {}

HttpClient& Surroundings::http() const {
  if (context_.http == nullptr) {
    const ServiceContext& service = context_.service;
    context_.http = std::make_shared<HttpClient>(loop(), context_.blocking, service.client, service.client_tls);
  }
  return *context_.http;
}

}  // namespace saki
