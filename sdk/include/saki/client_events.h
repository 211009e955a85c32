// SPDX-License-Identifier: Apache-2.0
//
// ClientEvents: a stream of server-sent events of another server.
//
//   ClientEvents<Note> notes(co_await http.open(ClientEvents<Note>::request("https://notes.example/events")));
//   while (auto note = co_await notes.next_value()) …
//
// The stream ends when the server ends it. Whoever goes on asks again with last_id(); retry() is how long the server wants to be left alone
// before.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "saki/client_request.h"
#include "saki/client_stream.h"
#include "saki/decode_or_refuse.h"
#include "saki/event_parser.h"

namespace saki {

// ClientEvents whatever they hold.
class ClientEventsBase {  // Affinity: loop. The client outlives it. Moved, not copied.
 public:
  // What asks for a stream: behind the event `after`, where the server still has what came since.
  [[nodiscard]] static ClientRequest request(std::string url, std::string_view after = {});

  // Throws RemoteError where the answer is no success, ClientError(Content) where it is no stream of events.
  explicit ClientEventsBase(ClientStream stream);

  // The next event; nothing at the end. Throws ClientError, Cancelled.
  [[nodiscard]] Task<std::optional<ReceivedEvent>> next();

  [[nodiscard]] const std::string& last_id() const noexcept { return parser_.last_id(); }
  [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const noexcept;  // As the server told last; at most a day.

 protected:
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  ClientStream stream_;
  EventParser parser_;
};

template <class T = void>
class ClientEvents : public ClientEventsBase {
 public:
  using ClientEventsBase::ClientEventsBase;

  // What the next event holds. Throws ClientError(Content) also for what is no T.
  [[nodiscard]] Task<std::optional<T>> next_value() {
    const std::optional<ReceivedEvent> event = co_await next();
    if (!event) co_return std::nullopt;
    co_return read(event->data);
  }

 private:
  [[nodiscard]] T read(std::string_view data) const {
    return detail::decode_or_refuse<T>(data, JsonForm::Answer, [this](const std::string& why) { this->refuse(why); });
  }
};

template <>
class ClientEvents<void> : public ClientEventsBase {  // Of text.
 public:
  using ClientEventsBase::ClientEventsBase;
};

}  // namespace saki
