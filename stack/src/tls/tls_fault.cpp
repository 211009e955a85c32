// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_fault.h"

namespace saki {
namespace {

const char* text_of(std::uint16_t code) noexcept {
  switch (static_cast<TlsFault>(code)) {
    case TlsFault::Handshake: return "the TLS handshake failed";
    case TlsFault::PlainHttp: return "HTTP was spoken where TLS was expected";
    case TlsFault::Untrusted: return "the certificate of the other side is not to be trusted";
    case TlsFault::Alert: return "the other side ended TLS with an alert";
    case TlsFault::BadRecord: return "a TLS record is not what the other side would send";
    case TlsFault::CutHandshake: return "the TLS handshake was broken off";
    case TlsFault::CutRecord: return "the connection ended in the middle of a TLS record";
    case TlsFault::CutOff: return "the connection ended without TLS saying so";
    case TlsFault::TooMuchControl: return "there were TLS records without content and no end of them";
  }
  return "TLS failed";
}

constexpr ErrorRoom kRoom{"tls", &text_of};

}  // namespace

const ErrorRoom& error_room(TlsFault) noexcept { return kRoom; }

}  // namespace saki
