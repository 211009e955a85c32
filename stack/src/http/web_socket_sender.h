// SPDX-License-Identifier: Apache-2.0
//
// WebSocketSender: what leaves over a WebSocket, in its order. Knows the socket only while it writes.
//
//   [ rest of a frame that has begun ]  output: whole frames, small ones copied  [ a frame that is sent from where it lies ]  queue,
//   senders
//
// A small frame is copied into the output, where it leaves with others in one write. A large one leaves from where it lies, one that is
// masked or deflated in fragments. All but the output is there only while it is needed.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>

#include "http/fragment_writer.h"
#include "http/sender_rules.h"
#include "http/sending_backlog.h"
#include "http/socket_pools.h"
#include "net/socket_io.h"

namespace saki::http {

class WebSocketSender {  // Affinity: loop.
 public:
  // The pools outlive the sender.
  WebSocketSender(const SenderRules& rules, SocketPools& pools) noexcept : rules_(rules), pools_(pools) {}
  WebSocketSender(const WebSocketSender&) = delete;
  WebSocketSender& operator=(const WebSocketSender&) = delete;

  // --- what is to be sent

  // Whether it was copied as a whole; else it waits for its turn, or to be written from where it lies. Throws std::bad_alloc.
  [[nodiscard]] bool add(WebSocket::Send& send);
  // The same of nearly every message, which is short: false, and nothing was done, for any other.
  [[nodiscard, gnu::always_inline]] inline bool add_usual(MessageKind kind, ByteView content);
  [[nodiscard]] FrameQueue::Outcome add(const SharedFrame& frame);
  // At most 125 bytes of content. Where there is no room a pong takes the place of the one that waits for some (RFC 6455 section 5.5.3).
  void add_control(Opcode opcode, ByteView content);
  // Behind all of it; nothing is added afterwards.
  void add_close(ByteView content);

  // Nothing of what has not begun is sent any more; those who wait for it are told `error`.
  void drop_waiting(Error error) noexcept;
  void drop_all(Error error) noexcept;  // Nothing is sent any more.
  // `send` is given up. False where a message of its has begun: half of it cannot be taken back.
  [[nodiscard]] bool withdraw(WebSocket::Send& send) noexcept;

  // --- sending it

  [[nodiscard]] bool pending() const noexcept { return output_.size() > 0 || (backlog_ != nullptr && backlog_->pending()); }
  [[nodiscard]] bool close_has_left() const noexcept { return closed_ && !pending(); }
  [[nodiscard]] std::size_t pending_bytes() const noexcept;

  enum class Sent : std::uint8_t { All, Some, Failed };
  [[nodiscard]] Sent send(int socket, Transport* transport);  // As much as the socket takes.
  // The same where whole frames are all there is and the socket takes them at once: false, and less was done, otherwise.
  [[nodiscard, gnu::always_inline]] inline bool send_usual(int socket, Transport* transport) noexcept;
  [[nodiscard]] std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }

  // One whose message has left, or that failed, and who was not told yet; null for none.
  [[nodiscard]] WebSocket::Send* take_ended() noexcept;

  void rest() noexcept {  // Holds nothing where nothing is pending.
    if (output_.size() == 0) output_.release();
    if (backlog_ != nullptr) release_backlog();
  }

 private:
  [[nodiscard]] bool busy() const noexcept { return backlog_ != nullptr && backlog_->busy(); }
  [[nodiscard]] bool in_fragments(std::size_t size_bytes) const noexcept { return rules_.masks() || rules_.deflates_message(size_bytes); }
  [[nodiscard]] SendingBacklog& backlog();
  [[nodiscard]] FragmentWriter& fragments();
  [[nodiscard]] std::byte* reserve(std::size_t count);
  [[nodiscard]] bool put_frame(const FrameHead& head, ByteView content);
  [[nodiscard]] bool place(MessageKind kind, ByteView content, WebSocket::Send* send);
  [[nodiscard]] bool place(const SharedFrame& frame);
  [[nodiscard]] bool place_fragments(MessageKind kind, ByteView content, WebSocket::Send* send, const SharedFrame& frame = {});
  [[nodiscard]] ByteView form_of(const SharedFrame& frame) noexcept;
  [[nodiscard]] bool fill();
  [[nodiscard]] bool take_next();
  bool put_fragments();  // False where it gives way to others.
  [[nodiscard]] bool put_fragment();
  void put_owed();
  [[nodiscard]] IoCount write(int socket, Transport* transport, std::size_t& asked_bytes) noexcept;
  void note_written(std::size_t count) noexcept;
  void note_output_written(std::size_t& count) noexcept;
  void note_current_written(std::size_t& count) noexcept;
  void end_current(const Result<>& outcome) noexcept;
  void release_backlog() noexcept;

  const SenderRules rules_;
  SocketPools& pools_;
  Buffer output_;
  std::unique_ptr<SendingBacklog> backlog_;    // While something waits, or is sent from where it lies.
  std::unique_ptr<FragmentWriter> fragments_;  // While a message needs one, or its context or masks are kept for the next.
  std::uint64_t sent_bytes_ = 0;
  bool closed_ = false;  // Nothing is added any more.
};

inline bool WebSocketSender::add_usual(MessageKind kind, ByteView content) {
  constexpr std::size_t kHeadBytes = 2;
  if (content.size() > kMostControlBytes || backlog_ != nullptr || in_fragments(content.size())) return false;
  std::byte* const out = reserve(kHeadBytes + content.size());
  if (out == nullptr) return false;
  out[0] = static_cast<std::byte>(0x80U | static_cast<unsigned>(kind));
  out[1] = static_cast<std::byte>(content.size());
  if (!content.empty()) std::memcpy(out + kHeadBytes, content.data(), content.size());
  output_.grow(kHeadBytes + content.size());
  return true;
}

inline bool WebSocketSender::send_usual(int socket, Transport* transport) noexcept {
  if (transport != nullptr || backlog_ != nullptr) return false;
  const IoCount count = write_socket(socket, output_.bytes());
  if (count < 0) return false;  // What is wrong is told again.
  sent_bytes_ += static_cast<std::uint64_t>(count);
  auto written = static_cast<std::size_t>(count);
  note_output_written(written);
  return output_.size() == 0;
}

inline std::byte* WebSocketSender::reserve(std::size_t count) {
  if (!output_) output_ = pools_.buffers.take();
  const MutableBytes room = output_.room();
  return room.size() < count ? nullptr : room.data();
}

inline void WebSocketSender::note_output_written(std::size_t& count) noexcept {
  const std::size_t written = std::min(count, output_.size());
  count -= written;
  if (written == output_.size())
    output_.clear();
  else
    output_.discard_front(written);
}

}  // namespace saki::http
