// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

saki::Task<> handlers::sign_out(saki::Request& request) {
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  co_await session.destroy();
}
