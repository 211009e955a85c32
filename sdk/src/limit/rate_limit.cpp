// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_limit.h"

#include <algorithm>

#include "limit/key_text.h"
#include "limit/rate_fields.h"
#include "saki/base/check.h"
#include "saki/hash.h"
#include "saki/http_error.h"
#include "saki/json_writer.h"
#include "saki/loop/loop.h"
#include "saki/measures.h"
#include "saki/request.h"
#include "saki/store_engine.h"
#include "service/answer_any_case.h"

namespace saki {
namespace {

constexpr const char* kPolicy = "RateLimit-Policy";
constexpr const char* kState = "RateLimit";
constexpr const char* kProblem = "https://iana.org/assignments/http-problem-types#quota-exceeded";

std::string list_of(std::string_view name) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_array();
  writer.string(name);
  writer.end_array();
  return json;
}

}  // namespace

RateLimit::RateLimit(RateLimitOptions options)
    : options_(std::move(options)), name_(quoted_name(options_.name)), policy_(policy_field(name_, options_.rate)) {}

void RateLimit::start(const LimitSettings& settings, StoreEngine* store, std::string_view service_name) {
  settings_ = settings;
  desks_.clear();
  store_ = options_.scope == LimitScope::Shared ? store : nullptr;
  if (store_ != nullptr) store_prefix_ = store_->options().prefix + "limit:" + std::string(service_name) + ":" + options_.name + ":";
}

void RateLimit::start_worker(const Loop& loop) {
  const std::lock_guard lock(opening_);
  desks_.emplace_back(loop, settings_.table_keys, hash_);
}

void RateLimit::measure(Measures& measures) const {
  const auto tell = [&](std::string_view outcome, const std::atomic<std::uint64_t>& count) {
    measures.counter("rate_limit_requests_total", "Requests that met a rate limit.", count.load(std::memory_order_relaxed),
                     {{"policy", options_.name}, {"outcome", outcome}});
  };
  tell("admitted", admitted_);
  tell("refused", refused_);
  if (store_ != nullptr) tell("unreachable", unreachable_);
}

Task<Response> RateLimit::answer(Request& request, Next next) const {
  return settings_.enabled ? answer_counted(request, next) : next(request);
}

Task<Response> RateLimit::answer_counted(Request& request, Next next) const {
  std::optional<RateVerdict> verdict;
  if (store_ != nullptr)
    verdict = co_await count_in_store(request);
  else
    verdict = count_here(request);
  if (verdict && !verdict->admitted) refuse(*verdict);
  if (verdict) admitted_.fetch_add(1, std::memory_order_relaxed);
  Response response = co_await answer_any_case(request, next);
  response.add_header(kPolicy, policy_);
  if (verdict) response.add_header(kState, state_field(name_, *verdict));
  co_return response;
}

std::string RateLimit::key_of(const Request& request) const { return key_text(request, options_.by, settings_.ipv6_prefix); }

RateVerdict RateLimit::count_here(const Request& request) const {
  const auto desk = std::ranges::find(desks_, &request.loop(), &Desk::loop);
  SAKI_CHECK(desk != desks_.end(), "a limit counts on the loops of workers");
  return desk->table.admit(options_.rate, key_of(request), request.loop().now().time_since_epoch());
}

// Only a digest of the key goes out: it may be a secret, and may be long.
Task<std::optional<RateVerdict>> RateLimit::count_in_store(const Request& request) const {
  Sha256 digest;
  digest.update(key_of(request));
  StoreOperation operation = StoreOperation::throttle(store_prefix_ + digest.hex(), options_.rate);
  const StoreResult<StoreAnswer> answer = co_await store_->run(std::move(operation));
  if (answer) co_return answer->verdict();
  if (answer.error().kind() == StoreErrorKind::Cancelled) throw Cancelled();
  unreachable_.fetch_add(1, std::memory_order_relaxed);
  if (settings_.refuse_unreachable) throw answer.error();
  co_return std::nullopt;
}

void RateLimit::refuse(const RateVerdict& verdict) const {
  refused_.fetch_add(1, std::memory_order_relaxed);
  const std::string bound =
      std::to_string(options_.rate.count()) + " in " + std::to_string(whole_seconds(options_.rate.span()).count()) + " s";
  TooManyRequests error("More requests than " + bound);
  error.type(kProblem).member_json("violated-policies", list_of(options_.name)).retry_after(whole_seconds(verdict.wait));
  error.header(kPolicy, policy_).header(kState, state_field(name_, verdict));
  throw error;
}

}  // namespace saki
