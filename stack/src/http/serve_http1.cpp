// SPDX-License-Identifier: Apache-2.0
#include "http/serve_http1.h"

#include "http/http1_session.h"

namespace saki::http {

Task<> serve_http1(Stream& stream, HttpWorker& worker) {
  Http1Session session(stream, worker);
  while (session.goes_on()) {
    if (session.needs_input()) session.received(co_await session.receive());
    while (Http1Exchange* const exchange = session.next_request()) {
      co_await session.handle(*exchange);
      co_await session.complete(*exchange);
    }
    if (session.has_output() && !session.send_at_once()) session.sent(co_await session.send_output());
  }
  co_await session.close();
}

}  // namespace saki::http
