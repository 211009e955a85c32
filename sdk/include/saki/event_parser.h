// SPDX-License-Identifier: Apache-2.0
//
// EventParser: reads a stream of server-sent events as browsers do (HTML Living Standard, section 9.2.6), however it is cut into pieces.
//
//   parser.feed(piece);
//   while (auto event = parser.next()) …
//
// An event that the stream ends in the middle of is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saki {

struct ReceivedEvent {
  std::string name;  // "message" where none was told.
  std::string id;    // The last one that was told, by this event or one before it.
  std::string data;
};

class EventParser {  // Affinity: one thread.
 public:
  static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

  // Bounds what is held of one event.
  explicit EventParser(std::size_t most_bytes = kMostBytes) noexcept : most_bytes_(most_bytes) {}

  // Appends the next piece. False once an event is larger than the bound: the stream is of no use any more.
  [[nodiscard]] bool feed(std::string_view piece);

  [[nodiscard]] std::optional<ReceivedEvent> next();

  [[nodiscard]] const std::string& last_id() const noexcept { return id_; }  // For Last-Event-ID.
  [[nodiscard]] std::optional<std::uint64_t> retry_milliseconds() const noexcept { return retry_; }  // As the server told last.

 private:
  [[nodiscard]] std::optional<std::string_view> take_line() noexcept;
  void take_field(std::string_view line);
  [[nodiscard]] std::optional<ReceivedEvent> dispatch();

  std::size_t most_bytes_;
  std::string unread_;
  std::size_t read_ = 0;      // Of `unread_`.
  std::size_t searched_ = 0;  // Likewise: no line ends between `read_` and here.
  std::string name_;
  std::string data_;
  std::string id_;
  std::optional<std::uint64_t> retry_;
  bool after_return_ = false;  // A LF that comes now belongs to the CR before it.
  bool begun_ = false;
};

}  // namespace saki
