// SPDX-License-Identifier: Apache-2.0
#include "net/tls_transport.h"

#include <cerrno>

#include "net/kernel_tls.h"
#include "net/socket_io.h"

namespace saki {
namespace {

class SocketCarrier final : public TlsCarrier {
 public:
  explicit SocketCarrier(int socket) noexcept : socket_(socket) {}
  std::ptrdiff_t receive(MutableBytes into) noexcept override { return read_socket(socket_, into); }
  std::ptrdiff_t send(ByteView bytes) noexcept override { return write_socket(socket_, bytes); }

 private:
  int socket_;
};

}  // namespace

TlsTransport::TlsTransport(int socket, const TlsContext& context) : session_(context) {
  if (kernel_takes_tls()) session_.let_kernel_send(socket);
}

// Not by the kernel: the library would write(2), which raises SIGPIPE. A Server ignores that; a program that is but a client need not.
TlsTransport::TlsTransport(const TlsClientContext& context, const std::string& host) : session_(context, host) {}

IoCount TlsTransport::shake_hands(int socket) noexcept {
  SocketCarrier carrier(socket);
  return session_.shake_hands(carrier);
}

IoCount TlsTransport::read(int socket, MutableBytes into) noexcept {
  SocketCarrier carrier(socket);
  return session_.read(carrier, into);
}

IoCount TlsTransport::write(int socket, std::span<const iovec> pieces) noexcept {
  SocketCarrier carrier(socket);
  return session_.write(carrier, pieces);
}

IoCount TlsTransport::send_file(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept {
  SocketCarrier carrier(socket);
  return session_.send_file(carrier, file, offset, count_bytes);
}

void TlsTransport::say_end(int socket) noexcept {
  SocketCarrier carrier(socket);
  session_.say_end(carrier);
}

Error TlsTransport::error_of(int error_number) const noexcept {
  if (error_number != EPROTO || !session_.fault()) return Error::system(error_number);
  return *session_.fault();
}

}  // namespace saki
