// SPDX-License-Identifier: Apache-2.0
//
// Apart from the rest of Request, so that a service that asks nobody is not linked with the client.
#include "client/client_tls.h"
#include "saki/http_client.h"
#include "saki/request.h"
#include "service/worker_context.h"

namespace saki {
namespace {

// One for all workers: the system's authorities are many.
std::shared_ptr<const TlsClientContext> shared_tls(ServiceContext& service) {
  std::call_once(service.client_tls_opened, [&service] {
    if (service.client_tls == nullptr) service.client_tls = open_client_tls(service.client);
  });
  return service.client_tls;
}

}  // namespace

HttpClient& Request::http() const {
  if (context_.http == nullptr) {
    ServiceContext& service = context_.service;
    context_.http = std::make_shared<HttpClient>(loop(), context_.blocking, service.client, shared_tls(service));
  }
  return *context_.http;
}

}  // namespace saki
