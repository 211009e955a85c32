// SPDX-License-Identifier: Apache-2.0
//
// SendingBacklog: what a WebSocket has to send and could not put into its output at once: the message that has a turn of its own, those
// behind it, and the control frames that there was no room for.
#pragma once

#include <array>
#include <memory>

#include "http/frame_queue.h"
#include "http/sender_rules.h"
#include "http/web_socket_frame.h"
#include "saki/http/web_socket.h"

namespace saki::http {

class SendingBacklog {  // Affinity: loop.
 public:
  explicit SendingBacklog(const SenderRules& rules) noexcept
      : queue(rules.limits.web_socket_queue_bytes, rules.limits.web_socket_queue_count, rules.queue_policy) {}

  // The message that has a turn of its own.
  struct Current {
    enum class Form : std::uint8_t { None, Direct, Fragments };
    Form form = Form::None;
    bool begun = false;
    bool deflates = false;
    MessageKind kind = MessageKind::Binary;
    std::uint8_t head_at = 0;
    std::uint8_t head_bytes = 0;
    std::array<std::byte, 10> head;
    ByteView content;   // What is left of it; of a shared one, of the frame.
    SharedFrame frame;  // Of a shared one.
    WebSocket::Send* send = nullptr;

    [[nodiscard]] bool is_direct() const noexcept { return form == Form::Direct; }
    [[nodiscard]] ByteView head_left() const noexcept {
      return ByteView(head).subspan(head_at, static_cast<std::size_t>(head_bytes - head_at));
    }
  };

  struct Control {
    std::array<std::byte, kMostControlBytes> content;
    std::size_t size = 0;

    [[nodiscard]] ByteView bytes() const noexcept { return ByteView(content).first(size); }
  };
  static void put(std::unique_ptr<Control>& control, ByteView content);  // Throws std::bad_alloc.

  [[nodiscard]] bool busy() const noexcept { return current.form != Current::Form::None || !queue.empty() || !senders.empty(); }
  [[nodiscard]] bool pending() const noexcept { return busy() || pong != nullptr || close != nullptr; }
  [[nodiscard]] bool is_over() const noexcept { return !pending() && ended.empty(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return current.content.size() + queue.bytes(); }

  void note_current_written(std::size_t& count) noexcept;  // Takes what it was off `count`.
  void end_current(const Result<>& outcome) noexcept;
  void end(WebSocket::Send& send, const Result<>& outcome) noexcept;

  Current current;
  FrameQueue queue;
  IntrusiveList<WebSocket::Send> senders;
  IntrusiveList<WebSocket::Send> ended;  // And not told yet.
  std::unique_ptr<Control> pong;         // For which there was no room.
  std::unique_ptr<Control> close;        // That goes behind what waits.
  bool sender_is_next = false;           // Of queue and senders, which have turns.
};

}  // namespace saki::http
