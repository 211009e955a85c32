// SPDX-License-Identifier: Apache-2.0
#include "http/serve_http1.h"

#include "http/http1_session.h"

namespace saki::http {

Task<> serve_http1(FileDescriptor socket, HttpWorker& worker, std::uint64_t connection_id) {
  Stream stream(worker.loop, std::move(socket), "http");
  Http1Session session(stream, worker, connection_id);
  while (session.goes_on()) {
    if (session.needs_input()) session.received(co_await session.receive());
    co_await session.answer_requests();
    if (session.has_output() && !session.send_at_once()) static_cast<void>(co_await session.flush());
  }
  co_await session.close();
}

}  // namespace saki::http
