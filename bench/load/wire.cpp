// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>

namespace load {
namespace {

Moved moved(ssize_t result, Moved::Next again) noexcept {
  if (result > 0) return {static_cast<std::size_t>(result), Moved::Next::Any};
  return {0, result < 0 && (errno == EAGAIN || errno == ENOTCONN) ? again : Moved::Next::End};
}

}  // namespace

void SslEnd::operator()(SSL* ssl) const noexcept {
  SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  SSL_free(ssl);
}

Moved Wire::send(std::string_view bytes) noexcept {
  if (ssl_) return encrypted(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())));
  return moved(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL), Moved::Next::Send);
}

Moved Wire::receive(std::span<char> into) noexcept {
  if (ssl_) return encrypted(SSL_read(ssl_.get(), into.data(), static_cast<int>(into.size())));
  return moved(::recv(socket_.get(), into.data(), into.size(), 0), Moved::Next::Receive);
}

Moved Wire::encrypted(int result) const noexcept {
  if (result > 0) return {static_cast<std::size_t>(result), Moved::Next::Any};
  const int reason = SSL_get_error(ssl_.get(), result);
  if (reason == SSL_ERROR_WANT_READ) return {0, Moved::Next::Receive};
  if (reason == SSL_ERROR_WANT_WRITE) return {0, Moved::Next::Send};
  ERR_clear_error();
  return {0, Moved::Next::End};
}

bool Wire::holds_more() const noexcept { return ssl_ && SSL_has_pending(ssl_.get()) == 1; }

bool Wire::resumed() const noexcept { return ssl_ && SSL_session_reused(ssl_.get()) == 1; }

void Wire::close() noexcept {
  ssl_.reset();
  socket_.close();
}

}  // namespace load
