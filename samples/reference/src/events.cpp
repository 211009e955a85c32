// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "handlers.h"
#include "saki/task.h"

namespace {

// The number behind the one that the client saw last; 1 for a new one.
std::uint64_t first_for(std::string_view last_event_id) {
  std::uint64_t last = 0;
  std::from_chars(last_event_id.data(), last_event_id.data() + last_event_id.size(), last);
  return last + 1;
}

}  // namespace

// Counts up to `count`, or for ever; a client that comes back goes on where it was.
saki::Task<> handlers::events(saki::Request& request, saki::EventStream<Tick>& stream, EventsQuery query) {
  for (std::uint64_t number = first_for(stream.last_event_id()); query.count == 0 || number <= query.count; ++number) {
    const Tick tick(number, request.now());
    const saki::EventLabel label("tick", std::to_string(number));
    co_await stream.send(tick, label);
    co_await saki::sleep(std::chrono::milliseconds(query.ms));
  }
}
