// SPDX-License-Identifier: Apache-2.0
//
// Around whatever changes something: only the service's own pages may ask for it.
#include "handlers.h"
#include "saki/csrf.h"

saki::Task<saki::Response> middleware::own_pages(saki::Request& request, saki::Next next) {
  static const auto guard = saki::csrf();
  return guard->answer(request, next);
}
