// SPDX-License-Identifier: Apache-2.0
//
// IdleList: connections that wait for a request for equally long at most. The one that has waited longest is in front, so that one timer
// serves all of them, and becoming idle again costs a few stores.
#pragma once

#include "http/http1_connection.h"
#include "saki/loop/timer.h"

namespace saki::http {

class IdleList final : private Timer {  // Affinity: loop.
 public:
  IdleList(Loop& loop, const char* name, std::uint64_t& timeouts) noexcept : Timer(loop, name), timeouts_(timeouts) {}

  // `connection` waits until `deadline`, which is not before those of the others. One that is here already moves to the end.
  void add(Http1Connection& connection, MonotonicTime deadline) {
    connection.set_deadline(deadline);
    connection.unlink();
    waiting_.push_back(connection);
    if (!armed()) arm();
  }

  // None waits for longer than until `deadline`.
  void hasten(MonotonicTime deadline);

  enum class Which { All, Silent };
  void close_front();       // The one that has waited longest; there is one.
  void close(Which which);  // Idle ones; the silent are those to which nothing has come.

 private:
  void expire() override;
  void arm();

  IntrusiveList<Http1Connection> waiting_;
  std::uint64_t& timeouts_;
};

}  // namespace saki::http
