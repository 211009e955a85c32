// SPDX-License-Identifier: Apache-2.0
//
// WebSocketSession: a WebSocket on a socket, from the end of its handshake to the end of the connection. Joins reader and sender to what
// the kernel and the clock tell.
//
//   Open      either side may say close
//   Closing   one has, the other is waited for
//   Ending    both have, or the protocol was broken: what still comes is dropped until the peer ends (RFC 6455 section 7.1.1)
//   Over      the socket is closed
//
// A turn is one call from the loop: whatever is sent within it leaves at its end, in one write.
#pragma once

#include <memory>

#include "http/peer_waits.h"
#include "http/web_socket_closing.h"
#include "http/web_socket_reader.h"
#include "http/web_socket_sender.h"
#include "net/socket_io.h"
#include "saki/base/file_descriptor.h"
#include "saki/http/limits.h"
#include "saki/http/web_socket.h"
#include "saki/http/web_socket_agreement.h"
#include "saki/http/web_socket_options.h"
#include "saki/loop/deadline.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/net/stream.h"

namespace saki::http {

// What a session borrows. All of it outlives the session.
struct SessionSetup {
  Loop& loop;
  SocketPools& pools;
  const Limits& limits;
  const Timeouts& timeouts;
  const WebSocketOptions& options;
  WebSocketRole role;
};

// Told of the end of a session. Each may destroy it.
class SessionOwner {
 public:
  virtual void on_socket_over() = 0;  // Once.
  virtual void on_grace_over() = 0;   // Timeouts::web_socket_grace after that.

 protected:
  ~SessionOwner() = default;
};

class WebSocketSession : public WebSocket, private DescriptorWatcher, private Deadline {  // Affinity: loop.
 public:
  // `owner` may be null. Nothing happens before it takes a socket over.
  WebSocketSession(const SessionSetup& setup, const WebSocketAgreement& agreement, SessionOwner* owner);
  ~WebSocketSession() override;

  // The socket, from who watched it or that nobody watched, with what was read from it already. `transport`, which may be null, outlives
  // the session.
  void take_over(DescriptorWatcher& predecessor, FileDescriptor socket, Transport* transport, Buffer unread);
  void take_over(Stream& stream, Buffer unread);  // Likewise; the stream's encryption goes on, and the stream outlives the session.
  void work();  // Takes up what has come already.

  void stop_reading();  // Nobody calls next() any more: messages are dropped.
  void abort();         // Ends the connection at once; what the socket takes by then leaves first.
  [[nodiscard]] bool over() const noexcept { return phase_ == Phase::Over; }
  [[nodiscard]] std::size_t held_bytes() const noexcept { return reader_.held_bytes() + sender_.pending_bytes(); }

  // Within one what is sent is collected; at its end it leaves. The session may be destroyed within.
  class Turn {
   public:
    explicit Turn(WebSocketSession& session) noexcept : session_(session), outer_(session.gone_) { session.gone_ = &gone_; }
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool gone() const noexcept { return gone_; }

   private:
    void finish() noexcept;

    WebSocketSession& session_;
    bool* outer_;
    bool gone_ = false;
  };

  // A turn for what has no caller that could catch: anything that is thrown ends the connection. `work` is called with the turn.
  template <class Work>
  void guarded(Work work) noexcept {
    const Turn turn(*this);
    try {
      work(turn);
    } catch (...) {
      if (!turn.gone()) end(CloseCode::InternalError);
    }
  }

  // --- for WebSocket and what is awaited

