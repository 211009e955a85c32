// SPDX-License-Identifier: Apache-2.0
//
// EventOutlet: what takes events from a stream's queue to the client.
#pragma once

namespace saki {

class EventOutlet {  // Affinity: loop.
 public:
  // There is something to send, or the stream has ended. Resumes no coroutine of the author's before it returns.
  virtual void on_events() noexcept = 0;

 protected:
  ~EventOutlet() = default;
};

}  // namespace saki
