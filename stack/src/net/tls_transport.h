// SPDX-License-Identifier: Apache-2.0
//
// TlsTransport: carries a stream's bytes over its socket as a TlsSession encrypts them.
#pragma once

#include "net/transport.h"
#include "tls/tls_session.h"

namespace saki {

class TlsTransport : public Transport {  // Affinity: loop. Outlives its stream.
 public:
  // The server's side, of `socket`, whatever object owns it in the course of time. The process ignores SIGPIPE. Throws std::bad_alloc.
  TlsTransport(int socket, const TlsContext& context);
  // The client's side. Throws std::bad_alloc, std::invalid_argument for what is no host.
  TlsTransport(const TlsClientContext& context, const std::string& host);

  // Goes on with the handshake; 0 once it is done. read() does so as well.
  [[nodiscard]] IoCount shake_hands(int socket) noexcept;
  [[nodiscard]] bool established() const noexcept { return session_.established(); }
  [[nodiscard]] bool wants_to_send() const noexcept { return session_.wants_to_send(); }  // What the handshake waits for.

  [[nodiscard]] IoCount read(int socket, MutableBytes into) noexcept override;
  [[nodiscard]] IoCount write(int socket, std::span<const iovec> pieces) noexcept override;
  [[nodiscard]] IoCount send_file(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept override;
  [[nodiscard]] bool holds_unread() const noexcept override { return session_.holds_unread(); }
  [[nodiscard]] Error error_of(int error_number) const noexcept override;
  void say_end(int socket) noexcept override;

  [[nodiscard]] TlsSession& session() noexcept { return session_; }
  [[nodiscard]] const TlsSession& session() const noexcept { return session_; }

 private:
  TlsSession session_;
};

}  // namespace saki
