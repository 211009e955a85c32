// SPDX-License-Identifier: Apache-2.0
//
// ConnectionOpener: from a name to a stream on which the request can be sent: resolve, connect, ask a proxy for a way, encrypt.
#pragma once

#include "client/client_parts.h"
#include "client/deadlines.h"
#include "client/route.h"
#include "saki/client/failure.h"

namespace saki::client {

class ConnectionOpener {  // Affinity: loop. Borrows all that it is given.
 public:
  ConnectionOpener(ClientParts& parts, const Request& request, const Route& route, const Deadlines& deadlines) noexcept
      : parts_(parts), request_(request), route_(route), deadlines_(deadlines) {}

  [[nodiscard]] Task<Outcome<std::unique_ptr<Stream>>> open();

 private:
  [[nodiscard]] Task<Result<HostAddresses>> resolve();
  [[nodiscard]] Task<Result<std::unique_ptr<Stream>>> connect(HostAddresses addresses);
  [[nodiscard]] Task<Result<>> ask_for_tunnel(Stream& stream);
  [[nodiscard]] Task<Result<>> secure(Stream& stream);
  [[nodiscard]] std::unexpected<Failure> failed(Phase phase, Error error) const {
    return std::unexpected<Failure>(std::in_place, phase, error, route_.place, false);
  }

  ClientParts& parts_;
  const Request& request_;
  const Route& route_;
  const Deadlines& deadlines_;
};

}  // namespace saki::client
