// SPDX-License-Identifier: Apache-2.0
#include "http/handshake_queue.h"

#include "http/http1_connection.h"
#include "saki/loop/loop.h"

namespace saki::http {

void HandshakeQueue::add(ServedTls& tls) {
  if (!armed()) start_at(loop().now());  // A timer's turn is behind what is ready, and the next one of the same is in the next turn.
  waiting_.push_back(tls);
}

void HandshakeQueue::expire() {
  if (waiting_.empty()) return;
  Http1Connection& connection = *waiting_.pop_front().connection;
  if (!waiting_.empty()) start_at(loop().now());
  connection.serve();
}

}  // namespace saki::http
