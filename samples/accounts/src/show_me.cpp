// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "people.h"

saki::Task<Me> handlers::show_me(saki::Request& request) {
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  co_return about(session);
}
