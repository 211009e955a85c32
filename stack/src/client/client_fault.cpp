// SPDX-License-Identifier: Apache-2.0
#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

const char* fault_text(std::uint16_t code) noexcept {
  switch (static_cast<ClientFault>(code)) {
    case ClientFault::MalformedMethod: return "the method is no token";
    case ClientFault::MalformedRequestField: return "a field of the request is malformed, or one that the client sets itself";
    case ClientFault::WrongContentLength: return "the content's source gave another length than it had told";
    case ClientFault::MalformedStatusLine: return "the status line is not VERSION SP STATUS SP REASON";
    case ClientFault::UnsupportedVersion: return "the answer is not in HTTP/1";
    case ClientFault::TooManyInterimAnswers: return "there are too many interim answers";
    case ClientFault::UnexpectedUpgrade: return "the server changes to a protocol that was not asked for";
    case ClientFault::CutShort: return "the connection ended within the answer";
    case ClientFault::UnknownCoding: return "the content is in a coding that was not asked for";
    case ClientFault::MalformedCoding: return "the content is not in the coding that it is said to be in";
    case ClientFault::TooMuchContent: return "there is more content than is allowed";
    case ClientFault::ProxyRefused: return "the proxy refused the way";
    case ClientFault::MalformedProxy: return "the proxy is no http URL";
    case ClientFault::NotSecured: return "there is no encryption for https";
  }
  return "unknown fault";
}

constexpr ErrorRoom kClientRoom{"client", fault_text};

}  // namespace

const ErrorRoom& error_room(ClientFault) noexcept { return kClientRoom; }

}  // namespace saki::client
