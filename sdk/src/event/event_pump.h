// SPDX-License-Identifier: Apache-2.0
//
// The outlet of an event stream through an exchange, whatever its protocol: a coroutine that writes what waits.
#pragma once

#include <memory>

#include "event/event_stream_core.h"
#include "saki/body_writer.h"

namespace saki {

// Until the stream is closed and sent. Throws what the handler threw, and Cancelled when the client is gone; the handler has ended then.
[[nodiscard]] Task<> pump_events(BodyWriter& out, std::shared_ptr<EventStreamCore> stream);

}  // namespace saki
