// SPDX-License-Identifier: Apache-2.0
//
// From a handler of server-sent events to the response. The generated glue calls this; so may a route added by hand:
//
//   Task<> follow(Request& request, EventStream<Note>& stream);
//   service.get("/events", [](Request& request) { return answer_with_events<Note>(request, follow); });
#pragma once

#include <memory>
#include <utility>

#include "saki/event_stream.h"
#include "saki/response.h"

namespace saki {

// Runs `handling`, which fills `stream`, beside the answer that sends it.
[[nodiscard]] Task<Response> answer_with_events(Request& request, std::unique_ptr<EventStreamBase> stream, Task<> handling);

template <class T>
[[nodiscard]] Task<Response> answer_with_events(Request& request, Task<> (*handler)(Request&, EventStream<T>&)) {
  auto stream = std::make_unique<EventStream<T>>(request);
  Task<> handling = handler(request, *stream);
  return answer_with_events(request, std::move(stream), std::move(handling));
}

}  // namespace saki
