// SPDX-License-Identifier: Apache-2.0
//
// The opening handshake as a client sees it (RFC 6455 section 4.1), and its socket.
#include "saki/http/web_socket_client.h"

#include <algorithm>
#include <optional>

#include "http/deflate_terms.h"
#include "http/list_elements.h"
#include "http/lower_case.h"
#include "http/web_socket_key.h"
#include "http/web_socket_session.h"

namespace saki::http {
namespace {

// The value of the only field of that name; nothing where there are several. Empty where there is none.
std::optional<std::string_view> only_value(std::span<const Field> fields, std::string_view name) noexcept {
  std::string_view value;
  std::size_t count = 0;
  for (const Field& field : fields) {
    if (!same_field_name(field.name, name)) continue;
    value = field.value;
    ++count;
  }
  return count <= 1 ? std::optional(value) : std::nullopt;
}

std::string joined(std::span<const std::string> elements) {
  std::string list;
  for (const std::string& element : elements) list += (list.empty() ? "" : ", ") + element;
  return list;
}

// One extension, ours, as an answer to what was offered.
std::optional<DeflateAgreement> judge_extensions(std::string_view text, const DeflateOptions& options) {
  if (text.empty()) return DeflateAgreement();
  ExtensionList list(text);
  const std::optional<std::string_view> name = list.next();
  if (!name || *name != "permessage-deflate" || !options.enabled) return std::nullopt;
  const std::optional<DeflateTerms> terms = DeflateTerms::read(list);
  if (!terms || list.next() || list.is_malformed() || !answers_offer(*terms, offer_deflate(options))) return std::nullopt;
  return agreement_of(*terms);
}

// What the session works with, made before it and destroyed after it.
struct StreamParts {
  StreamParts(std::unique_ptr<Stream> over, BufferPool& buffers, std::size_t unread_bytes) noexcept
      : stream(std::move(over)), first(std::max(unread_bytes, BufferPool::kDefaultBlockBytes), 0), pools{buffers, coders} {}

  std::unique_ptr<Stream> stream;  // Has no socket any more, but its encryption.
  DeflatePool coders;
  BufferPool first;  // Of one block, for what came with the handshake.
  SocketPools pools;

  [[nodiscard]] SessionSetup setup(const WebSocketSurroundings& from, WebSocketRole role) noexcept {
    return {stream->loop(), pools, from.limits, from.timeouts, from.options, role};
  }
};

class StreamWebSocket final : private StreamParts, public WebSocketSession {
 public:
  StreamWebSocket(const WebSocketSurroundings& surroundings, const WebSocketAgreement& agreement, std::unique_ptr<Stream> over,
                  WebSocketRole role, std::size_t unread_bytes)
      : StreamParts(std::move(over), surroundings.buffers, unread_bytes), WebSocketSession(setup(surroundings, role), agreement, nullptr) {}

  void begin_with(ByteView unread) {
    Buffer block;
    if (!unread.empty()) {
      block = first.take();
      std::ranges::copy(unread, block.room().begin());
      block.grow(unread.size());
    }
    take_over(*stream, std::move(block));
  }
};

}  // namespace

WebSocketRequest::WebSocketRequest(const WebSocketOptions& options) : WebSocketRequest(options, draw_web_socket_key()) {}

WebSocketRequest::WebSocketRequest(const WebSocketOptions& options, std::string key)
    : options_(options), key_(std::move(key)), protocols_(joined(options.protocols)) {
  if (options.deflate.enabled) extensions_ = offer_deflate(options.deflate).text();
  fields_ = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Key", key_}, {"Sec-WebSocket-Version", "13"}};
  if (!protocols_.empty()) fields_.push_back({"Sec-WebSocket-Protocol", protocols_});
  if (!extensions_.empty()) fields_.push_back({"Sec-WebSocket-Extensions", extensions_});
}

Result<WebSocketAgreement> WebSocketRequest::judge(Status status, std::span<const Field> fields) const {
  const auto upgrade = only_value(fields, "upgrade");
  const auto accept = only_value(fields, "sec-websocket-accept");
  if (status != Status::SwitchingProtocols || !upgrade || !is_word(*upgrade, "websocket") ||
      !names(joined(fields, "connection"), "upgrade") || accept != web_socket_accept(key_))
    return fail(Error::Invalid);
  WebSocketAgreement agreement;
  const auto protocol = only_value(fields, "sec-websocket-protocol");
  if (!protocol) return fail(Error::Invalid);
  std::string extensions = joined(fields, "sec-websocket-extensions");
  const bool is_ours = protocol->empty() || std::ranges::find(options_.protocols, *protocol) != options_.protocols.end();
  const std::optional<DeflateAgreement> deflate = judge_extensions(extensions, options_.deflate);
  if (!is_ours || !deflate || (options_.needs_protocol && protocol->empty())) return fail(Error::Invalid);
  agreement.protocol = *protocol;
  agreement.extensions = std::move(extensions);
  agreement.deflate = *deflate;
  return agreement;
}

std::unique_ptr<WebSocket> open_web_socket(const WebSocketSurroundings& surroundings, const WebSocketAgreement& agreement,
                                           std::unique_ptr<Stream> stream, ByteView unread, WebSocketRole role) {
  auto socket = std::make_unique<StreamWebSocket>(surroundings, agreement, std::move(stream), role, unread.size());
  socket->begin_with(unread);
  return socket;
}

}  // namespace saki::http
