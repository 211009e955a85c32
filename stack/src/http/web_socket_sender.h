// SPDX-License-Identifier: Apache-2.0
//
// WebSocketSender: what leaves over a WebSocket, in its order. Knows the socket only while it writes.
//
//   [ rest of a frame that has begun ]  output: whole frames, small ones copied  [ a frame that is sent from where it lies ]  queue,
//   senders
//
// A small frame is copied into the output, where it leaves with others in one write. A large one leaves from where it lies. What has to be
// masked or deflated on its way leaves in fragments that fit the output, so that no message is ever held in a second form as a whole.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>

#include "http/deflate_pool.h"
#include "http/frame_queue.h"
#include "http/mask_source.h"
#include "http/web_socket_frame.h"
#include "net/socket_io.h"
#include "saki/http/web_socket.h"
#include "saki/http/web_socket_options.h"
#include "saki/net/buffer.h"

namespace saki::http {

struct SenderRules {
  WebSocketRole role = WebSocketRole::Server;
  bool deflates = false;
  bool keeps_context = false;
  std::uint8_t window_bits = 15;
  std::uint8_t level = 1;
  std::uint32_t least_bytes = 0;  // Of a message that is deflated.
};

class WebSocketSender {  // Affinity: loop.
 public:
  // The pools outlive the sender.
  WebSocketSender(const SenderRules& rules, FrameQueue queue, BufferPool& buffers, DeflatePool& coders);
  ~WebSocketSender();
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

  [[nodiscard]] bool pending() const noexcept { return output_.size() > 0 || busy() || pong_ != nullptr || close_ != nullptr; }
  [[nodiscard]] bool close_has_left() const noexcept { return closed_ && !pending(); }
  [[nodiscard]] std::size_t pending_bytes() const noexcept;

  enum class Sent : std::uint8_t { All, Some, Failed };
  [[nodiscard]] Sent send(int socket, Transport* transport);  // As much as the socket takes.
  // The same where whole frames are all there is and the socket takes them at once: false, and less was done, otherwise.
  [[nodiscard, gnu::always_inline]] inline bool send_usual(int socket, Transport* transport) noexcept;
  [[nodiscard]] std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }

  // Those whose message has left, or that failed, and who were not told yet.
  [[nodiscard]] IntrusiveList<WebSocket::Send>& ended() noexcept { return ended_; }

  void rest() noexcept;  // Holds no block where nothing is pending.

 private:
  // The message that has a turn of its own.
  struct Current {
    enum class Form : std::uint8_t { None, Direct, Fragments };
    Form form = Form::None;
    bool begun = false;
    bool deflates = false;
    MessageKind kind = MessageKind::Binary;
    ByteView content;  // What is left of it; of a shared one, of the frame.
    SharedFrame frame;
    WebSocket::Send* send = nullptr;
    std::uint8_t head_at = 0;
    std::uint8_t head_bytes = 0;
    std::byte head[10];
  };
  struct ControlFrame;

  [[nodiscard]] bool busy() const noexcept { return current_.form != Current::Form::None || !queue_.empty() || !senders_.empty(); }
  [[nodiscard]] bool transforms(std::size_t size_bytes) const noexcept;
  [[nodiscard]] std::byte* reserve(std::size_t count);
  [[nodiscard]] bool put_frame(const FrameHead& head, ByteView content);
  [[nodiscard]] bool place(MessageKind kind, ByteView content, WebSocket::Send* send);
  [[nodiscard]] bool place(const SharedFrame& frame);
  [[nodiscard]] bool place_fragments(MessageKind kind, ByteView content, WebSocket::Send* send);
  [[nodiscard]] ByteView form_of(const SharedFrame& frame) noexcept;
  [[nodiscard]] bool fill();
  [[nodiscard]] bool take_next();
  bool put_fragments();  // False where it gives way to others.
  [[nodiscard]] bool put_fragment();
  [[nodiscard]] std::size_t fill_fragment(MutableBytes room, std::uint32_t mask, bool& is_last);
  void put_owed();
  [[nodiscard]] IoCount write(int socket, Transport* transport, std::size_t& asked_bytes) noexcept;
  void note_written(std::size_t count) noexcept;
  void note_written_around(std::size_t count) noexcept;
  void note_output_written(std::size_t& count) noexcept;
  void note_current_written(std::size_t& count) noexcept;
  void end_current(const Result<>& outcome) noexcept;
  void end(WebSocket::Send& send, const Result<>& outcome) noexcept;
  [[nodiscard]] MessageDeflater& deflater();
  void give_back_deflater() noexcept;
  [[nodiscard]] std::uint32_t next_mask();

  SenderRules rules_;
  BufferPool& buffers_;
  DeflatePool& coders_;
  Buffer output_;
  Current current_;
  FrameQueue queue_;
  IntrusiveList<WebSocket::Send> senders_;
  IntrusiveList<WebSocket::Send> ended_;
  std::unique_ptr<MessageDeflater> deflater_;
  std::unique_ptr<ControlFrame> pong_;   // For which there was no room.
  std::unique_ptr<ControlFrame> close_;  // That goes behind what waits.
  std::unique_ptr<MaskSource> masks_;  // A client's.
  std::uint64_t sent_bytes_ = 0;
  bool closed_ = false;         // Nothing is added any more.
  bool sender_is_next_ = false;  // Of queue and senders, which have turns.
};

inline bool WebSocketSender::add_usual(MessageKind kind, ByteView content) {
  constexpr std::size_t kHeadBytes = 2;
  if (content.size() > kMostControlBytes || busy() || transforms(content.size())) return false;
  std::byte* const out = reserve(kHeadBytes + content.size());
  if (out == nullptr) return false;
  out[0] = static_cast<std::byte>(0x80U | static_cast<unsigned>(kind));
  out[1] = static_cast<std::byte>(content.size());
  if (!content.empty()) std::memcpy(out + kHeadBytes, content.data(), content.size());
  output_.grow(kHeadBytes + content.size());
  return true;
}

inline bool WebSocketSender::send_usual(int socket, Transport* transport) noexcept {
  if (transport != nullptr || busy() || pong_ != nullptr || close_ != nullptr) return false;
  const IoCount count = write_socket(socket, output_.bytes());
  if (count < 0) return false;  // What is wrong is told again.
  note_written(static_cast<std::size_t>(count));
  return output_.size() == 0;
}

inline bool WebSocketSender::transforms(std::size_t size_bytes) const noexcept {
  return rules_.role == WebSocketRole::Client || (rules_.deflates && size_bytes >= rules_.least_bytes);
}

inline std::byte* WebSocketSender::reserve(std::size_t count) {
  if (!output_) output_ = buffers_.take();
  const MutableBytes room = output_.room();
  return room.size() < count ? nullptr : room.data();
}

inline void WebSocketSender::note_written(std::size_t count) noexcept {
  sent_bytes_ += count;
  if (current_.form == Current::Form::Direct) return note_written_around(count);
  note_output_written(count);
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
