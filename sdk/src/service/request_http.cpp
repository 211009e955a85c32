// SPDX-License-Identifier: Apache-2.0
//
// Apart from the rest of Request, so that a service that asks nobody is not linked with the client.
#include "saki/http_client.h"
#include "saki/request.h"
#include "service/worker_context.h"

namespace saki {

HttpClient& Request::http() const {
  if (context_.http == nullptr) context_.http = std::make_shared<HttpClient>(loop(), context_.blocking, context_.service.client);
  return *context_.http;
}

}  // namespace saki
