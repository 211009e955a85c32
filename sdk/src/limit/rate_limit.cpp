// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_limit.h"

#include <algorithm>

#include "limit/key_text.h"
#include "limit/rate_fields.h"
#include "saki/base/check.h"
#include "saki/http_error.h"
#include "saki/json_writer.h"
#include "saki/loop/loop.h"
#include "saki/measures.h"
#include "saki/request.h"
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

void RateLimit::start(const LimitSettings& settings) {
  settings_ = settings;
  desks_.clear();
}

void RateLimit::start_worker(const Loop& loop) {
  const std::lock_guard lock(opening_);
  desks_.emplace_back(loop, settings_.table_keys, hash_);
}

void RateLimit::measure(Measures& measures) const {
  constexpr std::string_view kHelp = "Requests that met a rate limit.";
  measures.counter("rate_limit_requests_total", kHelp, admitted_.load(std::memory_order_relaxed),
                   {{"policy", options_.name}, {"outcome", "admitted"}});
  measures.counter("rate_limit_requests_total", kHelp, refused_.load(std::memory_order_relaxed),
                   {{"policy", options_.name}, {"outcome", "refused"}});
}

Task<Response> RateLimit::answer(Request& request, Next next) const {
  return settings_.enabled ? answer_counted(request, next) : next(request);
}

Task<Response> RateLimit::answer_counted(Request& request, Next next) const {
  const RateVerdict verdict = count(request);
  (verdict.admitted ? admitted_ : refused_).fetch_add(1, std::memory_order_relaxed);
  if (!verdict.admitted) refuse(verdict);
  Response response = co_await answer_any_case(request, next);
  response.add_header(kPolicy, policy_);
  response.add_header(kState, state_field(name_, verdict));
  co_return response;
}

RateVerdict RateLimit::count(Request& request) const {
  const auto desk = std::ranges::find(desks_, &request.loop(), &Desk::loop);
  SAKI_CHECK(desk != desks_.end(), "a limit counts on the loops of workers");
  return desk->table.admit(options_.rate, key_text(request, options_.by, settings_.ipv6_prefix), request.loop().now().time_since_epoch());
}

void RateLimit::refuse(const RateVerdict& verdict) const {
  TooManyRequests error("This is more than " + std::to_string(options_.rate.count()) + " requests in " +
                        std::to_string(whole_seconds(options_.rate.span()).count()) + " seconds");
  error.type(kProblem).member_json("violated-policies", list_of(options_.name)).retry_after(whole_seconds(verdict.wait));
  error.header(kPolicy, policy_).header(kState, state_field(name_, verdict));
  throw error;
}

}  // namespace saki
