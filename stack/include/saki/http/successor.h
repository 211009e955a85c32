// SPDX-License-Identifier: Apache-2.0
//
// Successor: what a connection goes on with once its protocol was switched (RFC 9110 section 7.8).
#pragma once

namespace saki::http {

struct Handover;

class Successor {  // Affinity: loop. Owned by its connection, and destroyed with it.
 public:
  virtual ~Successor() = default;

  // The answer is on its way, and nothing of the request is held any more. May end the connection, which destroys this.
  virtual void begin(Handover handover) = 0;

  virtual void drain() = 0;   // The worker stops: comes to an end in order. May end the connection.
  virtual void cancel() = 0;  // At once, once what works for it has ended. May end the connection.
};

}  // namespace saki::http
