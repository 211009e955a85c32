// SPDX-License-Identifier: Apache-2.0
//
// Socket: what every WebSocket has, whatever its messages hold. See <saki/web_socket.h>.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "saki/base/check.h"
#include "saki/http/web_socket.h"
#include "saki/message_reader.h"
#include "saki/room_member.h"
#include "saki/socket_options.h"
#include "saki/task.h"

namespace saki {

class SocketLine;

namespace detail {

class SocketSession;

// What a wait that failed comes to: nothing at the end of the socket, else it throws.
std::nullopt_t ended(Error error);
[[noreturn]] void raise(Error error);

}  // namespace detail

using http::CloseCode;

class Socket : public RoomMember {  // Affinity: loop. Lives until its handler's task has ended.
 public:
  explicit Socket(const SocketOptions& options) noexcept : options_(options) {}  // Outlive it.
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  virtual ~Socket();

  // Says goodbye, behind all that was sent before: nothing more can be sent, and next() ends. `reason` is cut to 123 bytes. The first call
  // counts; a handler that returns says CloseCode::Normal.
  void close(CloseCode code = CloseCode::Normal, std::string_view reason = {}) { core().close(code, reason); }

  void ping() { core().ping(); }  // Idle clients are pinged by themselves.

  [[nodiscard]] bool is_open() const noexcept { return core().is_open(); }

  // Why it ended: as the client said, else as we did; CloseCode::Abnormal where the connection broke.
  [[nodiscard]] CloseCode close_code() const noexcept { return core().close_code(); }
  [[nodiscard]] std::string_view close_reason() const noexcept { return core().close_reason(); }

  [[nodiscard]] std::string_view protocol() const noexcept { return core().protocol(); }  // The subprotocol agreed on; empty for none.
  [[nodiscard]] bool deflates() const noexcept { return core().deflates(); }
  [[nodiscard]] std::size_t queued_bytes() const noexcept { return core().queued_bytes(); }  // That the client has not taken yet.

 protected:
  [[nodiscard]] http::WebSocket& core() const noexcept {
    SAKI_CHECK(core_ != nullptr, "a WebSocket was used before its handler's coroutine began");
    return *core_;
  }
  [[nodiscard]] const std::shared_ptr<SocketLine>& line();  // Made when first asked for.

  // Deals with an invalid message as the route says. False where the socket is closed.
  [[nodiscard]] Task<bool> refuse(const InvalidContent& invalid);

 private:
  friend class detail::SocketSession;  // Gives it what is beneath.

  // As the member of a room: messages go into the socket's queue, whose bounds and policy hold.
  [[nodiscard]] MemberKind member_kind() const noexcept override;
  [[nodiscard]] bool take(const RoomMessage& message) noexcept override;
  void flush() noexcept override {}

  const SocketOptions& options_;
  http::WebSocket* core_ = nullptr;  // From when its handler's coroutine begins.
  std::shared_ptr<SocketLine> line_;  // To handles.
};

}  // namespace saki
