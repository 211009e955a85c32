// SPDX-License-Identifier: Apache-2.0
//
// TlsSession::Call: a call of the library, which may come back for bytes or hand some over, with what holds while it lasts.
#pragma once

#include <openssl/err.h>

#include "tls/tls_session.h"

namespace saki {

class TlsSession::Call {
 public:
  static constexpr std::size_t kBlockBytes = 17 * 1024;  // A record at its largest (RFC 5246 section 6.2.3), and what may follow.
  static constexpr int kMostReceives = 4;  // So that a peer that never pauses does not hold the loop.

  Call(TlsSession& session, TlsCarrier& by, MutableBytes receives) noexcept : carrier(by), block(receives), session_(session) {
    session.call_ = this;
    forget_errors();
  }
  ~Call() {
    session_.keep_ahead();
    session_.call_ = nullptr;
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // The thread's queue of errors: whatever else uses the library on this thread leaves its own there, and what fails here looks at it.
  static void forget_errors() noexcept {
    if (ERR_peek_error() != 0) [[unlikely]]
      ERR_clear_error();
  }

  TlsCarrier& carrier;
  MutableBytes block;  // Empty where nothing is received.
  int receives_left = kMostReceives;
  int error = 0;         // Of the carrier.
  bool starved = false;  // Bytes were asked for, and there are none.
  bool drained = false;  // The carrier has no more.
  bool full = false;     // It takes no more.
  bool block_used = false;

 private:
  TlsSession& session_;
};

}  // namespace saki