  [[nodiscard]] bool begin_next(Next& next);
  [[nodiscard]] Result<WebSocketMessage> outcome_of(const Next& next) const noexcept;
  void withdraw(Next& next) noexcept;
  [[nodiscard]] bool begin_send(Send& send);
  void withdraw(Send& send) noexcept;
  [[nodiscard]] Enqueued enqueue(const SharedFrame& frame);
  void send_ping(ByteView content);
  void say_close(CloseCode code, std::string_view reason);
  [[nodiscard]] bool may_send() const noexcept { return phase_ == Phase::Open; }
  [[nodiscard]] const WebSocketSender& sender() const noexcept { return sender_; }
  [[nodiscard]] CloseCode code() const noexcept { return code_; }
  [[nodiscard]] std::string_view reason() const noexcept {
    return closing_ != nullptr ? std::string_view(closing_->reason) : std::string_view();
  }
  [[nodiscard]] std::string_view agreed_protocol() const noexcept {
    return protocol_ != nullptr ? std::string_view(*protocol_) : std::string_view();
  }
  [[nodiscard]] bool agreed_to_deflate() const noexcept { return deflates_; }
  [[nodiscard]] Loop& own_loop() const noexcept { return DescriptorWatcher::loop(); }

 private:
  enum class Phase : std::uint8_t { Open, Closing, Ending, Over };

  [[nodiscard]] SocketIo io() const noexcept { return {socket_.get(), transport_}; }
  void begin(FileDescriptor socket, Transport* transport, Buffer unread);
  void on_ready(Readiness readiness) override;
  void on_rarely_ready(Readiness readiness);
  void on_deadline() override;

  // Receiving: web_socket_receiving.cpp.
  void go_on();
  void receive();
  [[nodiscard]] std::size_t receive_once();  // How much came where it is worth to ask again at once; else 0.
  void receive_end(IoCount count);
  void note_peer_done();
  void drop_received();
  [[nodiscard]] bool find_message();
  [[nodiscard]] bool find_message_now();  // For somebody who does not wait yet.
  void answer_ping(ByteView content);
  void hear_close();
  void fail(CloseCode code, std::string_view reason);
  void note_pace(std::size_t count);
  void end_pace() noexcept;
  void pause() noexcept;
  void go_on_reading();

  // Sending and ending.
  void flush();
  void flush_any();
  void flush_unless_in_turn() {
    if (gone_ == nullptr) flush();
  }
  void tell_ended() noexcept;
  void note_close(CloseCode code, std::string_view reason);
  void begin_closing();
  [[nodiscard]] WebSocketClosing& closing();
  [[nodiscard]] bool close_heard() const noexcept { return closing_ != nullptr && closing_->heard; }
  void conclude();
  void end(CloseCode code);
  void watch();

  // Time: web_socket_timing.cpp.
  [[nodiscard]] MonotonicTime now() const noexcept { return own_loop().now(); }
  [[nodiscard]] MonotonicTime next_deadline() const noexcept;
  [[nodiscard]] bool still_reads() noexcept;
  void check_silence();
  void note_blocked();
  void note_unblocked();
  [[nodiscard]] PeerWaits& waits();
  void rest_waits() noexcept;
  [[nodiscard]] bool pacing() const noexcept { return waits_ != nullptr && waits_->pacing(); }
  void arm() { set(next_deadline()); }

  const Limits& limits_;
  const Timeouts& timeouts_;
  SocketPools& pools_;
  SessionOwner* owner_;
  Transport* transport_ = nullptr;
  const std::string* protocol_;  // One of the options'; null for none.
  WebSocketReader reader_;
  WebSocketSender sender_;
  Next* next_ = nullptr;
  Send* beginning_ = nullptr;  // Asks whether it has to wait.
  bool* gone_ = nullptr;       // Of the innermost turn.
  MonotonicTime last_heard_{};
  std::unique_ptr<PeerWaits> waits_;           // While the peer is waited for.
  std::unique_ptr<WebSocketClosing> closing_;  // Once the end has begun.
  FileDescriptor socket_;
  CloseCode code_ = CloseCode::Abnormal;
  Phase phase_ = Phase::Open;
  WebSocketRole role_;
  bool deflates_;
  bool asking_ = false;         // Somebody wants a message, and asks whether he has to wait.
  bool is_code_known_ = false;
  bool pinged_ = false;     // Since something was heard.
  bool blocked_ = false;    // The socket takes no more for now.
  bool paused_ = false;     // A message waits for somebody to read it.
  bool peer_done_ = false;  // It has ended its side while reading was paused.
  bool reads_ = true;
};

}  // namespace saki::http
