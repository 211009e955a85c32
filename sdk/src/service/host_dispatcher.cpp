// SPDX-License-Identifier: Apache-2.0
#include "service/host_dispatcher.h"

#include "service/answering.h"
#include "service/dispatcher.h"
#include "service/host_search.h"
#include "service/https_redirect.h"
#include "service/response_sender.h"

namespace saki {
namespace {

void dress(const ErrorPages& pages, const Request& request, Response& response) {
  pages.dress(request.header("Accept").value_or(""), response);
}

Task<> serve(Request& request, const ErrorPages& pages) {
  Response response;
  try {
    response = co_await answer(request, request.route());
  } catch (...) {
    response = error_answer(request);
  }
  dress(pages, request, response);
  co_await send_response(request, std::move(response));
}

}  // namespace

// Where the handshake does not fit the host, there is none, and what answers names that nobody has, 421 here, shows nothing of it.
HostDispatcher::Found HostDispatcher::find(http::Exchange& exchange) const {
  const VirtualHost* const host = hosts_.find(exchange.host());  // A trusted proxy's word for it counts.
  if (host == nullptr) return {nullptr, hosts_.unknown, hosts_.hosts[hosts_.default_host].pages};
  const bool lets_in = host->demand.certificates == TlsClientCertificates::Off || hosts_.lets_in(*host, exchange.connection().tls);
  if (!lets_in) return {nullptr, UnknownHost::Misdirected, hosts_.hosts.front().pages};
  return {host, hosts_.unknown, host->pages};
}

Task<> HostDispatcher::handle(http::Exchange& exchange) {
  const auto [host, unknown, pages] = find(exchange);
  if (host != nullptr && host->lines != nullptr) exchange.set_access_log(host->lines.get());
  const auto route = [&](RouteMatch& match) -> const RouteEntry& {
    return host != nullptr ? find_on_host(context_, *host, exchange, match) : refuse_unknown_host(context_.service, unknown, match);
  };
  Request& request = make_request(exchange, context_, route);
  const std::optional<std::string_view> content = content_at_once(request, request.route());
  if (!content) return serve(request, pages);
  Response response = answer_plainly(request, request.route(), *content);
  dress(pages, request, response);
  return send_response(request, std::move(response));
}

std::unique_ptr<http::Handler> make_dispatcher(WorkerContext& context) {
  const ServiceContext& service = context.service;
  std::unique_ptr<http::Handler> dispatcher;
  if (service.hosts != nullptr)
    dispatcher = std::make_unique<HostDispatcher>(context, *service.hosts);
  else
    dispatcher = std::make_unique<Dispatcher>(context);
  if (service.https_redirect) dispatcher = std::make_unique<HttpsRedirect>(*service.https_redirect, std::move(dispatcher));
  return dispatcher;
}

}  // namespace saki
