// SPDX-License-Identifier: Apache-2.0
#include "saki/limits.h"

#include "limit/concurrency_limit.h"
#include "limit/limit_settings.h"
#include "limit/rate_limit.h"

namespace saki {

Limits::Limits() = default;
Limits::~Limits() = default;

std::shared_ptr<const Guard> Limits::rate(RateLimitOptions options) {
  return rates_.emplace_back(std::make_shared<RateLimit>(std::move(options)));
}

std::shared_ptr<const Guard> Limits::concurrency(ConcurrencyOptions options) {
  return concurrencies_.emplace_back(std::make_shared<ConcurrencyLimit>(std::move(options)));
}

void Limits::declare_settings(ConfigSchema& schema) { declare_limit_settings(schema); }

void Limits::start(const PackageContext& context, Diagnostics&) {
  const LimitSettings settings = read_limit_settings(context.config());
  for (const auto& rate : rates_) rate->start(settings);
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
