// SPDX-License-Identifier: Apache-2.0
//
// TlsBio: the library's idea of a carrier, which asks a session for bytes and hands it others.
#pragma once

#include "tls/openssl.h"
#include "tls/tls_session.h"

namespace saki {

struct TlsBio {
  // Lives as long as the session's library object, which owns it. Null for want of memory.
  [[nodiscard]] static BIO* make(TlsSession& session) noexcept;

 private:
  static const BIO_METHOD* method() noexcept;
  static int read(BIO* bio, char* into, int size) noexcept;
  static int write(BIO* bio, const char* bytes, int size) noexcept;
  static long control(BIO* bio, int command, long number, void* pointer) noexcept;
  static TlsSession& session(BIO* bio) noexcept { return *static_cast<TlsSession*>(BIO_get_data(bio)); }
};

}  // namespace saki
