// SPDX-License-Identifier: Apache-2.0
//
// EventStream<T>: server-sent events that each hold a T as JSON; EventStream<> sends text as it is.
//
//   saki::Task<> handlers::events(saki::Request& request, saki::EventStream<Note>& stream) {
//     auto seat = saki::Room<Note>(request, "notes").join(stream);   // what others send to the room
//     co_await stream.send(first_note, saki::EventLabel("created"));   // and what is sent here
//     co_await stream.closed();
//   }
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "saki/encode.h"
#include "saki/event_stream_base.h"
#include "saki/message.h"

namespace saki {

template <class T = Text>
class EventStream final : public EventStreamBase {  // Affinity: loop. Lives until its handler's task has ended.
 public:
  using Sent = T;
  using EventStreamBase::EventStreamBase;

  // Sends an event; waits while the client does not take what was sent before. Several coroutines may, and what was sent first arrives
  // first.
  //
  // Throws Cancelled once the stream is closed or the client is gone, and std::invalid_argument for text that is not UTF-8.
  [[nodiscard]] Task<> send(const T& value)
    requires(!std::same_as<T, Text>)
  {
    return send(value, EventLabel());
  }
  [[nodiscard]] Task<> send(const T& value, const EventLabel& label)
    requires(!std::same_as<T, Text>)
  {
    return put(event_text(label, encode(value, JsonForm::Answer)));
  }

  // The same for a text, which may have several lines.
  [[nodiscard]] Task<> send(std::string_view text)
    requires std::same_as<T, Text>
  {
    return send(text, EventLabel());
  }
  [[nodiscard]] Task<> send(std::string_view text, const EventLabel& label)
    requires std::same_as<T, Text>
  {
    return put(event_text(label, detail::utf8_of(text)));
  }
};

}  // namespace saki
