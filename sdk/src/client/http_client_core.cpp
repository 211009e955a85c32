// SPDX-License-Identifier: Apache-2.0
#include "client/http_client_core.h"

#include <stdexcept>

#include "saki/client_tls.h"

namespace saki {
namespace {

client::ProxyRules proxies_by(const std::string& proxy) {
  if (proxy == "none") return {};
  Result<client::ProxyRules> rules =
      proxy == "environment" ? client::ProxyRules::from_environment() : client::ProxyRules::from(proxy, proxy, {});
  if (!rules) throw std::runtime_error("the HTTP client's proxy (" + proxy + "): " + rules.error().text());
  return *std::move(rules);
}

std::shared_ptr<const TlsClientContext> tls_by(const ClientTlsOptions& options) {
  Diagnostics diagnostics;
  auto context = open_client_tls(options, diagnostics, {"http/1.1"});
  if (context == nullptr) throw std::runtime_error("the HTTP client's TLS:\n" + diagnostics.text());
  return context;
}

client::ClientOptions stack_options(const HttpClientOptions& options, std::shared_ptr<const TlsClientContext> tls) {
  client::ClientOptions result;
  result.limits = options.limits;
  result.timeouts = options.timeouts;
  result.proxies = proxies_by(options.proxy);
  result.user_agent = options.user_agent;
  result.tls = tls != nullptr ? std::move(tls) : tls_by(options.tls);
  return result;
}

}  // namespace

HttpClientCore::HttpClientCore(Loop& loop_of, BlockingPool& blocking, const HttpClientOptions& options_of,
                               std::shared_ptr<const TlsClientContext> tls)
    : loop(loop_of), options(options_of), resolver(loop, blocking), client(loop, resolver, stack_options(options, std::move(tls))) {
  if (options.cookies) jar = std::make_unique<CookieJar>();
}

}  // namespace saki
