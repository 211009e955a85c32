// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_context.h"

#include <ctime>

#include "tls/server_context.h"
#include "tls/server_extras.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

using Tickets = std::shared_ptr<TlsTicketKeys>;

bool add_hosts(SSL_CTX& main, const TlsOptions& options, const Tickets& tickets, std::time_t now, Diagnostics& diagnostics) {
  auto hosts = std::make_unique<HostContexts>(main);
  const HostContexts* const all = hosts.get();
  bool good = true;
  for (const TlsHostOptions& host : options.hosts) {
    for (const std::string& name : host.names) static_cast<void>(hosts->add_name(name));
    OpenSslOwner<SSL_CTX> context = make_server_context(options, host, tickets, now, diagnostics);
    good &= context != nullptr;
    if (context != nullptr) ServerExtras::of(*context).all_hosts = all;
    hosts->add(std::move(context));
  }
  ServerExtras::of(main).all_hosts = all;
  ServerExtras::of(main).hosts = std::move(hosts);
  return good;
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TlsContext::~TlsContext() = default;

std::shared_ptr<const TlsContext> TlsContext::open(const TlsOptions& options, Diagnostics& diagnostics, const Tickets& tickets) {
  const std::time_t now = std::time(nullptr);
  auto state = std::make_unique<State>();
  state->main = make_server_context(options, options.main, tickets, now, diagnostics);
  if (state->main == nullptr) return nullptr;
  if (!add_hosts(*state->main, options, tickets, now, diagnostics)) return nullptr;
  choose_by_name(*state->main);
  return std::shared_ptr<const TlsContext>(new TlsContext(std::move(state)));
}

}  // namespace saki
