// SPDX-License-Identifier: Apache-2.0
//
// TestEvents: a stream of server-sent events in a test, read as a page's EventSource would read it.
//
//   TestEvents events(client, "/events");
//   EXPECT_EQ(events.next()->data, "{\"id\":1}");
//
// The client may ask other things meanwhile; it outlives the stream.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "saki/decode_or_refuse.h"
#include "saki/event_parser.h"
#include "saki/test_client.h"

namespace saki {

class TestEvents {  // Affinity: one thread.
 public:
  using Headers = TestResponse::Headers;

  // Asks, and waits until the answer has begun.
  TestEvents(TestClient& client, std::string_view target, Headers headers = {});
  TestEvents(TestEvents&&) noexcept;
  ~TestEvents();

  [[nodiscard]] int status() const noexcept;
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] const std::string& text() const noexcept;  // Everything that has come, comments too.

  // The next event; nothing once the stream has ended. Throws std::runtime_error when none comes within ten seconds, of virtual time where
  // the client's is.
  [[nodiscard]] std::optional<ReceivedEvent> next();

  [[nodiscard]] bool ended() const noexcept;
  [[nodiscard]] bool broken_off() const noexcept;  // Ended before it was whole.
  void wait(Duration time);  // Lets time pass, whatever comes.
  void leave();  // The client goes away, and all that works for it has ended.

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

// The same where each event holds a T as JSON.
template <class T>
class TypedTestEvents : public TestEvents {  // Affinity: one thread.
 public:
  using TestEvents::TestEvents;

  // What the next event holds; nothing once the stream has ended. Throws std::runtime_error also for data that is no T.
  [[nodiscard]] std::optional<T> next_value() {
    const std::optional<ReceivedEvent> event = next();
    if (!event) return std::nullopt;
    return detail::decode_or_refuse<T>(event->data, JsonForm::Answer, [&event](const std::string& why) {
      throw std::runtime_error("an event of another type, " + why + ": " + event->data);
    });
  }
};

}  // namespace saki
