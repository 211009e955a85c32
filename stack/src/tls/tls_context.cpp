// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_context.h"

#include <algorithm>
#include <ctime>
#include <vector>

#include "tls/server_context.h"
#include "tls/server_extras.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

using Tickets = std::shared_ptr<TlsTicketKeys>;

// Makes `main` choose among the others by the names of their hosts.
void join(SSL_CTX& main, const TlsOptions& options, std::vector<OpenSslOwner<SSL_CTX>> others) {
  auto hosts = std::make_unique<HostContexts>(main, options.main.names);
  ServerExtras::of(main).all_hosts = hosts.get();
  for (std::size_t index = 0; index < others.size(); ++index) {
    ServerExtras::of(*others[index]).all_hosts = hosts.get();
    hosts->add(std::move(others[index]), options.hosts[index].names);
  }
  ServerExtras::of(main).hosts = std::move(hosts);
  choose_by_name(main);
}

// Over the main context and the others, of which there may be none.
TlsContext::Expiry find_first_expiry(const SSL_CTX& main, const std::vector<OpenSslOwner<SSL_CTX>>& others) {
  std::vector<TlsContext::Expiry> all = ServerExtras::of(main).expiries;
  for (const auto& other : others)
    all.insert(all.end(), ServerExtras::of(*other).expiries.begin(), ServerExtras::of(*other).expiries.end());
  return *std::ranges::min_element(all, {}, &TlsContext::Expiry::time);
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TlsContext::~TlsContext() = default;

const TlsContext::Expiry& TlsContext::first_expiry() const noexcept { return state_->first_expiry; }

std::shared_ptr<const TlsContext> TlsContext::open(const TlsOptions& options, Diagnostics& diagnostics, const Tickets& tickets) {
  const std::time_t now = std::time(nullptr);
  auto state = std::make_unique<State>();
  state->main = make_server_context(options, options.main, tickets, now, diagnostics);
  bool good = state->main != nullptr;
  std::vector<OpenSslOwner<SSL_CTX>> others;
  for (const TlsHostOptions& host : options.hosts) {
    others.push_back(make_server_context(options, host, tickets, now, diagnostics));
    good &= others.back() != nullptr;
  }
  if (!good) return nullptr;
  state->first_expiry = find_first_expiry(*state->main, others);
  join(*state->main, options, std::move(others));
  return std::shared_ptr<const TlsContext>(new TlsContext(std::move(state)));
}

}  // namespace saki
