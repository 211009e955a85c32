// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_request.h"

namespace saki {
namespace {

// Parameters are parts of the path.
std::unique_ptr<const RouteMatch> kept_match(const Request& asked, const KeptExchange& kept) {
  if (asked.match().parameter_count == 0) return nullptr;
  auto match = std::make_unique<RouteMatch>();
  match->parameter_count = asked.match().parameter_count;
  for (std::size_t i = 0; i < match->parameter_count; ++i) {
    const RouteMatch::Parameter& parameter = asked.match().parameters[i];
    match->parameters[i] = {kept.head().path.data() + (parameter.start - asked.path().data()), parameter.size};
  }
  return match;
}

const RouteMatch& without_parameters() noexcept {
  static const RouteMatch match{};
  return match;
}

}  // namespace

static_assert(sizeof(KeptRequest) % alignof(Field) == 0, "fields can lie behind it");

std::unique_ptr<KeptRequest> KeptRequest::of(Request& asked) {
  const std::size_t further_bytes = KeptExchange::memory_for(asked.exchange());
  return std::unique_ptr<KeptRequest>(new (further_bytes) KeptRequest(asked));
}

KeptRequest::KeptRequest(Request& asked)
    : exchange_(asked.exchange(), reinterpret_cast<std::byte*>(this + 1)),
      match_(kept_match(asked, exchange_)),
      request_(exchange_, asked.context(), asked.route(), match_ != nullptr ? *match_ : without_parameters()) {}

}  // namespace saki
