// SPDX-License-Identifier: Apache-2.0
#include "event/event_content.h"

#include "event/event_feed.h"
#include "event/event_pump.h"

namespace saki {

Task<> EventContent::write_to(BodyWriter& out) { return pump_events(out, stream_); }

bool EventContent::take_over(http::Exchange& exchange, const http::ResponseHead& head) {
  return http::open_feed(exchange, head, std::make_unique<EventFeed>(stream_));
}

}  // namespace saki
