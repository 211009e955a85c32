// SPDX-License-Identifier: Apache-2.0
#include "limit/concurrency_limit.h"

#include <algorithm>

#include "saki/base/check.h"
#include "saki/http_error.h"
#include "saki/loop/loop.h"
#include "saki/measures.h"
#include "saki/request.h"

namespace saki {
namespace {

// A place that was taken, given back when its holder's frame ends.
class HeldPlace {
 public:
  explicit HeldPlace(Places& places) noexcept : places_(places) {}
  HeldPlace(const HeldPlace&) = delete;
  HeldPlace& operator=(const HeldPlace&) = delete;
  ~HeldPlace() { places_.leave(); }

 private:
  Places& places_;
};

}  // namespace

ConcurrencyLimit::ConcurrencyLimit(ConcurrencyOptions options) : options_(std::move(options)), places_(options_.most, options_.queue) {
  SAKI_CHECK(options_.most > 0, "a limit of no request at once would refuse all");
}

void ConcurrencyLimit::start(const LimitSettings& settings) {
  settings_ = settings;
  desks_.clear();
}

void ConcurrencyLimit::start_worker(Loop& loop) {
  const std::lock_guard lock(opening_);
  desks_.emplace_back(loop, options_);
}

void ConcurrencyLimit::stop_worker(Loop& loop) noexcept {
  const auto desk = std::ranges::find(desks_, &loop, &Desk::loop);
  if (desk != desks_.end()) desk->lag.reset();
}

void ConcurrencyLimit::measure(Measures& measures) const {
  constexpr std::string_view kHelp = "Requests that met a concurrency limit.";
  const auto tell = [&](std::string_view outcome, const std::atomic<std::uint64_t>& count) {
    measures.counter("concurrency_requests_total", kHelp, count.load(std::memory_order_relaxed),
                     {{"limit", options_.name}, {"outcome", outcome}});
  };
  tell("admitted", admitted_);
  tell("refused", refused_);
  tell("shed", shed_);
  const std::int64_t balance = places_.balance();
  measures.gauge("concurrency_places_free", "Requests more that would be let in at once.", std::max<std::int64_t>(balance, 0),
                 {{"limit", options_.name}});
  measures.gauge("concurrency_waiting", "Requests that wait for a place.", std::max<std::int64_t>(-balance, 0), {{"limit", options_.name}});
}

Task<Response> ConcurrencyLimit::answer(Request& request, Next next) const {
  return settings_.enabled ? answer_placed(request, next) : next(request);
}

Task<Response> ConcurrencyLimit::answer_placed(Request& request, Next next) const {
  const MonotonicTime arrived = request.loop().clock().monotonic();
  const bool placed = co_await places_.take(request.loop(), options_.wait);
  if (!placed) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    refuse("Too many requests are being worked on");
  }
  const HeldPlace held(places_);
  if (sheds(request.loop(), arrived)) {
    shed_.fetch_add(1, std::memory_order_relaxed);
    refuse("The service has more to do than it can");
  }
  admitted_.fetch_add(1, std::memory_order_relaxed);
  Response response = co_await next(request);
  co_return response;
}

bool ConcurrencyLimit::sheds(Loop& loop, MonotonicTime arrived) const {
  if (options_.target <= options_.target.zero()) return false;
  const auto desk = std::ranges::find(desks_, &loop, &Desk::loop);
  SAKI_CHECK(desk != desks_.end() && desk->lag != nullptr, "a limit holds on the loops of workers");
  const MonotonicTime now = loop.clock().monotonic();
  return desk->delay.sheds(desk->lag->ask() + (now - arrived), now);
}

void ConcurrencyLimit::refuse(const char* detail) const { throw ServiceUnavailable(detail).retry_after(settings_.retry_after); }

}  // namespace saki
