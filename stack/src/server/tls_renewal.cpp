// SPDX-License-Identifier: Apache-2.0
#include "server/tls_renewal.h"

#include <chrono>
#include <utility>

#include "saki/loop/loop.h"

namespace saki {
namespace {

constexpr std::chrono::days kSoon(14);

void add_paths(const TlsHostOptions& host, std::vector<std::string>& paths) {
  for (const TlsIdentity& identity : host.identities) {
    for (const std::string* path : {&identity.certificate, &identity.key, &identity.ocsp}) {
      if (!path->empty()) paths.push_back(*path);
    }
  }
  if (!host.client_ca.empty()) paths.push_back(host.client_ca);
}

std::vector<std::string> paths_of(const TlsOptions& options) {
  std::vector<std::string> paths;
  add_paths(options.main, paths);
  for (const TlsHostOptions& host : options.hosts) add_paths(host, paths);
  return paths;
}

std::shared_ptr<TlsTicketKeys> make_tickets(const TlsOptions& options) {
  return options.session_lifetime > options.session_lifetime.zero() ? std::make_shared<TlsTicketKeys>(options.session_lifetime) : nullptr;
}

}  // namespace

TlsRenewal::TlsRenewal(Loop& loop, const TlsOptions& options, LogStream& log, TlsTaker& taker)
    : Timer(loop, "certificates"),
      options_(options),
      log_(log),
      taker_(taker),
      tickets_(make_tickets(options)),
      paths_(paths_of(options)) {}

void TlsRenewal::share_tickets(FileDescriptor memory) {
  if (tickets_ != nullptr && memory) tickets_->share(std::move(memory));
}

bool TlsRenewal::open(Diagnostics& diagnostics) {
  read_ = seen_ = traces_of(paths_);  // Before they are read: a change in between is seen as one.
  context_ = TlsContext::open(options_, diagnostics, tickets_);
  return context_ != nullptr;
}

void TlsRenewal::begin() {
  running_ = true;
  taker_.use(context_);
  tell_of_expiry();
  if (options_.watch > options_.watch.zero()) start_after(options_.watch);
}

void TlsRenewal::end() noexcept {
  running_ = false;
  cancel();
}

void TlsRenewal::expire() {
  const FileTraces before = std::exchange(seen_, traces_of(paths_));
  if (seen_ == before && seen_ != read_) renew();
  tell_of_expiry();
  start_after(options_.watch);
}

void TlsRenewal::renew() {
  if (!running_) return;
  read_ = traces_of(paths_);
  Diagnostics diagnostics;
  std::shared_ptr<const TlsContext> fresh = TlsContext::open(options_, diagnostics, tickets_);
  if (fresh == nullptr) return tell(diagnostics);
  context_ = std::move(fresh);
  taker_.use(context_);
  log_.info("certificates are read anew", {{"count", paths_.size()}});
}

void TlsRenewal::tell_of_expiry() {
  using std::chrono::days;
  if (told_of_expiry_ != MonotonicTime() && loop().clock().monotonic() < told_of_expiry_ + days(1)) return;
  const TlsContext::Expiry& expiry = context_->first_expiry();
  const auto left = expiry.time - loop().clock().wall();
  if (left > kSoon) return;
  told_of_expiry_ = loop().clock().monotonic();
  log_.warn("a certificate expires soon", {{"file", expiry.certificate}, {"days", std::int64_t{std::chrono::floor<days>(left).count()}}});
}

void TlsRenewal::tell(const Diagnostics& diagnostics) {
  for (const Diagnostic& item : diagnostics.list()) {
    log_.error("new certificates are refused, the old ones stay in use", {{"code", item.code}, {"reason", item.text}});
  }
}

}  // namespace saki
