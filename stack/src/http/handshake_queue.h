// SPDX-License-Identifier: Apache-2.0
//
// HandshakeQueue: connections that can go on with their handshakes, one of them in each turn of the loop.
//
// A step of a handshake takes the time of a hundred requests. So each turn serves what is ready first and then one step, and asks the
// kernel again before the next: however many strangers come, who is ready waits for one of them at most. What they sent is taken off their
// sockets at once: else the kernel would tell of them in every turn, in place of others. The further question costs a thousandth of a
// handshake.
#pragma once

#include "net/tls_transport.h"
#include "saki/base/intrusive_list.h"
#include "saki/loop/timer.h"

namespace saki::http {

class Http1Connection;

// The TLS of a connection, with its place in the queue. Who is destroyed leaves it.
class ServedTls final : public TlsTransport, public ListLink<> {  // Affinity: loop.
 public:
  using TlsTransport::TlsTransport;
  Http1Connection* connection = nullptr;
};

class HandshakeQueue final : private Timer {  // Affinity: loop.
 public:
  explicit HandshakeQueue(Loop& loop) noexcept : Timer(loop, "tls_handshakes") {}

  // In its turn Http1Connection::serve() is called. Once, until then.
  void add(ServedTls& tls);

 private:
  void expire() override;

  IntrusiveList<ServedTls> waiting_;
};

}  // namespace saki::http
