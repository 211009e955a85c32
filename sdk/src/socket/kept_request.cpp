// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_request.h"

namespace saki {
namespace {

// Parameters are parts of the path.
RouteMatch kept_match(const Request& asked, const KeptExchange& kept) {
  RouteMatch match;
  match.target = asked.match().target;
  match.parameter_count = asked.match().parameter_count;
  for (std::size_t i = 0; i < match.parameter_count; ++i) {
    const RouteMatch::Parameter& parameter = asked.match().parameters[i];
    match.parameters[i] = {kept.head().path.data() + (parameter.start - asked.path().data()), parameter.size};
  }
  return match;
}

}  // namespace

KeptRequest::KeptRequest(Request& asked)
    : exchange_(asked.exchange()), match_(kept_match(asked, exchange_)), request_(exchange_, asked.context(), asked.route(), match_) {}

}  // namespace saki
