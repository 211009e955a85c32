// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_bio.h"

#include <cerrno>

namespace saki {

BIO* TlsBio::make(TlsSession& session) noexcept {
  BIO* const bio = BIO_new(method());
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, &session);
  BIO_set_init(bio, 1);
  return bio;
}

// One table for the process, made once.
const BIO_METHOD* TlsBio::method() noexcept {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* const table = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "saki");
    BIO_meth_set_read(table, &read);
    BIO_meth_set_write(table, &write);
    BIO_meth_set_ctrl(table, &control);
    return table;
  }();
  return method;
}

int TlsBio::read(BIO* bio, char* into, int size) noexcept {
  BIO_clear_retry_flags(bio);
  const TlsSession::Count count = session(bio).pull({reinterpret_cast<std::byte*>(into), static_cast<std::size_t>(size)});
  if (count == -EAGAIN) BIO_set_retry_read(bio);
  return static_cast<int>(count < 0 ? -1 : count);
}

int TlsBio::write(BIO* bio, const char* bytes, int size) noexcept {
  BIO_clear_retry_flags(bio);
  const TlsSession::Count count = session(bio).push({reinterpret_cast<const std::byte*>(bytes), static_cast<std::size_t>(size)});
  if (count == -EAGAIN) BIO_set_retry_write(bio);
  return static_cast<int>(count < 0 ? -1 : count);
}

long TlsBio::control(BIO* bio, int command, long, void*) noexcept {
  if (command == BIO_CTRL_EOF) return session(bio).has_ended_ ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

}  // namespace saki
