// SPDX-License-Identifier: Apache-2.0
//
// open_events: from a request to the stream of events that its handler fills. Generated glue is made of it; so may be a route added by
// hand:
//
//   Task<> follow(Request& request, EventStream<Note>& stream);
//   service.get("/events", [](Request& request) { return open_events(request, follow); });
#pragma once

#include <memory>
#include <utility>

#include "saki/event_stream.h"
#include "saki/response.h"

namespace saki {

namespace detail {

// Runs `handling`, which fills `stream`, beside the answer that sends it.
[[nodiscard]] Task<Response> answer_with_events(Request& request, std::shared_ptr<EventStreamBase> stream, Task<> handling);

}  // namespace detail

// The answer that sends what `handler` puts into the stream. It is called with a request and a stream that live until its task has ended,
// and `values`.
template <class T, class... Arguments, class... Values>
[[nodiscard]] Task<Response> open_events(Request& request, Task<> (*handler)(Request&, EventStream<T>&, Arguments...), Values&&... values) {
  auto stream = std::make_shared<EventStream<T>>(request);
  Task<> handling = handler(stream->request(), *stream, std::forward<Values>(values)...);
  return detail::answer_with_events(request, std::move(stream), std::move(handling));
}

}  // namespace saki
