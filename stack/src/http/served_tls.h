// SPDX-License-Identifier: Apache-2.0
//
// ServedTls: the TLS of a connection that is served, and its place among those that wait for a turn. Destroyed, it leaves them.
#pragma once

#include "net/tls_transport.h"
#include "saki/base/intrusive_list.h"

namespace saki::http {

class Http1Connection;

class ServedTls final : public TlsTransport, public ListLink<> {  // Affinity: loop.
 public:
  using TlsTransport::TlsTransport;
  Http1Connection* connection = nullptr;
};

}  // namespace saki::http
