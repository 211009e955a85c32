// SPDX-License-Identifier: Apache-2.0
#include "saki/limits.h"

#include <algorithm>

#include "limit/concurrency_limit.h"
#include "limit/limit_settings.h"
#include "limit/rate_limit.h"
#include "saki/base/check.h"
#include "saki/offers.h"
#include "saki/service.h"
#include "saki/store_engine.h"
#include "service/composition.h"

namespace saki {
namespace {

void tell_missing_store(const RateLimit& rate, Diagnostics& diagnostics) {
  if (!diagnostics.empty()) return;  // The store may be there, and be what could not start.
  diagnostics.add({.file = "service.yaml"}, "limit-store",
                  "the limit `" + rate.options().name + "` is shared, and the service has no store",
                  "add `store:` to service.yaml, or say `scope: worker`; by hand: add_package<Store>() before Limits");
}

}  // namespace

Limits::Limits() = default;
Limits::~Limits() = default;

Limits& Limits::of(Service& service) noexcept {
  const auto& packages = service.composition().packages;
  const auto found = std::ranges::find(packages, type_key<Limits>(), &PackageEntry::key);
  SAKI_CHECK(found != packages.end(), "the package Limits is added before the routes that it stands around");
  return *static_cast<Limits*>(found->object);
}

std::shared_ptr<const Guard> Limits::rate(RateLimitOptions options) {
  return rates_.emplace_back(std::make_shared<RateLimit>(std::move(options)));
}

std::shared_ptr<const Guard> Limits::concurrency(ConcurrencyOptions options) {
  return concurrencies_.emplace_back(std::make_shared<ConcurrencyLimit>(std::move(options)));
}

void Limits::declare_settings(ConfigSchema& schema) { declare_limit_settings(schema); }

void Limits::start(const PackageContext& context, Diagnostics& diagnostics) {
  const LimitSettings settings = read_limit_settings(context.config());
  auto* const store = context.offers().find<StoreEngine>("store");
  for (const auto& rate : rates_) {
    if (rate->options().scope == LimitScope::Shared && store == nullptr) tell_missing_store(*rate, diagnostics);
    rate->start(settings, store, context.service_name());
  }
  for (const auto& concurrency : concurrencies_) concurrency->start(settings);
}

void Limits::start_worker(Loop& loop) {
  for (const auto& rate : rates_) rate->start_worker(loop);
  for (const auto& concurrency : concurrencies_) concurrency->start_worker(loop);
}

void Limits::stop_worker(Loop& loop) noexcept {
  for (const auto& concurrency : concurrencies_) concurrency->stop_worker(loop);
}

void Limits::measure(Measures& measures) const {
  for (const auto& rate : rates_) rate->measure(measures);
  for (const auto& concurrency : concurrencies_) concurrency->measure(measures);
}

}  // namespace saki
