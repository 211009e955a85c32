// SPDX-License-Identifier: Apache-2.0
#include "saki/client_socket.h"

#include "client/client_socket_core.h"

namespace saki {
namespace {

std::string ending_of(const http::WebSocket& socket) {
  const std::string code = std::to_string(static_cast<std::uint16_t>(socket.close_code()));
  return "the WebSocket has ended with " + code + (socket.close_reason().empty() ? "" : ": ") + std::string(socket.close_reason());
}

}  // namespace

ClientSocketBase::ClientSocketBase(std::unique_ptr<ClientSocketCore> core) noexcept : core_(std::move(core)) {}
ClientSocketBase::ClientSocketBase(ClientSocketBase&&) noexcept = default;
ClientSocketBase& ClientSocketBase::operator=(ClientSocketBase&&) noexcept = default;
ClientSocketBase::~ClientSocketBase() = default;

Task<ClientSocketBase> ClientSocketBase::open_any(HttpClient& http, ClientRequest request, ClientSocketOptions options) {
  auto core = std::make_unique<ClientSocketCore>(http.core(), std::move(options));
  co_await core->open(std::move(request));
  co_return ClientSocketBase(std::move(core));
}

void ClientSocketBase::close(CloseCode code, std::string_view reason) { core_->socket().close(code, reason); }

Task<> ClientSocketBase::end(CloseCode code, std::string reason) {
  close(code, reason);
  while (true) {
    const Result<Message> message = co_await core_->socket().next();
    if (message) continue;
    if (message.error() == Error::Cancelled) throw Cancelled();
    co_return;
  }
}

bool ClientSocketBase::is_open() const noexcept { return core_->socket().is_open(); }
CloseCode ClientSocketBase::close_code() const noexcept { return core_->socket().close_code(); }
std::string_view ClientSocketBase::close_reason() const noexcept { return core_->socket().close_reason(); }
std::string_view ClientSocketBase::protocol() const noexcept { return core_->socket().protocol(); }
bool ClientSocketBase::deflates() const noexcept { return core_->socket().deflates(); }

Task<std::optional<Message>> ClientSocketBase::receive(std::optional<MessageKind> kind) {
  const Result<Message> message = co_await core_->socket().next();
  if (!message) {
    if (message.error() == Error::Cancelled) throw Cancelled();
    co_return std::nullopt;
  }
  const bool is_text = message->kind == MessageKind::Text;
  if (kind && message->kind != *kind) refuse(CloseCode::Unsupported, is_text ? "text, not binary" : "binary, not text");
  co_return *message;
}

Task<> ClientSocketBase::send_view(MessageKind kind, ByteView content) {
  const Result<> sent = co_await core_->socket().send(kind, content);
  if (sent) co_return;
  if (sent.error() == Error::Cancelled) throw Cancelled();
  if (sent.error() == Error::Invalid) throw ClientError(ClientErrorKind::Invalid, core_->request(), "a message of text that is not UTF-8");
  throw ClientError(ClientErrorKind::Broken, core_->request(), ending_of(core_->socket()));
}

Task<> ClientSocketBase::send_text(std::string text) { co_await send_view(MessageKind::Text, as_bytes(text)); }

void ClientSocketBase::refuse(CloseCode code, const std::string& why) {
  close(code);
  throw ClientError(ClientErrorKind::Content, core_->request(), "a message: " + why);
}

}  // namespace saki
